package io.gongkai.opinion.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionStatus;
import io.gongkai.opinion.OpinionStep;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.SpeakingMode;

/** What the reader may do with an opinion now. */
public record OpinionView(
        boolean assign,
        boolean takeUp,
        boolean tell,
        boolean close,
        boolean countersign,
        boolean reply,
        boolean remove,
        boolean knowSender,
        boolean code) {

    static OpinionView of(Opinion opinion, Opinions opinions, Authority authority, Actor actor) {
        var receives = authority.may(actor.id(), Permission.RECEIVE_OPINION, opinion.organization());
        var handles = authority.may(actor.id(), Permission.HANDLE_OPINION, opinion.handling());
        var countersigns = authority.may(actor.id(), Permission.COUNTERSIGN, opinion.handling())
                && !actor.id().equals(opinion.proposedBy());
        return new OpinionView(
                receives && opinion.may(OpinionStep.ASSIGN),
                handles && opinion.may(OpinionStep.TAKE_UP),
                handles && opinion.may(OpinionStep.TELL),
                handles && opinion.may(OpinionStep.CLOSE),
                countersigns && opinion.status() == OpinionStatus.TO_COUNTERSIGN,
                handles && opinion.may(OpinionStep.REPLY),
                receives,
                opinions.mayKnowSender(opinion, actor.id()),
                // Whoever holds the code can speak as the sender: it is read out once, when it was just written down.
                receives
                        && opinion.mode() == SpeakingMode.CONFIDENTIAL
                        && opinion.events().size() == 1);
    }
}
