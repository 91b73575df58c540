package io.gongkai.statistics;

import static java.util.Comparator.comparing;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Detail;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import io.gongkai.shared.TableRow;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Facts recorded by hand with date, quantity and evidence: inspections, forums, articles and whatever else has no module of
 * its own yet. Facts that the program records itself cannot be entered here, from the day on from which it does.
 */
@Service
public class RecordedFacts {

    /** What may be recorded by hand, in the order of the form. */
    public static final Set<Measure> MEASURES = Collections.unmodifiableSet(EnumSet.of(
            Measure.MEASURE_DOCUMENT,
            Measure.WORK_PLAN,
            Measure.WORK_RULE,
            Measure.CONTACT_POINT,
            Measure.PUBLICITY_ACTIVITY,
            Measure.NEWS_ARTICLE,
            Measure.SUPERVISOR,
            Measure.INSPECTION,
            Measure.SUPERVISOR_OPINION,
            Measure.FORUM,
            Measure.OPINION_FORM_ISSUED,
            Measure.OPINION_COLLECTED,
            Measure.OPINION_CLOSED,
            Measure.OPINION_REPLIED,
            Measure.SATISFACTION_SATISFIED));

    /** Counted by the register of opinions from the day on which a county keeps it (domain.md 1.9.3, rows 35, 37, 39 to 41). */
    private static final Set<Measure> IN_THE_BOOK = EnumSet.of(
            Measure.SUPERVISOR_OPINION,
            Measure.FORUM,
            Measure.OPINION_COLLECTED,
            Measure.OPINION_CLOSED,
            Measure.OPINION_REPLIED);

    /** Counted in copies or answers; of everything else one fact stands for a thousand at most. */
    private static final Set<Measure> LARGE = EnumSet.of(Measure.OPINION_FORM_ISSUED, Measure.SATISFACTION_SATISFIED);

    private static final int TITLE_LENGTH_MIN = 4;
    private static final int TITLE_LENGTH_MAX = 120;
    private static final int WORDS_LENGTH_MIN = 4;
    private static final int WORDS_LENGTH_MAX = 300;

    private final StatisticsStore store;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Opinions opinions;
    private final Authority authority;
    private final Clock clock;

    RecordedFacts(
            StatisticsStore store,
            Ledger ledger,
            Organizations organizations,
            Opinions opinions,
            Authority authority,
            Clock clock) {
        this.store = store;
        this.ledger = ledger;
        this.organizations = organizations;
        this.opinions = opinions;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * A fact to record.
     *
     * @param details one of each aspect of the measure: of a request who asked, of a decision also how it ended
     * @param quantity at least 1; of a rate the number of satisfied answers, which may be 0
     * @param base of a rate the number of valid answers; null for counts
     * @param until of a stock (supervisors, contact points, rules) the first day without it; null while it lasts
     * @param title one line that says what it was
     * @param evidence where the record is kept: document number, minutes, register
     */
    public record Recording(
            OrganizationId organization,
            Measure measure,
            List<Detail> details,
            LocalDate on,
            long quantity,
            @Nullable Long base,
            @Nullable LocalDate until,
            String title,
            String evidence,
            @Nullable UUID attachment) {

        public Recording {
            details = List.copyOf(details);
            title = title.strip();
            evidence = evidence.strip();
        }

        /** Of a measure that asks for no detail. */
        public Recording(
                OrganizationId organization,
                Measure measure,
                LocalDate on,
                long quantity,
                @Nullable Long base,
                @Nullable LocalDate until,
                String title,
                String evidence,
                @Nullable UUID attachment) {
            this(organization, measure, List.of(), on, quantity, base, until, title, evidence, attachment);
        }

        Count count() {
            return new Count(measure, details);
        }
    }

    /** The valid answers that belong to a measure of satisfied ones; null for counts. */
    public static @Nullable Measure baseOf(Measure measure) {
        return measure.whole();
    }

    @Transactional
    public Outcome<UUID> record(Recording recording, PersonId by) {
        authority.require(by, Permission.RECORD_FACT, recording.organization());
        var grounds = grounds(recording);
        if (!grounds.isEmpty()) {
            return Outcome.refused(grounds);
        }
        var id = store.insertFact(recording, clock.instant(), by);
        ledger.record(entries(recording, source(id), by));
        if (recording.until() != null) {
            ledger.end(source(id), recording.until(), by);
        }
        return Outcome.done(id);
    }

    /**
     * Records the facts of a table, all or none. Headings: organizationCode, measure, applicant, outcome, on, quantity, base,
     * until, title, evidence. The organizations must hang below {@code within} today (or be it).
     */
    @Transactional
    public ImportReport importRows(List<TableRow> rows, OrganizationId within, PersonId by) {
        authority.require(by, Permission.RECORD_FACT, within);
        var read = new FactImport(
                organizations.found(
                        rows.stream().map(row -> row.cell("organizationCode")).collect(Collectors.toSet()), within),
                organizations.get(within).name(),
                LocalDate.now(clock),
                givenWay(within));
        rows.forEach(read::read);
        if (!read.rejected().isEmpty()) {
            return new ImportReport(rows.size(), 0, read.rejected());
        }
        // In the order of the indexes, so that a table of many organizations does not jump to and fro in them.
        var recordings = read.recordings().stream()
                .sorted(comparing(recording -> recording.organization().value()))
                .toList();
        var ids = store.insertFacts(recordings, clock.instant(), by);
        var entries = new ArrayList<Fact>();
        for (var i = 0; i < ids.size(); i++) {
            entries.addAll(entries(recordings.get(i), source(ids.get(i)), by));
        }
        ledger.record(entries);
        for (var i = 0; i < ids.size(); i++) {
            var until = recordings.get(i).until();
            if (until != null) {
                ledger.end(source(ids.get(i)), until, by);
            }
        }
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    /** Everything for which {@link #record} would refuse it. */
    public List<Refusal> grounds(Recording recording) {
        var organization = organizations.get(recording.organization());
        return grounds(
                recording,
                organization.validFrom(),
                organization.validUntil(),
                LocalDate.now(clock),
                givenWay(recording.organization()));
    }

    /** What the program counts by itself in the county of an organization, and from which day on. */
    private Map<Measure, LocalDate> givenWay(OrganizationId organization) {
        var all = new EnumMap<Measure, LocalDate>(Measure.class);
        all.putAll(store.givenWay());
        opinions.bookSince(organization).ifPresent(since -> IN_THE_BOOK.forEach(measure -> all.put(measure, since)));
        return all;
    }

    /**
     * The same, of an organization that exists from one day until the day before another.
     *
     * @param givenWay what the program counts by itself, and from which day on
     */
    static List<Refusal> grounds(
            Recording recording,
            LocalDate exists,
            @Nullable LocalDate until,
            LocalDate today,
            Map<Measure, LocalDate> givenWay) {
        var grounds = new ArrayList<Refusal>();
        var measure = recording.measure();
        if (!MEASURES.contains(measure)) {
            grounds.add(Refusal.at("measure", "statistics.fact.measure", measure));
        }
        var since = givenWay.get(measure);
        if (since != null && !recording.on().isBefore(since)) {
            grounds.add(Refusal.at("measure", "statistics.fact.givenWay", measure, since));
        }
        checkDetails(recording, grounds);
        checkDays(recording, exists, until, today, grounds);
        checkQuantity(recording, grounds);
        if (outside(recording.title(), TITLE_LENGTH_MIN, TITLE_LENGTH_MAX)) {
            grounds.add(Refusal.at("title", "statistics.fact.title.length", TITLE_LENGTH_MIN, TITLE_LENGTH_MAX));
        }
        if (outside(recording.evidence(), WORDS_LENGTH_MIN, WORDS_LENGTH_MAX)) {
            grounds.add(Refusal.at("evidence", "statistics.fact.evidence.length", WORDS_LENGTH_MIN, WORDS_LENGTH_MAX));
        }
        return grounds;
    }

    /** From this day on a stock no longer holds: a supervisor's term is over, a rule is repealed. */
    @Transactional
    public Outcome<UUID> end(UUID fact, LocalDate on, PersonId by) {
        var recorded = store.fact(fact).orElseThrow(() -> noSuchFact(fact));
        authority.require(by, Permission.RECORD_FACT, recorded.organization());
        if (recorded.measure().nature() != Measure.Nature.STOCK || !on.isAfter(recorded.on())) {
            return Outcome.refused(Refusal.at("until", "statistics.fact.until", recorded.on()));
        }
        if (!store.endFact(fact, on)) {
            throw new OptimisticLockingFailureException("Fact %s no longer holds".formatted(fact));
        }
        ledger.end(source(fact), on, by);
        return Outcome.done(fact);
    }

    /** Takes a fact back with a reason; its ledger entries are reversed. */
    @Transactional
    public Outcome<UUID> cancel(UUID fact, String reason, PersonId by) {
        var recorded = store.fact(fact).orElseThrow(() -> noSuchFact(fact));
        authority.require(by, Permission.RECORD_FACT, recorded.organization());
        if (outside(reason.strip(), WORDS_LENGTH_MIN, WORDS_LENGTH_MAX)) {
            return Outcome.refused(
                    Refusal.at("reason", "statistics.fact.reason.length", WORDS_LENGTH_MIN, WORDS_LENGTH_MAX));
        }
        if (!store.cancelFact(fact, reason.strip(), by, clock.instant())) {
            throw new OptimisticLockingFailureException("Fact %s was taken back before".formatted(fact));
        }
        ledger.reverse(source(fact), by);
        return Outcome.done(fact);
    }

    public RecordedFact get(UUID fact, PersonId by) {
        var recorded = store.fact(fact).orElseThrow(() -> noSuchFact(fact));
        authority.require(by, Permission.READ_WORK, recorded.organization());
        return recorded;
    }

    /** Facts of an organization and everything below it, newest first, cancelled ones among them. */
    public Slice<RecordedFact> list(OrganizationId under, int size, @Nullable String cursor, PersonId by) {
        authority.require(by, Permission.READ_WORK, under);
        var page = Math.clamp(size, 1, 1000);
        var after = cursor == null || cursor.isEmpty() ? null : lastOfPage(cursor);
        var facts = store.facts(under, LocalDate.now(clock), after, page + 1);
        return new Slice<>(
                facts.subList(0, Math.min(page, facts.size())),
                facts.size() > page ? facts.get(page - 1).id().toString() : null);
    }

    private RecordedFact lastOfPage(String cursor) {
        try {
            return store.fact(UUID.fromString(cursor)).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw new NoSuchElementException("No such page: " + cursor, e);
        }
    }

    private static void checkDetails(Recording recording, List<Refusal> grounds) {
        for (var aspect : Detail.Aspect.values()) {
            var said = recording.details().stream()
                    .filter(detail -> detail.aspect() == aspect)
                    .count();
            var asked = recording.measure().aspects().contains(aspect);
            var field = aspect.name().toLowerCase(Locale.ROOT);
            if (asked && said != 1) {
                grounds.add(Refusal.at(field, "statistics.fact.detail.missing", recording.measure(), aspect));
            } else if (!asked && said > 0) {
                grounds.add(Refusal.at(field, "statistics.fact.detail.unasked", recording.measure(), aspect));
            }
        }
    }

    private static void checkDays(
            Recording recording, LocalDate exists, @Nullable LocalDate gone, LocalDate today, List<Refusal> grounds) {
        var on = recording.on();
        if (on.isAfter(today)) {
            grounds.add(Refusal.at("on", "statistics.fact.future"));
        }
        if (on.isBefore(exists)) {
            grounds.add(Refusal.at("on", "statistics.fact.beforeOrganization", exists));
        }
        if (gone != null && !on.isBefore(gone)) {
            grounds.add(Refusal.at("on", "statistics.fact.afterOrganization", gone));
        }
        var until = recording.until();
        if (until != null && recording.measure().nature() != Measure.Nature.STOCK) {
            grounds.add(Refusal.at("until", "statistics.fact.until.flow"));
        } else if (until != null && !until.isAfter(on)) {
            grounds.add(Refusal.at("until", "statistics.fact.until", on));
        }
    }

    private static void checkQuantity(Recording recording, List<Refusal> grounds) {
        var isRate = baseOf(recording.measure()) != null;
        var base = recording.base();
        var least = isRate ? 0 : 1;
        var most = LARGE.contains(recording.measure()) ? 1_000_000 : 1_000;
        if (recording.quantity() < least || recording.quantity() > most) {
            grounds.add(Refusal.at("quantity", "statistics.fact.quantity", least, most));
        }
        if (!isRate) {
            if (base != null) {
                grounds.add(Refusal.at("base", "statistics.fact.base.count"));
            }
        } else if (base == null || base < 1 || base > most) {
            grounds.add(Refusal.at("base", "statistics.fact.base", 1, most));
        } else if (recording.quantity() > base) {
            grounds.add(Refusal.at("quantity", "statistics.fact.satisfied", base));
        }
    }

    /**
     * One entry, or several: a rate has its numerator and its denominator; what a supervisor said is among the opinions
     * collected (row 39 includes row 35). Not open: nobody has reviewed the words for the public.
     */
    private static List<Fact> entries(Recording recording, Source source, PersonId by) {
        var entries = new ArrayList<Fact>();
        if (recording.quantity() > 0) {
            entries.add(entry(recording, recording.count(), recording.quantity(), source, by));
        }
        implied(recording).forEach((count, quantity) -> entries.add(entry(recording, count, quantity, source, by)));
        return entries;
    }

    private static Map<Count, Long> implied(Recording recording) {
        var implied = new LinkedHashMap<Count, Long>();
        var quantity = recording.quantity();
        switch (recording.measure()) {
            case SUPERVISOR_OPINION -> implied.put(Count.of(Measure.OPINION_COLLECTED), quantity);
            default -> {
                var base = baseOf(recording.measure());
                if (base != null) {
                    implied.put(Count.of(base), Objects.requireNonNull(recording.base()));
                }
            }
        }
        return implied;
    }

    private static Fact entry(Recording recording, Count count, long quantity, Source source, PersonId by) {
        return new Fact(
                count, recording.organization(), recording.on(), quantity, source, recording.title(), false, by);
    }

    private static Source source(UUID fact) {
        return new Source("FACT", fact);
    }

    private static boolean outside(String words, int least, int most) {
        return words.length() < least || words.length() > most;
    }

    private static NoSuchElementException noSuchFact(UUID fact) {
        return new NoSuchElementException("No fact " + fact);
    }
}
