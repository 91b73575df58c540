package io.gongkai.statistics;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Selection;
import io.gongkai.ledger.Source;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Manual corrections of figures. Nothing is typed over: once a second person has agreed, the difference is entered in the ledger
 * as a fact of the unit itself, so that it rises into every superior's figure like any other and can be opened there. It holds
 * for the period of the return; the next starts from the records again.
 */
@Service
public class Corrections {

    private static final int REASON_MIN = 10;
    private static final int WORDS_MIN = 4;
    private static final int WORDS_MAX = 300;
    private static final long FIGURE_MAX = 1_000_000;
    private static final int SHOWN = 100;

    /**
     * A figure that is to be another.
     *
     * @param row code of a row that {@link #rows} names
     * @param becomes of a rate the satisfied answers
     * @param becomesBase of a rate the valid answers, null for counts
     * @param reason why the records cannot be mended instead
     * @param attachment on what paper it rests
     */
    public record Proposal(
            String form,
            OrganizationId organization,
            ReturnPeriod period,
            String row,
            @Nullable Long becomes,
            @Nullable Long becomesBase,
            String reason,
            @Nullable UUID attachment) {

        public Proposal {
            reason = reason.strip();
        }
    }

    /** How many cells of how many returns are corrected. */
    public record Extent(int cells, int returns) {}

    private final CorrectionStore store;
    private final ReportingStore reporting;
    private final Returns returns;
    private final Ledger ledger;
    private final Organizations organizations;
    private final Authority authority;
    private final Clock clock;

    Corrections(
            CorrectionStore store,
            ReportingStore reporting,
            Returns returns,
            Ledger ledger,
            Organizations organizations,
            Authority authority,
            Clock clock) {
        this.store = store;
        this.reporting = reporting;
        this.returns = returns;
        this.ledger = ledger;
        this.organizations = organizations;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * Rows whose figures are added up from facts, each counted in one way: how many organizations there are, and whether they
     * practise, is not typed; a table by outcome or applicant is corrected by its facts.
     */
    public static List<Form.Row> rows(Form form) {
        return form.rows().stream().filter(Corrections::isCorrectable).toList();
    }

    private static boolean isCorrectable(Form.Row row) {
        return !row.opening()
                && row.measure() != Measure.ORGANIZATION
                && row.measures().stream()
                        .allMatch(measure -> measure.nature() != Measure.Nature.YEARLY
                                && measure.aspects().isEmpty());
    }

    /** Whether this person may propose to correct the unit's own figure in a row. */
    public boolean mayPropose(OrganizationId organization, Form form, Form.Row row, Actor actor) {
        return isCorrectable(row)
                && authority.may(actor.id(), Permission.PREPARE_RETURN, organization)
                && column(form, organization, LocalDate.now(clock)).isPresent();
    }

    @Transactional
    public Outcome<UUID> propose(Proposal proposal, PersonId by) {
        authority.require(by, Permission.PREPARE_RETURN, proposal.organization());
        var grounds = grounds(proposal);
        if (!grounds.isEmpty()) {
            return Outcome.refused(grounds);
        }
        var on = effectiveOn(proposal);
        var form = returns.form(proposal.form(), on);
        var row = form.row(proposal.row());
        var shown = shown(proposal.organization(), row, proposal.period(), on);
        return Outcome.done(store.insert(new CorrectionStore.New(
                proposal,
                column(form, proposal.organization(), on).orElseThrow().code(),
                on,
                shown.quantity(),
                row.isRatio() ? shown.base() : null,
                by,
                clock.instant())));
    }

    /** Everything for which {@link #propose} would refuse it. */
    public List<Refusal> grounds(Proposal proposal) {
        var grounds = new ArrayList<Refusal>();
        if (proposal.reason().length() < REASON_MIN || proposal.reason().length() > WORDS_MAX) {
            grounds.add(Refusal.at("reason", "reporting.correction.reason", REASON_MIN, WORDS_MAX));
        }
        if (proposal.attachment() == null) {
            grounds.add(Refusal.at("attachment", "reporting.correction.attachment"));
        }
        var on = effectiveOn(proposal);
        var form = returns.form(proposal.form(), on);
        var row = form.rows().stream()
                .filter(one -> one.code().equals(proposal.row()) && isCorrectable(one))
                .findFirst()
                .orElse(null);
        if (row == null) {
            grounds.add(Refusal.at("row", "reporting.correction.row"));
            return grounds;
        }
        if (column(form, proposal.organization(), on).isEmpty()) {
            grounds.add(Refusal.of("reporting.correction.column"));
        }
        if (store.isProposed(proposal.organization(), proposal.form(), proposal.period(), proposal.row())) {
            grounds.add(Refusal.at("row", "reporting.correction.proposed"));
        }
        checkFigures(proposal, row, on, grounds);
        return grounds;
    }

    private void checkFigures(Proposal proposal, Form.Row row, LocalDate on, List<Refusal> grounds) {
        var becomes = proposal.becomes();
        var base = proposal.becomesBase();
        if (becomes == null || becomes < 0 || becomes > FIGURE_MAX) {
            grounds.add(Refusal.at("becomes", "reporting.correction.becomes", FIGURE_MAX));
        }
        if (row.isRatio() && (base == null || base < 1 || base > FIGURE_MAX)) {
            grounds.add(Refusal.at("becomesBase", "reporting.correction.base", FIGURE_MAX));
        } else if (!row.isRatio() && base != null) {
            grounds.add(Refusal.at("becomesBase", "reporting.correction.noBase"));
        } else if (becomes != null && base != null && becomes > base) {
            grounds.add(Refusal.at("becomes", "reporting.correction.satisfied", base));
        }
        if (becomes != null) {
            var shown = shown(proposal.organization(), row, proposal.period(), on);
            if (becomes == shown.quantity() && (!row.isRatio() || base != null && base == shown.base())) {
                grounds.add(Refusal.at("becomes", "reporting.correction.same"));
            }
        }
    }

    /** The second person agrees: the difference is entered. */
    @Transactional
    public Outcome<Correction> confirm(UUID id, PersonId by) {
        var seen = toDecide(id, by);
        var row = returns.form(seen.form(), seen.effectiveOn()).row(seen.row());
        var shown = shown(seen.organization(), row, seen.period(), seen.effectiveOn());
        if (shown.quantity() != seen.was() || row.isRatio() && !Objects.equals(shown.base(), seen.wasBase())) {
            return Outcome.refused(Refusal.of("reporting.correction.moved", seen.was(), shown.quantity()));
        }
        store.decide(id, CorrectionStatus.IN_FORCE, "", by, clock.instant());
        var facts = new ArrayList<Fact>();
        if (seen.becomes() != seen.was()) {
            facts.add(fact(seen, row.measure(), seen.becomes() - seen.was(), by));
        }
        if (row.base() != null && !Objects.equals(seen.becomesBase(), seen.wasBase())) {
            var difference = Objects.requireNonNull(seen.becomesBase()) - Objects.requireNonNull(seen.wasBase());
            facts.add(fact(seen, row.base(), difference, by));
        }
        ledger.record(facts);
        ledger.end(source(id), seen.period().last().plusDays(1), by);
        return Outcome.done(get(id));
    }

    @Transactional
    public Outcome<Correction> refuse(UUID id, String words, PersonId by) {
        toDecide(id, by);
        if (isOutside(words)) {
            return Outcome.refused(Refusal.at("words", "reporting.correction.words", WORDS_MIN, WORDS_MAX));
        }
        store.decide(id, CorrectionStatus.REFUSED, words.strip(), by, clock.instant());
        return Outcome.done(get(id));
    }

    /** Taken back, also after it was in force: what it entered is reversed. */
    @Transactional
    public Outcome<Correction> withdraw(UUID id, String words, PersonId by) {
        var seen = store.lock(id).orElseThrow(() -> noSuch(id));
        if (!authority.may(by, Permission.PREPARE_RETURN, seen.organization())
                && !authority.may(by, Permission.SIGN_RETURN, seen.organization())) {
            throw new NotPermittedException("%s may not withdraw %s".formatted(by, id));
        }
        if (seen.status() != CorrectionStatus.PROPOSED && seen.status() != CorrectionStatus.IN_FORCE) {
            throw new WrongStateException(Refusal.of("reporting.correction.wrongStatus", seen.status()));
        }
        if (isOutside(words)) {
            return Outcome.refused(Refusal.at("words", "reporting.correction.words", WORDS_MIN, WORDS_MAX));
        }
        store.withdraw(id, words.strip(), by, clock.instant());
        ledger.reverse(source(id), by);
        return Outcome.done(get(id));
    }

    /** Who may see it is decided by the caller's page. */
    public Correction get(UUID id) {
        return store.find(id).orElseThrow(() -> noSuch(id));
    }

    /** Of a unit and those below it, the latest first. */
    public List<Correction> below(OrganizationId organization, String form, ReturnPeriod period) {
        return store.below(organization, form, period, SHOWN);
    }

    /** How many cells of how many returns of a unit and those below it are corrected. */
    public Extent extent(OrganizationId organization, String form, ReturnPeriod period) {
        return store.extent(organization, form, period);
    }

    private Correction toDecide(UUID id, PersonId by) {
        var seen = store.lock(id).orElseThrow(() -> noSuch(id));
        authority.require(by, Permission.SIGN_RETURN, seen.organization());
        if (seen.status() != CorrectionStatus.PROPOSED) {
            throw new WrongStateException(Refusal.of("reporting.correction.wrongStatus", seen.status()));
        }
        if (seen.proposedBy().equals(by)) {
            throw new NotPermittedException("%s proposed correction %s".formatted(by, id));
        }
        return seen;
    }

    private record Shown(long quantity, long base) {}

    /** What the unit's column shows on the day, from all that is recorded now. */
    private Shown shown(OrganizationId organization, Form.Row row, ReturnPeriod period, LocalDate on) {
        var kind = organizations.get(organization, on).kind();
        var sums = reporting
                .sumsUpTo(List.of(organization), Set.of(kind), period.first(), on, ledger.watermark())
                .getOrDefault(organization, new Sums());
        return new Shown(sum(sums, row.measure(), kind), row.base() == null ? 0 : sum(sums, row.base(), kind));
    }

    private static long sum(Sums sums, Measure measure, OrganizationKind kind) {
        return sums.sum(new Selection(
                measure.counts().stream().map(count -> new Cell(kind, count)).toList()));
    }

    /** The last day that the return counts: that of the round that was signed, so that a restatement contains the correction. */
    private LocalDate effectiveOn(Proposal proposal) {
        return reporting
                .rounds(new Reporting.Which(proposal.form(), proposal.organization(), proposal.period()))
                .stream()
                .map(StatisticalReturn::snapshot)
                .filter(snapshot -> snapshot != null && snapshot.signature() != null)
                .map(StatisticalReturn.Snapshot::cutOff)
                .findFirst()
                .orElseGet(() -> returns.cutOff(proposal.period()));
    }

    /** The unit's own column on the day; empty for a body that stands in none. */
    private Optional<Form.Column> column(Form form, OrganizationId organization, LocalDate on) {
        var kind = organizations.get(organization, on).kind();
        return form.columns().stream()
                .filter(column -> column.kinds().contains(kind))
                .findFirst();
    }

    private static Fact fact(Correction correction, Measure measure, long quantity, PersonId by) {
        return new Fact(
                measure,
                correction.organization(),
                correction.effectiveOn(),
                quantity,
                source(correction.id()),
                correction.reason(),
                false,
                by);
    }

    private static Source source(UUID correction) {
        return new Source("CORRECTION", correction);
    }

    private static boolean isOutside(String words) {
        return words.strip().length() < WORDS_MIN || words.strip().length() > WORDS_MAX;
    }

    private static NoSuchElementException noSuch(UUID id) {
        return new NoSuchElementException("No correction " + id);
    }
}
