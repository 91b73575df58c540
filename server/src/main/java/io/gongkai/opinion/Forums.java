package io.gongkai.opinion;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records forums (return row 37); what is raised there becomes an opinion that is handled and answered like any other. */
@Service
public class Forums {

    public static final int TOPIC_MIN = 4;
    public static final int TOPIC_MAX = 120;
    public static final int MINUTES_MAX = 4000;
    private static final int LINE_MAX = 60;
    private static final int MOST_PEOPLE = 5000;
    private static final int REASON_MIN = 4;
    private static final int REASON_MAX = 300;
    private static final int MOST = 200;

    private final ForumStore store;
    private final Opinions opinions;
    private final Ledger ledger;
    private final Authority authority;
    private final Clock clock;

    Forums(ForumStore store, Opinions opinions, Ledger ledger, Authority authority, Clock clock) {
        this.store = store;
        this.opinions = opinions;
        this.ledger = ledger;
        this.authority = authority;
        this.clock = clock;
    }

    @Transactional
    public Outcome<Forum> record(NewForum forum, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, forum.organization());
        var refusals = refusals(forum);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        opinions.openBook(forum.organization());
        var id = store.insert(forum, by, clock.instant());
        ledger.record(
                new Fact(Measure.FORUM, forum.organization(), forum.heldOn(), 1, source(id), forum.topic(), false, by));
        return Outcome.done(found(id));
    }

    /** Everything for which {@link #record} would refuse it. */
    public List<Refusal> refusals(NewForum forum) {
        var refusals = new ArrayList<Refusal>();
        if (outside(forum.topic(), TOPIC_MIN, TOPIC_MAX)) {
            refusals.add(Refusal.at("topic", "opinion.forum.topic.length", TOPIC_MIN, TOPIC_MAX));
        }
        if (forum.heldOn().isAfter(LocalDate.now(clock))) {
            refusals.add(Refusal.at("heldOn", "opinion.forum.heldOn.future"));
        }
        opinions.beforeBook(forum.organization(), forum.heldOn())
                .ifPresent(since -> refusals.add(Refusal.at("heldOn", "opinion.beforeBook", since)));
        if (outside(forum.place(), 1, LINE_MAX)) {
            refusals.add(Refusal.at("place", "opinion.forum.line.length", LINE_MAX));
        }
        if (outside(forum.host(), 1, LINE_MAX)) {
            refusals.add(Refusal.at("host", "opinion.forum.line.length", LINE_MAX));
        }
        if (forum.members() < 0 || forum.members() > MOST_PEOPLE) {
            refusals.add(Refusal.at("members", "opinion.forum.people", MOST_PEOPLE));
        }
        if (forum.masses() < 0 || forum.masses() > MOST_PEOPLE) {
            refusals.add(Refusal.at("masses", "opinion.forum.people", MOST_PEOPLE));
        }
        if (forum.members() + forum.masses() == 0) {
            refusals.add(Refusal.at("masses", "opinion.forum.nobody"));
        }
        if (forum.minutes().length() > MINUTES_MAX) {
            refusals.add(Refusal.at("minutes", "opinion.forum.minutes.length", MINUTES_MAX));
        }
        return refusals;
    }

    /** Something was raised: written down as an opinion of that day, of the sender as far as known. */
    @Transactional
    public Outcome<Opinion> raise(
            UUID id, String title, String text, boolean answerPublic, Sender sender, PersonId by) {
        var forum = found(id);
        authority.require(by, Permission.RECEIVE_OPINION, forum.organization());
        if (!forum.counts()) {
            return Outcome.refused(Refusal.of("opinion.forum.isCancelled"));
        }
        var outcome = opinions.writeDown(
                new WrittenDown(
                        forum.organization(), OpinionSource.FORUM, forum.heldOn(), title, text, answerPublic, sender),
                by);
        if (outcome instanceof Outcome.Done<Opinion>(var opinion)) {
            store.insertPoint(id, opinion.id());
        }
        return outcome;
    }

    /** It was recorded by mistake; what was raised stays. */
    @Transactional
    public Outcome<Forum> cancel(UUID id, String reason, PersonId by) {
        var forum = found(id);
        authority.require(by, Permission.RECEIVE_OPINION, forum.organization());
        if (outside(reason.strip(), REASON_MIN, REASON_MAX)) {
            return Outcome.refused(Refusal.at("reason", "opinion.reason.length", REASON_MIN, REASON_MAX));
        }
        if (!store.cancel(id, reason.strip(), by)) {
            throw new OptimisticLockingFailureException("Forum %s was taken back before".formatted(id));
        }
        ledger.reverse(source(id), by);
        return Outcome.done(found(id));
    }

    /** With what was raised there. */
    @Transactional(readOnly = true)
    public Forum get(UUID id, PersonId by) {
        var forum = found(id);
        authority.require(by, Permission.READ_WORK, forum.organization());
        return new Forum(
                forum.id(),
                forum.organization(),
                forum.organizationCode(),
                forum.organizationName(),
                forum.heldOn(),
                forum.place(),
                forum.topic(),
                forum.host(),
                forum.members(),
                forum.masses(),
                forum.minutes(),
                forum.cancelled(),
                opinions.among(store.points(id), List.of(forum.organization())));
    }

    /** What this person may read, the latest first. */
    @Transactional(readOnly = true)
    public List<Forum> list(Actor actor) {
        return store.list(actor.where(Permission.READ_WORK), LocalDate.now(clock), MOST);
    }

    private Forum found(UUID id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("No forum " + id));
    }

    private static Source source(UUID id) {
        return new Source("FORUM", id);
    }

    private static boolean outside(String words, int least, int most) {
        return words.length() < least || words.length() > most;
    }
}
