package io.gongkai.opinion.survey;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Opinions;
import io.gongkai.opinion.Sender;
import io.gongkai.opinion.WrittenDown;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** What people wrote on opinion forms in their own words becomes opinions, each handled and answered like any other (row 39). */
@Service
public class Points {

    /**
     * Something that was written on a form.
     *
     * @param number of the copy
     * @param opinion that was made of it, null while there is none
     */
    public record Point(
            int number,
            Question question,
            OrganizationId organization,
            String organizationName,
            LocalDate returnedOn,
            String text,
            @Nullable UUID opinion) {

        /** Tells it from the others of its round. */
        public String key() {
            return number + "-" + question.name();
        }

        /** A first idea of a title: how it begins. */
        public String title() {
            return text.length() <= TITLE_LENGTH ? text : text.substring(0, TITLE_LENGTH - 1) + "…";
        }
    }

    private static final int TITLE_LENGTH = 30;

    private final SurveyStore store;
    private final Opinions opinions;
    private final Authority authority;

    Points(SurveyStore store, Opinions opinions, Authority authority) {
        this.store = store;
        this.opinions = opinions;
        this.authority = authority;
    }

    /** In order of the copies. */
    public List<Point> of(Round round, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, round.organization());
        return store.points(round);
    }

    /**
     * Makes opinions of points, all or none; what has become one already is left alone.
     *
     * @param titles of those that are to become opinions, by {@link Point#key}
     * @return how many there are now that were not before
     */
    @Transactional
    public Outcome<Integer> turnIntoOpinions(Round round, Map<String, String> titles, PersonId by) {
        authority.require(by, Permission.RECEIVE_OPINION, round.organization());
        store.lock(round.id());
        var refusals = new ArrayList<Refusal>();
        var made = 0;
        for (var point : store.points(round)) {
            var title = titles.get(point.key());
            if (title == null || point.opinion() != null) {
                continue;
            }
            var written = new WrittenDown(
                    point.organization(),
                    OpinionSource.FORM,
                    point.returnedOn(),
                    title,
                    point.text(),
                    false,
                    new Sender("", "", ""));
            switch (opinions.writeDown(written, by)) {
                case Outcome.Done<Opinion>(var opinion) -> {
                    store.insertPoint(round.id(), point, opinion.id());
                    made++;
                }
                case Outcome.Refused<Opinion>(var grounds) ->
                    grounds.forEach(ground -> refusals.add(Refusal.at(
                            point.key(), ground.code(), ground.details().toArray())));
            }
        }
        if (!refusals.isEmpty()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Outcome.refused(refusals);
        }
        return Outcome.done(made);
    }
}
