package io.gongkai.statistics;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.GridFile;
import io.gongkai.document.GridFile.Grid;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes over returns of earlier years from filled copies of the form: one unit in a file, or a book with a sheet for each. All
 * of a file is taken over or nothing, and what stands against it is said cell by cell. A year that the program counts itself
 * is never touched, and nothing of it comes into the ledger.
 */
@Service
public class PaperReturns {

    /** Months after a year in which its form may still be dated: whoever was late reported in spring. */
    private static final int LATE_MONTHS = 6;

    private static final int WORDS_MIN = 5;
    private static final int WORDS_MAX = 200;

    /** More than anybody reads of one list. */
    private static final int LISTED_MAX = 300;

    private static final int PROBLEMS_MAX = 500;

    /** Something that stands against a file: in a sheet, at a cell; either is empty where none is meant. */
    public record Problem(String sheet, String cell, Refusal sentence) {}

    /** A sheet that could be read, with everything the form's cross-checks say of it. */
    public record Read(
            String sheetName,
            Organization organization,
            Sheet sheet,
            LocalDate reportedOn,
            List<CheckFinding> findings) {

        public Read {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What came of a file.
     *
     * @param problems nothing was kept when there is one
     * @param kept the returns taken over, empty also when it was only to be looked at
     */
    public record Report(List<Read> read, List<Problem> problems, List<UUID> kept) {

        public Report {
            read = List.copyOf(read);
            problems = List.copyOf(problems);
            kept = List.copyOf(kept);
        }
    }

    private final PaperReturnStore store;
    private final ReportingStore reporting;
    private final Returns returns;
    private final Organizations organizations;
    private final Authority authority;
    private final Attachments attachments;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PaperReturns(
            PaperReturnStore store,
            ReportingStore reporting,
            Returns returns,
            Organizations organizations,
            Authority authority,
            Attachments attachments,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.reporting = reporting;
        this.returns = returns;
        this.organizations = organizations;
        this.authority = authority;
        this.attachments = attachments;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Reads a file, judges it, and takes it over when nothing stands against it.
     *
     * @param within the file is about this organization or such below it
     * @param keep false only to see what would come of it
     */
    public Report take(
            String form,
            Organization within,
            ReturnPeriod period,
            String fileName,
            byte[] bytes,
            boolean keep,
            PersonId by) {
        authority.require(by, Permission.PREPARE_RETURN, within.id());
        return switch (GridFile.read(fileName, bytes)) {
            case Outcome.Refused<List<Grid>>(var refusals) -> new Report(List.of(), ofFile(refusals), List.of());
            case Outcome.Done<List<Grid>>(var grids) -> {
                var report = judged(returns.form(form, period.last()), within, period, grids, by);
                yield keep && report.problems().isEmpty() ? kept(report, fileName, bytes, by) : report;
            }
        };
    }

    private static List<Problem> ofFile(List<Refusal> refusals) {
        return refusals.stream().map(refusal -> new Problem("", "", refusal)).toList();
    }

    private Report judged(Form form, Organization within, ReturnPeriod period, List<Grid> grids, PersonId by) {
        var read = new ArrayList<Read>();
        var problems = new ArrayList<Problem>();
        var seen = new HashSet<String>();
        for (var grid : grids) {
            if (grid.rows().stream().allMatch(row -> row.stream().allMatch(String::isEmpty))) {
                continue;
            }
            var paper = PaperForm.read(grid, form);
            paper.problems()
                    .forEach(problem -> problems.add(new Problem(grid.name(), problem.cell(), problem.sentence())));
            var grounds = new ArrayList<Refusal>();
            var unit = unit(paper.unit(), within, grounds);
            var reportedOn = reportedOn(paper.reportedOn(), period, grounds);
            if (unit != null) {
                grounds.addAll(groundsAgainst(form, unit, period, by));
                if (!seen.add(unit.code())) {
                    grounds.add(Refusal.of("paper.unit.twice", unit.name()));
                }
            }
            grounds.forEach(ground -> problems.add(new Problem(grid.name(), "", ground)));
            if (unit != null && reportedOn != null && paper.problems().isEmpty()) {
                var one = read(form, grid.name(), unit, period, paper, reportedOn);
                read.add(one);
                if (one.sheet().isEmpty()) {
                    problems.add(new Problem(grid.name(), "", Refusal.of("paper.empty")));
                }
                one.findings().stream()
                        .filter(CheckFinding::hard)
                        .forEach(finding -> problems.add(new Problem(
                                grid.name(), paper.address(finding.row(), finding.column()), finding.sentence())));
            }
            if (problems.size() > PROBLEMS_MAX) {
                break;
            }
        }
        if (read.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("", "", Refusal.of("paper.form.none", form.title())));
        }
        return new Report(
                read, problems.size() > PROBLEMS_MAX ? problems.subList(0, PROBLEMS_MAX) : problems, List.of());
    }

    /** The unit that the paper names, by the name of today or an old one. */
    private @Nullable Organization unit(String name, Organization within, List<Refusal> grounds) {
        if (name.isEmpty()) {
            grounds.add(Refusal.of("paper.unit.none"));
            return null;
        }
        var named = organizations.everNamed(within.id(), name);
        if (named.size() > 1) {
            var itself =
                    named.stream().filter(one -> one.id().equals(within.id())).findFirst();
            if (itself.isEmpty()) {
                grounds.add(Refusal.of("paper.unit.several", name, named.size()));
            }
            return itself.orElse(null);
        }
        if (named.isEmpty()) {
            grounds.add(Refusal.of("paper.unit.unknown", name, within.name()));
            return null;
        }
        return named.getFirst();
    }

    private static @Nullable LocalDate reportedOn(@Nullable LocalDate day, ReturnPeriod period, List<Refusal> grounds) {
        if (day == null) {
            grounds.add(Refusal.of("paper.day.none"));
        } else if (day.isBefore(period.first()) || day.isAfter(period.last().plusMonths(LATE_MONTHS))) {
            grounds.add(Refusal.of("paper.day.other", day, String.valueOf(period.year())));
        }
        return day;
    }

    private List<Refusal> groundsAgainst(Form form, Organization unit, ReturnPeriod period, PersonId by) {
        var year = String.valueOf(period.year());
        var grounds = new ArrayList<Refusal>();
        if (!authority.may(by, Permission.PREPARE_RETURN, unit.id())) {
            grounds.add(Refusal.of("paper.unit.foreign", unit.name()));
        }
        if (period.year() < Returns.FIRST_YEAR) {
            grounds.add(Refusal.of("paper.year.early", String.valueOf(Returns.FIRST_YEAR)));
        } else if (!period.last().isBefore(LocalDate.now(clock))) {
            grounds.add(Refusal.of("paper.year.current", year));
        } else if (!reporting
                .rounds(new Reporting.Which(form.code(), unit.id(), period))
                .isEmpty()) {
            grounds.add(Refusal.of("paper.year.begun", unit.name(), year));
        } else if (returns.countsItself(sheet(form, unit, period, List.of(), ""))) {
            grounds.add(Refusal.of("paper.year.live", unit.name(), year));
        }
        if (store.stands(form.code(), unit.id(), period)) {
            grounds.add(Refusal.of("paper.year.taken", unit.name(), year));
        }
        return grounds;
    }

    private Read read(
            Form form, String name, Organization unit, ReturnPeriod period, PaperForm paper, LocalDate reportedOn) {
        var sheet = sheet(form, unit, period, paper.lines(), paper.title());
        var carriedOver = returns.knows(sheet, period.before());
        var findings = returns.check(sheet).stream()
                .map(finding -> carriedOver
                                || form.checks().get(finding.check()).kind()
                                        != Form.CheckKind.NOT_ABOVE_WITH_CARRIED_OVER
                        ? finding
                        // What the year before left open is not known, so it cannot be held against the paper.
                        : new CheckFinding(finding.check(), false, finding.row(), finding.column(), finding.sentence()))
                .toList();
        return new Read(name, unit, sheet, reportedOn, findings);
    }

    private static Sheet sheet(
            Form form, Organization unit, ReturnPeriod period, List<Sheet.Line> lines, String title) {
        return new Sheet(form, unit.code(), unit.name(), title, period, period.last(), 0, lines);
    }

    private Report kept(Report report, String fileName, byte[] bytes, PersonId by) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var problems = new ArrayList<Problem>();
            var kept = new ArrayList<UUID>();
            switch (attachments.store(fileName, bytes, by)) {
                case Outcome.Refused<Attachment>(var refusals) -> problems.addAll(ofFile(refusals));
                case Outcome.Done<Attachment>(var file) -> {
                    for (var one : report.read()) {
                        store.insert(paper(one, file.id(), by, clock.instant()))
                                .ifPresentOrElse(
                                        kept::add,
                                        () -> problems.add(new Problem(
                                                one.sheetName(),
                                                "",
                                                Refusal.of(
                                                        "paper.year.taken",
                                                        one.organization().name(),
                                                        String.valueOf(
                                                                one.sheet().year())))));
                    }
                }
            }
            if (!problems.isEmpty()) {
                status.setRollbackOnly();
                return new Report(report.read(), problems, List.of());
            }
            return new Report(report.read(), List.of(), kept);
        }));
    }

    private static PaperReturnStore.New paper(Read one, UUID file, PersonId by, Instant at) {
        return new PaperReturnStore.New(
                one.sheet().form().code(),
                one.organization().id(),
                one.sheet().period(),
                SignedText.of(one.sheet(), 0),
                one.reportedOn(),
                file,
                one.sheetName(),
                by,
                at);
    }

    /** @throws NoSuchElementException when there is none */
    public PaperReturn get(UUID id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("No return from paper " + id));
    }

    /** At an organization and below it, the latest period first; withdrawn ones among them. */
    public List<PaperReturn> below(String form, Organization organization) {
        var today = LocalDate.now(clock);
        var until = organization.validUntil();
        return store.below(
                form,
                organization.id(),
                until == null || today.isBefore(until) ? today : until.minusDays(1),
                LISTED_MAX);
    }

    /** It was wrong: it is kept with the reason, no longer compared with, and makes room for another. */
    @Transactional
    public Outcome<PaperReturn> withdraw(UUID id, String words, PersonId by) {
        var reason = words.strip();
        if (reason.length() < WORDS_MIN || reason.length() > WORDS_MAX) {
            return Outcome.refused(Refusal.at("words", "paper.withdraw.words", WORDS_MIN, WORDS_MAX));
        }
        return store.withdraw(id, reason, by, clock.instant())
                ? Outcome.done(get(id))
                : Outcome.refused(Refusal.of("paper.withdraw.done"));
    }
}
