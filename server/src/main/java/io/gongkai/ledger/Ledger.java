package io.gongkai.ledger;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.PersonId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The one way to enter facts. Must be called inside the transaction that records the fact itself. */
@Service
public class Ledger {

    private static final int SUMMARY_LENGTH_MAX = 200;

    /** So many facts at once go in by a way of their own, which is slow to begin with and fast then. */
    private static final int MANY = 500;

    private final LedgerStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ledger(LedgerStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** What an organization gains once a year, whatever it is found by. */
    record Standing(Measure measure, OrganizationId organization, int year) {

        static Standing of(Measure measure, Fact fact) {
            return new Standing(measure, fact.organization(), fact.occurredOn().getYear());
        }
    }

    /** Appends the facts, and the LEDGER_SET and similar yearly standings that follow from them. */
    @Transactional(propagation = MANDATORY)
    public void record(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        var rows = new ArrayList<Fact>(facts.size());
        var standings = new LinkedHashMap<Standing, Fact>();
        for (var fact : facts) {
            switch (fact.measure().nature()) {
                case YEARLY -> standings.putIfAbsent(Standing.of(fact.measure(), fact), fact);
                case FLOW -> {
                    rows.add(shortened(fact, fact.source()));
                    standings.putIfAbsent(Standing.of(Measure.LEDGER_SET, fact), fact);
                }
                case STOCK -> rows.add(shortened(fact, fact.source()));
            }
        }
        var now = clock.instant();
        if (facts.size() == 1 && rows.size() == 1) {
            var following = entered(standings, standings.keySet());
            store.appendLast(rows.getFirst(), following.isEmpty() ? null : following.getFirst(), now);
        } else if (rows.size() < MANY) {
            store.append(rows, now);
            store.stand(entered(standings, standings.keySet()), now);
        } else {
            store.copyIn(rows, now);
            store.stand(entered(standings, store.lacking(List.copyOf(standings.keySet()))), now);
        }
        events.publishEvent(new EntriesRecorded());
    }

    @Transactional(propagation = MANDATORY)
    public void record(Fact fact) {
        record(List.of(fact));
    }

    /**
     * Takes back whatever still counts from a source, with entries of opposite sign on the days of the originals: the
     * period in which a withdrawn publication was counted no longer counts it. Twice is the same as once.
     */
    @Transactional(propagation = MANDATORY)
    public void reverse(Source source, @Nullable PersonId by) {
        store.lock(source);
        announce(store.reverse(source, by, clock.instant()));
    }

    /** Ends what a source holds in stock, from a day on. What has been ended or taken back stays as it is. */
    @Transactional(propagation = MANDATORY)
    public void end(Source source, LocalDate on, @Nullable PersonId by) {
        store.lock(source);
        announce(store.end(source, on, by, clock.instant()));
    }

    /** Number of the last entry that every reader sees; figures computed now include all up to it. */
    public long watermark() {
        return store.watermark();
    }

    /** Entries above a number in order, none beyond the {@link #watermark}: whoever reads on from the last one misses none. */
    public List<LedgerEntry> after(long id, int limit) {
        return store.after(id, store.watermark(), limit);
    }

    /** In order of number. */
    public List<LedgerEntry> byIds(Collection<Long> ids) {
        return ids.isEmpty() ? List.of() : store.byIds(ids);
    }

    private void announce(boolean recorded) {
        if (recorded) {
            events.publishEvent(new EntriesRecorded());
        }
    }

    private static List<Fact> entered(Map<Standing, Fact> foundBy, Collection<Standing> standings) {
        return standings.stream()
                .map(standing -> entered(standing, Objects.requireNonNull(foundBy.get(standing))))
                .toList();
    }

    /** Row 13 counts an organization's ledger of the year once it is no longer empty (domain.md 1.9.3). */
    private static Fact entered(Standing standing, Fact foundBy) {
        var source = Source.standing(standing.measure(), standing.organization(), standing.year());
        return standing.measure() == Measure.LEDGER_SET
                ? new Fact(
                        Measure.LEDGER_SET,
                        standing.organization(),
                        foundBy.occurredOn(),
                        1,
                        source,
                        String.valueOf(standing.year()),
                        true,
                        null)
                : shortened(foundBy, source);
    }

    private static Fact shortened(Fact fact, Source source) {
        var summary = fact.summary();
        return new Fact(
                fact.count(),
                fact.organization(),
                fact.occurredOn(),
                fact.quantity(),
                source,
                summary.length() <= SUMMARY_LENGTH_MAX ? summary : summary.substring(0, SUMMARY_LENGTH_MAX - 1) + "…",
                fact.open(),
                fact.by());
    }

    /** Whether anything of this organization's was entered in a year, even if it was taken back since. */
    public boolean hasLedger(OrganizationId organization, int year) {
        return store.hasSource(Source.standing(Measure.LEDGER_SET, organization, year));
    }
}
