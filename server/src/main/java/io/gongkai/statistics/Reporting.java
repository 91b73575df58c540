package io.gongkai.statistics;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.account.Role;
import io.gongkai.calendar.Calendars;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Lifecycle.Place;
import io.gongkai.statistics.ReportingStore.Barred;
import io.gongkai.statistics.ReportingStore.Moved;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import io.gongkai.statistics.StatisticalReturn.Snapshot;
import io.gongkai.statistics.StatisticalReturn.Taken;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way of returns upward (报送): compute, confirm, sign, submit; receive, accept or return; consolidate and freeze. One door
 * for all steps: a wrong person gets {@link NotPermittedException}, a step that the status does not allow {@link
 * WrongReturnStatusException}, and what else stands in the way comes back as refusals, all at once.
 *
 * <p>A unit reports to its superior in the tree. A top of a tree reports outside the program; its own people enter what they
 * were answered there, with the number of the answer.
 */
@Service
public class Reporting {

    private static final int REASON_MIN = 5;
    private static final int WORDS_MAX = 200;
    private static final int REMARK_MIN = 2;
    private static final int CELL_REMARK_MIN = 4;
    private static final int CELL_REMARKS_MAX = 50;
    private static final int WAITING_MAX = 1000;

    private static final Set<Permission> WHO_REMARKS = Set.of(Permission.PREPARE_RETURN, Permission.SIGN_RETURN);

    /** Steps of the unit that follow one another when it has nothing to add. */
    private static final List<ReturnStep> ALL_OF_THE_UNITS =
            List.of(ReturnStep.CONFIRM, ReturnStep.SIGN, ReturnStep.SUBMIT);

    /** A return by form, organization and period. */
    public record Which(String form, OrganizationId organization, ReturnPeriod period) {}

    /**
     * What goes with a step.
     *
     * @param reason empty where none is asked for
     * @param remarks what is to be mended, cell by cell
     */
    public record Words(String reason, List<CellRemark> remarks) {

        public static final Words NONE = new Words("", List.of());

        public Words {
            reason = reason.strip();
            remarks = List.copyOf(remarks);
        }

        public static Words of(String reason) {
            return new Words(reason, List.of());
        }
    }

    /** What came of a step for several units: the others keep their status, each with its grounds. */
    public record Several(int done, Map<String, List<Refusal>> refused) {}

    private final ReportingStore store;
    private final CorrectionStore corrections;
    private final Returns returns;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Authority authority;
    private final Calendars calendars;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reporting(
            ReportingStore store,
            CorrectionStore corrections,
            Returns returns,
            Ledger ledger,
            Organizations organizations,
            Authority authority,
            Calendars calendars,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.corrections = corrections;
        this.returns = returns;
        this.ledger = ledger;
        this.organizations = organizations;
        this.authority = authority;
        this.calendars = calendars;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    // ------------------------------------------------------------------ reading

    /** The latest round; open where nobody has begun. Who may see it is decided by the caller's page. */
    public StatisticalReturn latest(Which which) {
        return store.rounds(which).stream().findFirst().orElseGet(() -> StatisticalReturn.open(which));
    }

    /** The latest round first; empty where nobody has begun. */
    public List<StatisticalReturn> rounds(Which which) {
        return store.rounds(which);
    }

    /** The latest step first. */
    public List<Taken> steps(StatisticalReturn round) {
        return round.id() == null ? List.of() : store.steps(round.id());
    }

    /** By when the return of a form and period is reported. */
    public ReportingDay day(String form, ReturnPeriod period) {
        return ReportingDay.of(returns.form(form, period.last()), period, calendars.current());
    }

    /** What this person can do with the return next, in the order of the life cycle; what would only be refused is left out. */
    public Set<ReturnStep> open(StatisticalReturn round, Actor actor) {
        var open = EnumSet.noneOf(ReturnStep.class);
        if (!files(round.organization(), round.period())) {
            return open;
        }
        for (var move : Lifecycle.MOVES) {
            if (move.from() == round.status()
                    && mayTake(move, round, actor.id())
                    && !bars(move.step(), round, actor.id())) {
                open.add(move.step());
            }
        }
        return open;
    }

    /** Whether this person is kept from a step only because of having had a hand in the return: said on the page. */
    public boolean isBarred(StatisticalReturn round, Actor actor) {
        return Lifecycle.MOVES.stream()
                .filter(move -> move.from() == round.status())
                .anyMatch(move -> mayTake(move, round, actor.id()) && bars(move.step(), round, actor.id()));
    }

    /** The figures as they were computed beside the same days as they count now; empty while nothing was computed. */
    public Optional<Restatement> restatement(StatisticalReturn round) {
        var snapshot = round.snapshot();
        if (snapshot == null) {
            return Optional.empty();
        }
        var submitted = returns.signed(snapshot.content());
        var watermark = ledger.watermark();
        var corrected = asOf(round, snapshot.cutOff(), watermark);
        var measures = measures(submitted.form());
        var late = store.lateFacts(
                round.organization(),
                submitted.form().kinds(),
                measures,
                round.period().first(),
                snapshot.cutOff(),
                snapshot.watermark(),
                watermark,
                Restatement.FACTS);
        return Optional.of(Restatement.of(submitted, corrected, late));
    }

    /**
     * Whether the digest is that of the text, and how many figures come out otherwise when they are counted again from the
     * entries that were known then.
     */
    public Verification verify(Snapshot snapshot, StatisticalReturn round) {
        var signed = returns.signed(snapshot.content());
        var again = asOf(round, snapshot.cutOff(), snapshot.watermark());
        var differ = Restatement.of(signed, again, List.of()).cells().size();
        return new Verification(SignedText.digest(snapshot.content()).equals(snapshot.digest()), differ);
    }

    /**
     * What holding a signed snapshot against digest and ledger shows.
     *
     * @param differ figures that count otherwise now though the entries are the same: the tree was changed backwards
     */
    public record Verification(boolean digestHolds, int differ) {}

    private Sheet asOf(StatisticalReturn round, LocalDate cutOff, long watermark) {
        return returns.asOf(round.form(), List.of(round.organization()), round.period(), cutOff, watermark)
                .getFirst();
    }

    private static Set<Measure> measures(Form form) {
        return form.rows().stream().flatMap(row -> row.measures().stream()).collect(Collectors.toSet());
    }

    // ------------------------------------------------------------------ one return

    /** Takes a step with the latest round. */
    public Outcome<StatisticalReturn> take(ReturnStep step, Which which, Words words, PersonId by) {
        return takeAll(List.of(step), which, words, by);
    }

    /** Confirms, signs and submits in one go what the status still asks for: nothing was to be added. */
    public Outcome<StatisticalReturn> report(Which which, Words words, PersonId by) {
        var status = latest(which).status();
        var left = ALL_OF_THE_UNITS.stream()
                .dropWhile(step -> Lifecycle.find(status, step).isEmpty())
                .toList();
        return takeAll(left.isEmpty() ? ALL_OF_THE_UNITS : left, which, words, by);
    }

    /** All of the steps, or none of them. */
    public Outcome<StatisticalReturn> takeAll(List<ReturnStep> steps, Which which, Words words, PersonId by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            for (var step : steps) {
                var refusals = takeOne(step, which, words, by, null);
                if (!refusals.isEmpty()) {
                    status.setRollbackOnly();
                    return Outcome.refused(refusals);
                }
            }
            return Outcome.done(latest(which));
        }));
    }

    /** @param counted the figures, where they were counted together with those of other units; null to count them here */
    private List<Refusal> takeOne(ReturnStep step, Which which, Words words, PersonId by, @Nullable Sheet counted) {
        requireMayAsk(step, which, by);
        if (step == ReturnStep.COMPUTE && files(which.organization(), which.period())) {
            store.begin(which, clock.instant());
        }
        store.lock(which);
        var seen = latest(which);
        var move = Lifecycle.find(seen.status(), step)
                .orElseThrow(() -> new WrongReturnStatusException(seen.status(), step));
        if (!mayTake(move, seen, by) || bars(step, seen, by)) {
            throw new NotPermittedException("%s may not %s %s".formatted(by, step, which));
        }
        var refusals = grounds(move, seen, words);
        if (refusals.isEmpty()) {
            write(move, seen, words, by, counted);
        }
        return refusals;
    }

    private List<Refusal> grounds(Lifecycle.Move move, StatisticalReturn seen, Words words) {
        var grounds = new ArrayList<Refusal>();
        if (words.reason().length() > WORDS_MAX) {
            grounds.add(Refusal.at("reason", "reporting.reason.long", WORDS_MAX));
        }
        switch (move.step()) {
            case COMPUTE -> {
                if (seen.id() == null) {
                    grounds.add(Refusal.of("reporting.notExpected"));
                }
            }
            case CONFIRM -> grounds.addAll(groundsToConfirm(seen, words));
            case RETURN -> grounds.addAll(groundsToReturn(seen, words));
            case RESTATE -> grounds.addAll(groundsToRestate(seen, words));
            case RECEIVE, ACCEPT, CONSOLIDATE, FREEZE -> {
                if (isTop(seen.organization()) && words.reason().length() < REASON_MIN) {
                    grounds.add(Refusal.at("reason", "reporting.answer.missing", REASON_MIN));
                }
            }
            case SIGN, SUBMIT -> {
                // What stands in the way stood in the way of the confirmation.
            }
        }
        return grounds;
    }

    /** A hard finding stands in the way, a warning wants a remark in its row, a missing subordinate a word. */
    private List<Refusal> groundsToConfirm(StatisticalReturn seen, Words words) {
        var grounds = new ArrayList<Refusal>();
        var sheet = returns.signed(snapshotOf(seen).content());
        var unexplained = new LinkedHashSet<String>();
        for (var finding : returns.checkSigned(sheet)) {
            if (finding.hard()) {
                grounds.add(finding.sentence());
            } else if (sheet.line(finding.row()).remark().isEmpty()) {
                unexplained.add(finding.row());
            }
        }
        for (var code : unexplained) {
            var row = sheet.form().row(code);
            grounds.add(Refusal.at(
                    "remark-" + code,
                    "reporting.unexplained",
                    row.no(),
                    sheet.form().word(row.label())));
        }
        var undecided = corrections.undecided(seen.organization(), seen.form(), seen.period());
        if (undecided > 0) {
            grounds.add(Refusal.of("reporting.correction.undecided", undecided));
        }
        var missing = missing(seen.organization(), seen.form(), seen.period());
        if (missing > 0 && words.reason().length() < REASON_MIN) {
            grounds.add(Refusal.at("reason", "reporting.units.missing", missing, REASON_MIN));
        }
        return grounds;
    }

    private static List<Refusal> groundsToReturn(StatisticalReturn seen, Words words) {
        var grounds = new ArrayList<Refusal>();
        if (words.remarks().isEmpty() && words.reason().length() < REASON_MIN) {
            grounds.add(Refusal.at("reason", "reporting.return.reason", REASON_MIN));
        }
        if (words.remarks().size() > CELL_REMARKS_MAX) {
            grounds.add(Refusal.at("reason", "reporting.return.many", CELL_REMARKS_MAX));
        }
        var content = snapshotOf(seen).content();
        for (var i = 0; i < words.remarks().size(); i++) {
            var remark = words.remarks().get(i);
            if (!SignedText.has(content, remark.row(), remark.column())) {
                grounds.add(Refusal.at("remarks[%d].row".formatted(i), "reporting.return.cell"));
            }
            if (remark.remark().length() < CELL_REMARK_MIN || remark.remark().length() > WORDS_MAX) {
                grounds.add(Refusal.at(
                        "remarks[%d].remark".formatted(i), "reporting.return.remark", CELL_REMARK_MIN, WORDS_MAX));
            }
        }
        return grounds;
    }

    private List<Refusal> groundsToRestate(StatisticalReturn seen, Words words) {
        var grounds = new ArrayList<Refusal>();
        if (words.reason().length() < REASON_MIN) {
            grounds.add(Refusal.at("reason", "reporting.restate.reason", REASON_MIN));
        }
        if (restatement(seen).orElseThrow().cells().isEmpty()) {
            grounds.add(Refusal.of("reporting.restate.nothing"));
        }
        return grounds;
    }

    private void write(Lifecycle.Move move, StatisticalReturn seen, Words words, PersonId by, @Nullable Sheet counted) {
        var at = clock.instant();
        var snapshot = seen.snapshot() == null ? null : seen.snapshot().id();
        var hands = new HashSet<>(seen.hands());
        LocalDate submittedOn = null;
        switch (move.step()) {
            case COMPUTE -> {
                snapshot = compute(seen, by, at, counted);
                hands.clear();
                hands.add(by);
            }
            case CONFIRM, SIGN, SUBMIT -> hands.add(by);
            case RECEIVE, ACCEPT, RETURN, CONSOLIDATE, FREEZE, RESTATE -> {
                // The superior's hands, and whoever starts a new round, have no part in this one's figures.
            }
        }
        if (move.step() == ReturnStep.SIGN) {
            store.sign(snapshotOf(seen), by, at);
        }
        if (move.step() == ReturnStep.SUBMIT) {
            submittedOn = today();
        }
        var step = store.move(seen, move, new Moved(snapshot, hands, submittedOn, words.reason(), by, at));
        if (move.step() == ReturnStep.RETURN && !words.remarks().isEmpty()) {
            store.insertCellRemarks(step, words.remarks());
        }
        if (move.step() == ReturnStep.RESTATE) {
            store.restate(seen, words.reason(), at);
            store.copyRemarks(idOf(seen), idOf(latest(which(seen))));
        }
        events.publishEvent(new ReturnChanged(idOf(seen)));
    }

    /** A restatement is about the same days as the round it restates, so that the two can be held against each other. */
    private UUID compute(StatisticalReturn seen, PersonId by, Instant at, @Nullable Sheet counted) {
        var sheet = counted == null ? count(seen) : counted;
        var remarks = store.remarks(idOf(seen));
        var content = SignedText.withRemarks(SignedText.of(sheet, seen.round()), remarks);
        return store.insertSnapshot(idOf(seen), snapshot(content, returns.signed(content), by, at));
    }

    private Sheet count(StatisticalReturn seen) {
        var cutOff = seen.round() == 1
                ? returns.cutOff(seen.period())
                : snapshotOf(store.rounds(which(seen)).getLast()).cutOff();
        return asOf(seen, cutOff, ledger.watermark());
    }

    private Snapshot snapshot(String content, Sheet sheet, PersonId by, Instant at) {
        var findings = returns.checkSigned(sheet);
        var hard = (int) findings.stream().filter(CheckFinding::hard).count();
        return new Snapshot(
                new UUID(0, 0),
                sheet.cutOff(),
                sheet.watermark(),
                content,
                SignedText.digest(content),
                hard,
                findings.size() - hard,
                at,
                by,
                null);
    }

    /** Whether this person may write the unit's remarks now. */
    public boolean mayRemark(StatisticalReturn round, Actor actor) {
        return round.status().isBeingWritten()
                && mayAny(actor.id(), round.organization(), WHO_REMARKS)
                && files(round.organization(), round.period());
    }

    /**
     * What the unit says in the form's last column. Written until the return is confirmed.
     *
     * @param remarks by code of the row; an empty one takes back what was said
     */
    @Transactional
    public Outcome<StatisticalReturn> remark(Which which, Map<String, String> remarks, PersonId by) {
        requireAny(by, which.organization(), WHO_REMARKS);
        var form = returns.form(which.form(), returns.cutOff(which.period()));
        var clean = new LinkedHashMap<String, String>();
        var grounds = new ArrayList<Refusal>();
        remarks.forEach((row, remark) -> {
            var text = remark.strip().replaceAll("\\s+", " ");
            clean.put(form.row(row).code(), text);
            if (!text.isEmpty() && isWrongRemark(text)) {
                grounds.add(Refusal.at("remark-" + row, "reporting.remark.length", REMARK_MIN, WORDS_MAX));
            }
        });
        if (!files(which.organization(), which.period())) {
            grounds.add(Refusal.of("reporting.notExpected"));
        }
        if (!grounds.isEmpty()) {
            return Outcome.refused(grounds);
        }
        store.begin(which, clock.instant());
        store.lock(which);
        var seen = latest(which);
        if (!seen.status().isBeingWritten()) {
            throw new WrongReturnStatusException(seen.status(), ReturnStep.COMPUTE);
        }
        clean.forEach((row, text) -> {
            if (text.isEmpty()) {
                store.dropRemark(idOf(seen), row);
            } else {
                store.putRemark(idOf(seen), row, text, by, clock.instant());
            }
        });
        rewrite(seen);
        return Outcome.done(latest(which));
    }

    private static boolean isWrongRemark(String text) {
        return text.length() < REMARK_MIN
                || text.length() > WORDS_MAX
                || text.chars().anyMatch(Character::isISOControl);
    }

    /** What was computed stays, under the remarks as they are now. */
    private void rewrite(StatisticalReturn seen) {
        var old = seen.snapshot();
        if (old == null) {
            return;
        }
        var content = SignedText.withRemarks(old.content(), store.remarks(idOf(seen)));
        var snapshot = new Snapshot(
                old.id(),
                old.cutOff(),
                old.watermark(),
                content,
                SignedText.digest(content),
                old.hard(),
                old.soft(),
                old.computedAt(),
                old.computedBy(),
                null);
        store.replaceSnapshot(idOf(seen), store.insertSnapshot(idOf(seen), snapshot));
    }

    // ------------------------------------------------------------------ several returns

    /** The returns of the units that report to a superior. Who may see them is decided by the caller's page. */
    public List<ReportingLine> lines(OrganizationId superior, String form, ReturnPeriod period) {
        return store.lines(superior, form, period, treeDay(form, period));
    }

    /** How many are expected and have come, by level below the superior and by kind. */
    public List<ReportingCount> counts(OrganizationId superior, String form, ReturnPeriod period) {
        var due = day(form, period).due();
        return store.counts(superior, form, period, treeDay(form, period), due).stream()
                .sorted(Comparator.comparing(ReportingCount::level).thenComparing(ReportingCount::kind))
                .toList();
    }

    /**
     * Units whose returns a superior may take a step with in one go: those that have not begun, and of what came in those in
     * which nothing asks for a second look.
     */
    public static List<ReportingLine> eligible(ReturnStep step, List<ReportingLine> units) {
        return units.stream()
                .filter(unit -> switch (step) {
                    case COMPUTE -> unit.status() == ReturnStatus.OPEN && unit.round() == 1;
                    case RECEIVE -> unit.status() == ReturnStatus.SUBMITTED;
                    case ACCEPT ->
                        (unit.status() == ReturnStatus.SUBMITTED || unit.status() == ReturnStatus.RECEIVED)
                                && unit.isPlain();
                    case CONSOLIDATE -> unit.status() == ReturnStatus.ACCEPTED;
                    case FREEZE -> unit.status() == ReturnStatus.CONSOLIDATED;
                    case CONFIRM, SIGN, SUBMIT, RETURN, RESTATE -> false;
                })
                .toList();
    }

    /**
     * Takes a step for every unit of a superior that is {@link #eligible}, each in a transaction of its own, so that one that is
     * refused holds up no other. Figures are counted in one statement for all.
     */
    public Several takeForUnits(
            ReturnStep step, OrganizationId superior, String form, ReturnPeriod period, PersonId by) {
        var units = eligible(step, lines(superior, form, period));
        var sheets = step != ReturnStep.COMPUTE || units.isEmpty()
                ? Map.<String, Sheet>of()
                : returns
                        .asOf(
                                form,
                                units.stream().map(ReportingLine::organization).toList(),
                                period,
                                returns.cutOff(period),
                                ledger.watermark())
                        .stream()
                        .collect(Collectors.toMap(Sheet::organizationCode, sheet -> sheet));
        return each(step, form, period, units, by, sheets);
    }

    private Several each(
            ReturnStep step,
            String form,
            ReturnPeriod period,
            List<ReportingLine> units,
            PersonId by,
            Map<String, Sheet> sheets) {
        var done = 0;
        var refused = new LinkedHashMap<String, List<Refusal>>();
        for (var unit : units) {
            var which = new Which(form, unit.organization(), period);
            // Whoever accepts has received.
            var steps = step == ReturnStep.ACCEPT && unit.status() == ReturnStatus.SUBMITTED
                    ? List.of(ReturnStep.RECEIVE, ReturnStep.ACCEPT)
                    : List.of(step);
            try {
                var grounds = Objects.requireNonNull(transaction.execute(status -> {
                    for (var one : steps) {
                        var refusals = takeOne(one, which, Words.NONE, by, sheets.get(unit.code()));
                        if (!refusals.isEmpty()) {
                            status.setRollbackOnly();
                            return refusals;
                        }
                    }
                    return List.<Refusal>of();
                }));
                if (grounds.isEmpty()) {
                    done++;
                } else {
                    refused.put(unit.name(), grounds);
                }
            } catch (WrongReturnStatusException e) {
                refused.put(unit.name(), List.of(e.refusal()));
            } catch (NotPermittedException e) {
                refused.put(unit.name(), List.of(Refusal.of("reporting.notPermitted")));
            }
        }
        return new Several(done, refused);
    }

    /** Direct subordinates whose first return is not accepted yet. */
    private int missing(OrganizationId superior, String form, ReturnPeriod period) {
        return missing(lines(superior, form, period));
    }

    /** How many of the units have a first return that is not accepted yet. */
    public static int missing(List<ReportingLine> units) {
        return (int) units.stream()
                .filter(unit -> unit.round() == 1 && !unit.status().isSettled())
                .count();
    }

    // ------------------------------------------------------------------ what waits

    /** What waits for a person, several units of one superior together. */
    public List<ReportingTask> tasks(String form, Actor actor) {
        return tasks(form, actor, today());
    }

    List<ReportingTask> tasks(String form, Actor actor, LocalDate today) {
        var tasks = new ArrayList<ReportingTask>();
        var preparing = actor.where(Permission.PREPARE_RETURN);
        var signing = actor.where(Permission.SIGN_RETURN);
        if (!preparing.isEmpty()) {
            tasks.addAll(tasksToCompute(form, preparing, today));
            tasks.addAll(waiting(form, ReturnStatus.RETURNED, ReportingTask.Action.MEND, actor, preparing, today));
            tasks.addAll(waiting(form, ReturnStatus.SIGNED, ReportingTask.Action.SUBMIT, actor, preparing, today));
            tasks.addAll(waiting(form, ReturnStatus.SUBMITTED, ReportingTask.Action.RECEIVE, actor, preparing, today));
            tasks.addAll(
                    waiting(form, ReturnStatus.ACCEPTED, ReportingTask.Action.CONSOLIDATE, actor, preparing, today)
                            .stream()
                            .filter(task -> missingBelow(form, task) == 0)
                            .toList());
        }
        if (!signing.isEmpty()) {
            tasks.addAll(waiting(form, ReturnStatus.COMPUTED, ReportingTask.Action.CONFIRM, actor, signing, today));
            tasks.addAll(waiting(form, ReturnStatus.CONFIRMED, ReportingTask.Action.SIGN, actor, signing, today));
            tasks.addAll(waiting(form, ReturnStatus.RECEIVED, ReportingTask.Action.ACCEPT, actor, signing, today));
            tasks.addAll(correctionsToDecide(form, actor, signing, today));
        }
        return tasks;
    }

    private int missingBelow(String form, ReportingTask task) {
        return task.together()
                ? missing(organizations.findEver(task.code()).orElseThrow().id(), form, task.period())
                : 0;
    }

    /** Of the present period and the one before, once their day comes near. */
    private List<ReportingTask> tasksToCompute(String form, Set<OrganizationId> where, LocalDate today) {
        var tasks = new ArrayList<ReportingTask>();
        var now = ReturnPeriod.ofYear(today.getYear());
        for (var period : List.of(now.before(), now)) {
            if (!isAskedFor(form, period, today)) {
                continue;
            }
            var waiting =
                    store.notBegun(form, period, where, roles(Permission.PREPARE_RETURN), today, WAITING_MAX).stream()
                            .filter(unit -> period.equals(now) || ledger.hasLedger(unit.organization(), period.year()))
                            .toList();
            tasks.addAll(gathered(form, ReportingTask.Action.COMPUTE, waiting, where));
            if (today.isAfter(day(form, period).due())) {
                tasks.addAll(urging(form, period, where));
            }
        }
        return tasks;
    }

    /** After the day, a superior's people see how many of their units are missing. */
    private List<ReportingTask> urging(String form, ReturnPeriod period, Set<OrganizationId> where) {
        return organizations.all(where).stream()
                .map(superior -> {
                    var late = lines(superior.id(), form, period).stream()
                            .filter(line -> line.firstSubmittedOn() == null)
                            .count();
                    return new ReportingTask(
                            ReportingTask.Action.URGE,
                            superior.code(),
                            superior.name(),
                            period,
                            (int) late,
                            true,
                            null,
                            day(form, period).due(),
                            true);
                })
                .filter(task -> task.units() > 0)
                .toList();
    }

    /** From some time before its day until half a year after it. */
    private boolean isAskedFor(String form, ReturnPeriod period, LocalDate today) {
        var day = day(form, period);
        return day.isRemindedOn(today) && today.isBefore(day.due().plusMonths(6));
    }

    private List<ReportingTask> waiting(
            String form,
            ReturnStatus status,
            ReportingTask.Action action,
            Actor actor,
            Set<OrganizationId> where,
            LocalDate today) {
        var desk = switch (action) {
            case RECEIVE, ACCEPT, CONSOLIDATE -> true;
            case COMPUTE, MEND, CONFIRM, SIGN, SUBMIT, URGE, DECIDE_CORRECTION -> false;
        };
        var barred = switch (action) {
            case CONFIRM, SIGN -> Barred.COMPUTER;
            case ACCEPT -> Barred.EVERYBODY_WITH_A_HAND_IN_IT;
            case COMPUTE, MEND, SUBMIT, RECEIVE, CONSOLIDATE, URGE, DECIDE_CORRECTION -> Barred.NOBODY;
        };
        var permission = switch (action) {
            case CONFIRM, SIGN, ACCEPT, DECIDE_CORRECTION -> Permission.SIGN_RETURN;
            case COMPUTE, MEND, SUBMIT, RECEIVE, CONSOLIDATE, URGE -> Permission.PREPARE_RETURN;
        };
        var waiting =
                store.waiting(form, status, desk, barred, where, roles(permission), actor.id(), today, WAITING_MAX);
        return gathered(form, action, waiting, where);
    }

    /** One line for one's own unit; for those below, one for each superior that they report to. */
    private List<ReportingTask> gathered(
            String form, ReportingTask.Action action, List<ReportingStore.Waiting> waiting, Set<OrganizationId> where) {
        record Key(String code, String name, ReturnPeriod period, boolean together, boolean nearest) {}
        var groups = new LinkedHashMap<Key, List<ReportingStore.Waiting>>();
        for (var one : waiting) {
            var own = where.contains(one.organization()) || one.superior() == null;
            groups.computeIfAbsent(
                            own
                                    ? new Key(one.code(), one.name(), one.period(), false, one.nearest())
                                    : new Key(
                                            one.superiorCode(), one.superiorName(), one.period(), true, one.nearest()),
                            _ -> new ArrayList<>())
                    .add(one);
        }
        return groups.entrySet().stream()
                .map(group -> {
                    var key = group.getKey();
                    var units = group.getValue();
                    var only = units.size() == 1 ? units.getFirst() : null;
                    return new ReportingTask(
                            action,
                            only == null ? key.code() : only.code(),
                            only == null ? key.name() : only.name(),
                            key.period(),
                            units.size(),
                            only == null,
                            units.getFirst().since(),
                            day(form, key.period()).lastWorkday(),
                            key.nearest());
                })
                .toList();
    }

    /** Each alone: none is decided in passing. */
    private List<ReportingTask> correctionsToDecide(
            String form, Actor actor, Set<OrganizationId> where, LocalDate today) {
        return corrections.toDecide(where, roles(Permission.SIGN_RETURN), actor.id(), today, WAITING_MAX).stream()
                .map(correction -> new ReportingTask(
                        ReportingTask.Action.DECIDE_CORRECTION,
                        correction.id().toString(),
                        correction.organizationName(),
                        correction.period(),
                        1,
                        false,
                        correction.proposedAt(),
                        day(form, correction.period()).lastWorkday(),
                        true))
                .toList();
    }

    private static List<String> roles(Permission permission) {
        return Arrays.stream(Role.values())
                .filter(role -> role.permits(permission))
                .map(Role::name)
                .toList();
    }

    // ------------------------------------------------------------------ who

    /** Who may not take a step in any status gets no other answer than that. */
    private void requireMayAsk(ReturnStep step, Which which, PersonId by) {
        var asked = StatisticalReturn.open(which);
        if (Lifecycle.of(step).stream().noneMatch(move -> mayTake(move, asked, by))) {
            throw new NotPermittedException("%s may not %s %s".formatted(by, step, which));
        }
    }

    private boolean mayTake(Lifecycle.Move move, StatisticalReturn seen, PersonId by) {
        var at = move.at() == Place.UNIT ? seen.organization() : desk(seen.organization());
        return mayAny(by, at, move.by());
    }

    private boolean mayAny(PersonId by, OrganizationId at, Collection<Permission> permissions) {
        return permissions.stream().anyMatch(permission -> authority.may(by, permission, at));
    }

    private void requireAny(PersonId by, OrganizationId at, Collection<Permission> permissions) {
        if (!mayAny(by, at, permissions)) {
            throw new NotPermittedException("%s may not write at %s".formatted(by, at));
        }
    }

    /**
     * Four eyes: who computed neither confirms nor signs, who had a hand in it does not accept it. At a top of a tree the
     * acceptance is only the record of somebody else's.
     */
    private boolean bars(ReturnStep step, StatisticalReturn seen, PersonId by) {
        return switch (step) {
            case CONFIRM, SIGN ->
                seen.snapshot() != null && seen.snapshot().computedBy().equals(by);
            case ACCEPT -> !isTop(seen.organization()) && seen.hands().contains(by);
            case COMPUTE, SUBMIT, RECEIVE, RETURN, CONSOLIDATE, FREEZE, RESTATE -> false;
        };
    }

    /** To whom a unit reports: its superior; a top of a tree keeps its own record of what it was answered outside. */
    private OrganizationId desk(OrganizationId unit) {
        var parent = organizations.get(unit).parent();
        return parent == null ? unit : parent;
    }

    /** Whether it reports outside the program. */
    public boolean isTop(OrganizationId unit) {
        return organizations.get(unit).parent() == null;
    }

    /** Every organization that stands in a column of the form, and every one to which others report. */
    public boolean files(OrganizationId unit, ReturnPeriod period) {
        var organization = organizations.get(unit);
        return existsIn(organization, period)
                && (organization.kind().standsInReturn() || organizations.countBelow(unit) > 0);
    }

    private static boolean existsIn(Organization organization, ReturnPeriod period) {
        return !organization.validFrom().isAfter(period.last())
                && (organization.validUntil() == null
                        || organization.validUntil().isAfter(period.last()));
    }

    // ------------------------------------------------------------------ small

    /** The tree in which units report: today's until the day, the day's afterwards. */
    private LocalDate treeDay(String form, ReturnPeriod period) {
        var due = day(form, period).due();
        return today().isBefore(due) ? today() : due;
    }

    private static Which which(StatisticalReturn of) {
        return new Which(of.form(), of.organization(), of.period());
    }

    private static UUID idOf(StatisticalReturn seen) {
        return Objects.requireNonNull(seen.id());
    }

    private static Snapshot snapshotOf(StatisticalReturn seen) {
        if (seen.snapshot() == null) {
            throw new NoSuchElementException("Nothing was computed of " + which(seen));
        }
        return seen.snapshot();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
