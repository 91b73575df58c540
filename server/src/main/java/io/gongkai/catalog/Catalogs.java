package io.gongkai.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationDissolved;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The front door to guidelines and catalogs. A wrong person gets {@link io.gongkai.account.NotPermittedException}, a step
 * that the version's status does not allow {@link WrongCatalogStatusException}; everything else comes back as refusals.
 */
@Service
public class Catalogs {

    /** A county's guiding catalog (目录指导意见) for some kinds of organization. */
    public record Guideline(
            UUID id, OrganizationId issuer, String title, Set<OrganizationKind> kinds, LocalDate issuedOn) {

        public Guideline {
            kinds = Set.copyOf(kinds);
        }
    }

    /** A version in a list over many organizations. */
    public record Waiting(CatalogVersion version, String organizationCode, String organizationName) {}

    /**
     * What was done with a version.
     *
     * @param step START, SUBMIT, DISCARD, SEND_BACK, FILE, TAKE_EFFECT or SUPERSEDE
     * @param by null where the day alone did it
     */
    public record Step(String step, @Nullable String by, Instant at, String remark) {}

    /** Kinds that are no state-owned enterprise whatever they are called: rows marked † do not apply to them. */
    private static final Set<OrganizationKind> NEVER_STATE_OWNED =
            Set.of(OrganizationKind.SOCIAL_ORGANIZATION, OrganizationKind.OTHER_GRASSROOTS_UNIT);

    private static final int SHORTEST_REMARK = 5;
    private static final int LONGEST_REMARK = 500;

    private static final String NOT_STATE_OWNED = "本单位不是国有或国有控股企业，此项不适用";

    private final CatalogStore store;
    private final Authority authority;
    private final Organizations organizations;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    /** A guideline once issued never changes. */
    private final Cache<UUID, List<CatalogEntry>> guidelineEntries = Caffeine.newBuilder()
            .maximumSize(500)
            .expireAfterAccess(Duration.ofMinutes(30))
            .build();

    Catalogs(
            CatalogStore store,
            Authority authority,
            Organizations organizations,
            Ledger ledger,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.authority = authority;
        this.organizations = organizations;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /** Issues a guideline from rows with the headings of the catalog files (no,category,item,elements,scope,forms,time,responsible,returnRow,piiClass). */
    @Transactional
    public ImportReport issueGuideline(
            OrganizationId issuer, String title, Set<OrganizationKind> kinds, List<TableRow> rows, PersonId by) {
        authority.require(by, Permission.WRITE_CATALOG, issuer);
        var read = CatalogRows.read(rows);
        var rejected = new ArrayList<RejectedRow>();
        if (title.isBlank() || title.length() > 200) {
            rejected.add(new RejectedRow(1, "title", Refusal.at("title", "catalog.guideline.title", 200)));
        }
        if (kinds.isEmpty()) {
            rejected.add(new RejectedRow(1, "kinds", Refusal.at("kinds", "catalog.guideline.kinds")));
        }
        rejected.addAll(read.rejected());
        if (!rejected.isEmpty()) {
            return new ImportReport(rows.size(), 0, rejected);
        }
        var known = store.itemsOfGuidelines(issuer, kinds);
        store.insertGuideline(
                issuer, title.strip(), kinds, withKnownItems(read.rows(), known), by, today(), clock.instant());
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    /** Guidelines of its superiors for its kind, the latest first. */
    @Transactional(readOnly = true)
    public List<Guideline> guidelinesFor(OrganizationId organization) {
        return store.guidelines(
                organizations.path(organization),
                organizations.get(organization).kind());
    }

    @Transactional(readOnly = true)
    public List<Guideline> guidelinesOf(Collection<OrganizationId> issuers) {
        return issuers.isEmpty() ? List.of() : store.guidelinesOf(issuers);
    }

    @Transactional(readOnly = true)
    public Guideline guideline(UUID guideline) {
        return store.guideline(guideline).orElseThrow(() -> unknown("guideline", guideline));
    }

    /** In printed order, as they would stand in a catalog that takes them over. */
    @Transactional(readOnly = true)
    public List<CatalogEntry> guidelineEntries(UUID guideline) {
        return guidelineEntries.get(guideline, id -> List.copyOf(store.guidelineEntries(id)));
    }

    /** Starts an organization's draft by taking over a guideline whole; refused while a draft exists. */
    @Transactional
    public Outcome<CatalogVersion> derive(OrganizationId organization, UUID guideline, PersonId by) {
        authority.require(by, Permission.WRITE_CATALOG, organization);
        var chosen = guideline(guideline);
        var kind = organizations.get(organization).kind();
        if (!chosen.kinds().contains(kind) || !organizations.path(organization).contains(chosen.issuer())) {
            return Outcome.refused(Refusal.at("guideline", "catalog.derive.notMeant", chosen.title(), kind));
        }
        var started = store.start(organization, guideline, by, clock.instant());
        if (started.isEmpty()) {
            return Outcome.refused(Refusal.of("catalog.inWork"));
        }
        var version = started.get();
        store.copyGuideline(version.id(), guideline, NEVER_STATE_OWNED.contains(kind) ? NOT_STATE_OWNED : null);
        return Outcome.done(version);
    }

    /** Starts a draft from the version in force, to change it. */
    @Transactional
    public Outcome<CatalogVersion> revise(OrganizationId organization, PersonId by) {
        authority.require(by, Permission.WRITE_CATALOG, organization);
        var current = store.inForce(organization);
        if (current.isEmpty()) {
            return Outcome.refused(Refusal.of("catalog.revise.noneInForce"));
        }
        var started = store.start(organization, current.get().guideline(), by, clock.instant());
        if (started.isEmpty()) {
            return Outcome.refused(Refusal.of("catalog.inWork"));
        }
        store.copyEntries(current.get().id(), started.get().id());
        return Outcome.done(started.get());
    }

    /**
     * Replaces the entries of a draft by uploaded rows (same headings); the first draft is made where none exists. Rows are
     * recognised by their titles, so that an item stays the same item; what differs from the guideline is adapted, and what
     * it lacks is added.
     */
    @Transactional
    public ImportReport importRows(OrganizationId organization, List<TableRow> rows, PersonId by) {
        authority.require(by, Permission.WRITE_CATALOG, organization);
        var draft = store.inWork(organization);
        if (draft.isPresent() && draft.get().status() != CatalogStatus.DRAFT) {
            throw new WrongCatalogStatusException(
                    "catalog.wrongStatus", draft.get().status());
        }
        var read = CatalogRows.read(rows);
        if (!read.rejected().isEmpty()) {
            return new ImportReport(rows.size(), 0, read.rejected());
        }
        var version =
                draft.orElseGet(() -> store.start(organization, guidelineToStartFrom(organization), by, clock.instant())
                        .orElseThrow(() -> new WrongCatalogStatusException("catalog.movedOn")));
        var guiding = guidingRows(version);
        var known = new HashMap<String, UUID>();
        guiding.values().forEach(row -> known.put(row.title(), row.item()));
        known.putAll(store.itemsOf(organization));
        store.removeEntries(version.id());
        store.insertEntries(
                version.id(),
                withKnownItems(read.rows(), known).stream()
                        .map(row -> withOrigin(row, guiding.get(row.item())))
                        .toList());
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    /**
     * Adds or changes one entry of a draft; an entry with a known item replaces it. Where it came from is found by comparing
     * with the guideline, not taken from the caller; an entry that was not applicable applies again. A number below 1 means
     * the next free one.
     */
    @Transactional
    public Outcome<CatalogEntry> save(UUID version, CatalogEntry entry, PersonId by) {
        var draft = draft(version, by);
        var others = store.entries(version);
        var numbered = entry.no() < 1
                ? entry.withNo(others.stream().mapToInt(CatalogEntry::no).max().orElse(0) + 1)
                : entry;
        var refusals = new ArrayList<>(EntryChecks.of(numbered));
        for (var other : others) {
            if (other.item().equals(numbered.item())) {
                continue;
            }
            if (other.no() == numbered.no()) {
                refusals.add(Refusal.at("no", "catalog.entry.noTaken", other.no(), other.title()));
            }
            if (other.title().equals(numbered.title().strip())) {
                refusals.add(Refusal.at("title", "catalog.entry.titleTaken", other.no()));
            }
        }
        var row = withOrigin(EntryRow.of(numbered), guidingRows(draft).get(numbered.item()));
        if (row.origin() == EntryOrigin.ADAPTED && row.reason().strip().length() < EntryChecks.SHORTEST_REASON) {
            refusals.add(Refusal.at("reason", "catalog.entry.reason", EntryChecks.SHORTEST_REASON));
        }
        return refusals.isEmpty() ? Outcome.done(store.put(version, row)) : Outcome.refused(refusals);
    }

    @Transactional
    public Outcome<CatalogEntry> markNotApplicable(UUID version, UUID entry, String reason, PersonId by) {
        draft(version, by);
        var present = entryOf(version, entry);
        if (reason.strip().length() < EntryChecks.SHORTEST_REASON || reason.length() > 500) {
            return Outcome.refused(Refusal.at("reason", "catalog.entry.reason", EntryChecks.SHORTEST_REASON));
        }
        var row = EntryRow.of(present.withReason(reason.strip()))
                .withOrigin(EntryOrigin.NOT_APPLICABLE, present.mandatory());
        return Outcome.done(store.put(version, row));
    }

    /** Takes an entry out of a draft. Refused for mandatory ones: those can only be marked not applicable. */
    @Transactional
    public Outcome<CatalogEntry> remove(UUID version, UUID entry, PersonId by) {
        draft(version, by);
        var present = entryOf(version, entry);
        if (present.mandatory()) {
            return Outcome.refused(Refusal.of("catalog.remove.mandatory", present.title()));
        }
        store.removeEntry(entry);
        return Outcome.done(present);
    }

    /** Gives a draft up: it stays on record with who did it and why, and another one can be started. */
    @Transactional
    public Outcome<CatalogVersion> discard(UUID version, String reason, PersonId by) {
        var draft = store.lock(version).orElseThrow(() -> unknown("version", version));
        authority.require(by, Permission.WRITE_CATALOG, draft.organization());
        Lifecycle.after(draft.status(), CatalogStep.DISCARD);
        if (reason.strip().length() < SHORTEST_REMARK || reason.length() > LONGEST_REMARK) {
            return Outcome.refused(Refusal.at("reason", "catalog.discard.reason", SHORTEST_REMARK, LONGEST_REMARK));
        }
        return Outcome.done(store.discard(version, reason.strip(), by, clock.instant()));
    }

    /** All grounds at once: entries that are wrong, mandatory items that are missing, nothing to submit. */
    @Transactional
    public Outcome<CatalogVersion> submit(UUID version, PersonId by) {
        var draft = store.lock(version).orElseThrow(() -> unknown("version", version));
        authority.require(by, Permission.SUBMIT_CATALOG, draft.organization());
        Lifecycle.after(draft.status(), CatalogStep.SUBMIT);
        var entries = store.entries(version);
        var refusals = new ArrayList<Refusal>();
        if (entries.stream().allMatch(entry -> entry.origin() == EntryOrigin.NOT_APPLICABLE)) {
            refusals.add(Refusal.of("catalog.submit.empty"));
        }
        for (var entry : entries) {
            for (var refusal : EntryChecks.of(entry)) {
                refusals.add(
                        Refusal.of("catalog.submit.entry", entry.no(), entry.title(), String.valueOf(refusal.field())));
            }
        }
        var items = entries.stream().map(CatalogEntry::item).collect(Collectors.toSet());
        for (var row : guidingRows(draft).values()) {
            if (row.mandatory() && !items.contains(row.item())) {
                refusals.add(Refusal.of("catalog.submit.mandatory", row.no(), row.title()));
            }
        }
        return refusals.isEmpty()
                ? Outcome.done(store.submit(version, today(), by, clock.instant()))
                : Outcome.refused(refusals);
    }

    /**
     * The superior puts it on file; it takes effect on the day given, which may be today. At the top of a county, where
     * there is no superior in the program, the organization files its own. Never by the person who submitted it.
     */
    @Transactional
    public Outcome<CatalogVersion> file(UUID version, LocalDate effectiveOn, PersonId by) {
        var submitted = store.lock(version).orElseThrow(() -> unknown("version", version));
        var filer = filerOf(submitted.organization());
        authority.require(by, Permission.FILE_CATALOG, filer);
        Lifecycle.after(submitted.status(), CatalogStep.FILE);
        var today = today();
        var refusals = new ArrayList<Refusal>();
        if (effectiveOn.isBefore(today) || effectiveOn.isAfter(today.plusYears(1))) {
            refusals.add(Refusal.at("effectiveOn", "catalog.file.day", today, today.plusYears(1)));
        }
        if (store.submitter(version).filter(by::equals).isPresent()) {
            refusals.add(Refusal.of("catalog.file.fourEyes"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var first = store.firstFiled(submitted.organization()).isEmpty();
        var number = "备〔%d〕%d号".formatted(today.getYear(), store.nextFiling(filer, today.getYear()));
        var filed = store.file(version, filer, number, effectiveOn, today, by, clock.instant());
        if (first) {
            ledger.record(new Fact(
                    Measure.CATALOG,
                    filed.organization(),
                    today,
                    1,
                    source(filed.id()),
                    "公开目录第%d版备案（%s）".formatted(filed.number(), number),
                    true,
                    by));
        }
        return Outcome.done(effectiveOn.isAfter(today) ? filed : putInForce(filed));
    }

    /** The superior sends it back with remarks; it is a draft again. */
    @Transactional
    public Outcome<CatalogVersion> sendBack(UUID version, String remark, PersonId by) {
        var submitted = store.lock(version).orElseThrow(() -> unknown("version", version));
        authority.require(by, Permission.FILE_CATALOG, filerOf(submitted.organization()));
        Lifecycle.after(submitted.status(), CatalogStep.SEND_BACK);
        if (remark.strip().length() < SHORTEST_REMARK || remark.length() > LONGEST_REMARK) {
            return Outcome.refused(Refusal.at("remark", "catalog.sendBack.remark", SHORTEST_REMARK, LONGEST_REMARK));
        }
        return Outcome.done(store.sendBack(version, remark.strip(), by, clock.instant()));
    }

    /** Versions on file whose day has come; each is to be put in force by {@link #takeEffect(UUID)} in its own transaction. */
    @Transactional(readOnly = true)
    public List<UUID> whoseDayHasCome(LocalDate today) {
        return store.filedUpTo(today);
    }

    /** Puts a version in force that was filed for a later day; nothing happens when it is in force already. */
    @Transactional
    public void takeEffect(UUID version) {
        var filed = store.lock(version).orElseThrow(() -> unknown("version", version));
        if (filed.status() == CatalogStatus.FILED && !effectiveOn(filed).isAfter(today())) {
            putInForce(filed);
        }
    }

    /** Whether the organization has no catalog: none in force, and none in work either. */
    @Transactional(readOnly = true)
    public boolean isWithout(OrganizationId organization) {
        return store.versions(organization).stream().allMatch(version -> version.status() == CatalogStatus.DISCARDED);
    }

    /** The newest first, those that were given up among them. */
    @Transactional(readOnly = true)
    public List<CatalogVersion> versions(OrganizationId organization) {
        return store.versions(organization);
    }

    @Transactional(readOnly = true)
    public CatalogVersion version(UUID version) {
        return store.version(version).orElseThrow(() -> unknown("version", version));
    }

    @Transactional(readOnly = true)
    public Optional<CatalogVersion> inForce(OrganizationId organization) {
        return store.inForce(organization);
    }

    /** In printed order. */
    @Transactional(readOnly = true)
    public List<CatalogEntry> entries(UUID version) {
        return store.entries(version);
    }

    @Transactional(readOnly = true)
    public CatalogEntry entry(UUID entry) {
        return store.entry(entry).orElseThrow(() -> unknown("entry", entry));
    }

    /** The version that an entry stands in. */
    @Transactional(readOnly = true)
    public CatalogVersion versionOf(UUID entry) {
        return store.versionOf(entry).orElseThrow(() -> unknown("entry", entry));
    }

    @Transactional(readOnly = true)
    public CatalogDifference differences(UUID before, UUID after) {
        return CatalogDifference.between(store.entries(before), store.entries(after));
    }

    /** Who did what with it, in order. */
    @Transactional(readOnly = true)
    public List<Step> steps(UUID version) {
        return store.steps(version);
    }

    /**
     * Submitted versions that wait to be put on file by someone appointed at one of the organizations, the longest waiting
     * first.
     */
    @Transactional(readOnly = true)
    public List<Waiting> awaitingFiling(Collection<OrganizationId> seats, int limit) {
        return seats.isEmpty() ? List.of() : store.awaitingFiling(seats, today(), limit);
    }

    /**
     * The newest version of each organization in or under one of those given: work first, then by code.
     *
     * @param words part of a name, or a code; empty for all
     */
    @Transactional(readOnly = true)
    public List<Waiting> newestUnder(Collection<OrganizationId> seats, String words, int limit) {
        return seats.isEmpty() ? List.of() : store.newestUnder(seats, today(), words.strip(), limit);
    }

    /** The organization that puts another's catalog on file: its superior, or itself at the top of a county. */
    @Transactional(readOnly = true)
    public OrganizationId filerOf(OrganizationId organization) {
        var superior = organizations.get(organization).parent();
        return superior == null ? organization : superior;
    }

    /** A dissolved organization has no catalog any more. */
    @EventListener
    @Transactional
    public void on(OrganizationDissolved dissolved) {
        store.firstFiled(dissolved.organization())
                .ifPresent(version -> ledger.end(source(version), dissolved.on(), null));
    }

    private CatalogVersion putInForce(CatalogVersion filed) {
        Lifecycle.after(filed.status(), CatalogStep.TAKE_EFFECT);
        store.supersede(filed.organization(), effectiveOn(filed), clock.instant());
        var inForce = store.takeEffect(filed.id(), clock.instant());
        events.publishEvent(new CatalogTookEffect(inForce.organization(), inForce.id()));
        return inForce;
    }

    private CatalogVersion draft(UUID version, PersonId by) {
        var draft = store.lock(version).orElseThrow(() -> unknown("version", version));
        authority.require(by, Permission.WRITE_CATALOG, draft.organization());
        if (draft.status() != CatalogStatus.DRAFT) {
            throw new WrongCatalogStatusException("catalog.wrongStatus", draft.status());
        }
        return draft;
    }

    private CatalogEntry entryOf(UUID version, UUID entry) {
        return store.entry(version, entry).orElseThrow(() -> unknown("entry", entry));
    }

    private @Nullable UUID guidelineToStartFrom(OrganizationId organization) {
        var current = store.inForce(organization);
        if (current.isPresent()) {
            return current.get().guideline();
        }
        var guidelines = guidelinesFor(organization);
        return guidelines.isEmpty() ? null : guidelines.getFirst().id();
    }

    /** The guideline's rows by the item under which the organization knows them. */
    private Map<UUID, EntryRow> guidingRows(CatalogVersion version) {
        if (version.guideline() == null) {
            return Map.of();
        }
        var known = store.itemsOf(version.organization());
        return guidelineEntries(version.guideline()).stream()
                .map(EntryRow::of)
                .map(row -> row.withItem(known.getOrDefault(row.title(), row.item())))
                .collect(Collectors.toMap(EntryRow::item, Function.identity(), (one, _) -> one));
    }

    private static EntryRow withOrigin(EntryRow row, @Nullable EntryRow guiding) {
        if (guiding == null) {
            return row.withOrigin(EntryOrigin.ADDED, false);
        }
        return row.withOrigin(
                row.asksTheSameAs(guiding) ? EntryOrigin.TAKEN_OVER : EntryOrigin.ADAPTED, guiding.mandatory());
    }

    private static List<EntryRow> withKnownItems(List<EntryRow> rows, Map<String, UUID> known) {
        return rows.stream()
                .map(row -> row.withItem(known.getOrDefault(row.title(), row.item())))
                .toList();
    }

    private static LocalDate effectiveOn(CatalogVersion filed) {
        var day = filed.effectiveOn();
        if (day == null) {
            throw new IllegalStateException("On file without a day: " + filed.id());
        }
        return day;
    }

    private static Source source(UUID version) {
        return new Source("CATALOG_VERSION", version);
    }

    private static NoSuchElementException unknown(String what, UUID id) {
        return new NoSuchElementException("No catalog %s %s".formatted(what, id));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
