package io.gongkai.opinion.survey;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.intake.Desk;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackedChanged;
import io.gongkai.intake.TrackingCode;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.opinion.OpinionMoved;
import io.gongkai.opinion.OpinionStatus;
import io.gongkai.opinion.OpinionStep;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/**
 * Asks after every closing of an opinion what it is worth to its sender, whatever came of it (办结评价). Each answer stands in row
 * 42, in the transaction that takes it in. A sender may think better of it within {@link #DAYS_TO_CHANGE}.
 */
@Service
public class Ratings {

    /** Days from the first answer. */
    static final int DAYS_TO_CHANGE = 7;

    private final RatingStore store;
    private final Opinions opinions;
    private final Ledger ledger;
    private final Authority authority;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ratings(
            RatingStore store,
            Opinions opinions,
            Ledger ledger,
            Authority authority,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.opinions = opinions;
        this.ledger = ledger;
        this.authority = authority;
        this.events = events;
        this.clock = clock;
    }

    /** Within the transaction that closes it. */
    @EventListener
    void on(OpinionMoved event) {
        if (event.step() == OpinionStep.CLOSE || event.step() == OpinionStep.COUNTERSIGN) {
            store.ask(event.opinion(), LocalDate.now(clock));
            store.organizationOf(event.opinion())
                    .ifPresent(organization -> events.publishEvent(new RatingsChanged(organization)));
        }
    }

    /** Of an organization and everything below it. */
    public RatingCount count(OrganizationId under, LocalDate from, LocalDate until, PersonId by) {
        authority.require(by, Permission.READ_WORK, under);
        return store.count(under, from, until);
    }

    /** @throws NoSuchElementException when there is no such answer */
    public UUID opinionRatedBy(UUID rating, PersonId by) {
        var opinion = store.opinionRatedBy(rating).orElseThrow(() -> new NoSuchElementException("No rating " + rating));
        authority.require(
                by, Permission.READ_WORK, store.organizationOf(opinion).orElseThrow());
        return opinion;
    }

    Optional<Refusal> take(Incoming incoming) {
        var known = store.asked(incoming.code());
        known.ifPresent(asked -> store.lock(asked.opinion()));
        var open = store.asked(incoming.code()).filter(asked -> isOpen(asked, incoming.receivedOn()));
        if (open.isEmpty()) {
            return Optional.of(Refusal.of("intake.act.closed"));
        }
        var asked = open.get();
        var worth = Worth.valueOf(incoming.answer(RatingDesk.WORTH));
        var on = incoming.receivedOn();
        if (asked.rating() != null) {
            ledger.reverse(source(asked.rating()), null);
        }
        var rating = store.insert(
                asked, worth, incoming.answer(RatingDesk.REMARK), on, asked.firstOn() == null ? on : asked.firstOn());
        ledger.record(facts(asked, worth, on, source(rating)));
        if (asked.status() != OpinionStatus.RATED) {
            opinions.rated(asked.opinion(), on);
        }
        events.publishEvent(new TrackedChanged(incoming.code()));
        events.publishEvent(new RatingsChanged(asked.organization()));
        return Optional.empty();
    }

    /** What the tracking page of an opinion says and offers beyond the opinion itself. */
    Optional<Desk.Addition> addition(TrackingCode code) {
        return store.asked(code).map(asked -> {
            var steps = new ArrayList<Tracked.Step>();
            if (asked.givenOn() != null && asked.worth() != null) {
                steps.add(
                        new Tracked.Step(asked.givenOn(), "survey.rating.given." + asked.worth(), List.of(), "", true));
            }
            return new Desk.Addition(isOpen(asked, LocalDate.now(clock)) ? List.of(RatingDesk.FORM) : List.of(), steps);
        });
    }

    private static boolean isOpen(RatingStore.Asked asked, LocalDate on) {
        var closed = asked.status() == OpinionStatus.CLOSED
                || asked.status() == OpinionStatus.REPLIED
                || asked.status() == OpinionStatus.RATED;
        return closed && (asked.firstOn() == null || !on.isAfter(asked.firstOn().plusDays(DAYS_TO_CHANGE)));
    }

    private static List<Fact> facts(RatingStore.Asked asked, Worth worth, LocalDate on, Source source) {
        var facts = new ArrayList<Fact>();
        if (worth.isSatisfied()) {
            facts.add(fact(Measure.SATISFACTION_SATISFIED, asked, on, source));
        }
        facts.add(fact(Measure.SATISFACTION_VALID, asked, on, source));
        return facts;
    }

    private static Fact fact(Measure measure, RatingStore.Asked asked, LocalDate on, Source source) {
        return new Fact(measure, asked.organization(), on, 1, source, asked.title(), false, null);
    }

    private static Source source(UUID rating) {
        return new Source("OPINION_RATING", rating);
    }
}
