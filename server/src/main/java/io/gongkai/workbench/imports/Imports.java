package io.gongkai.workbench.imports;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.People;
import io.gongkai.catalog.Catalogs;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.document.TableFile;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import io.gongkai.statistics.RecordedFacts;
import jakarta.annotation.PreDestroy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in uploaded tables, one after the other, in the background. A file is taken over whole in one transaction, together
 * with the note that it was; with one wrong row, or when the program ends in the middle, nothing of it is.
 */
@Service
public class Imports {

    private static final Logger log = LoggerFactory.getLogger(Imports.class);

    private static final int ROWS_BETWEEN_PROGRESS = 100;

    private final ImportStore store;
    private final Authority authority;
    private final Organizations organizations;
    private final Catalogs catalogs;
    private final People people;
    private final RecordedFacts facts;
    private final Disclosures disclosures;
    private final Clock clock;
    private final TransactionTemplate whole;
    private final TransactionTemplate apart;
    private final ExecutorService queue = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("imports").factory());

    Imports(
            ImportStore store,
            Authority authority,
            Organizations organizations,
            Catalogs catalogs,
            People people,
            RecordedFacts facts,
            Disclosures disclosures,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.authority = authority;
        this.organizations = organizations;
        this.catalogs = catalogs;
        this.people = people;
        this.facts = facts;
        this.disclosures = disclosures;
        this.clock = clock;
        this.whole = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Reads the file and puts it in the queue, or says why it is none that could be taken over. */
    Outcome<ImportJob> start(ImportKind kind, Organization organization, String fileName, byte[] bytes, Actor by) {
        authority.require(by.id(), kind.permission(), organization.id());
        return switch (TableFile.read(fileName, bytes)) {
            case Outcome.Refused<List<TableRow>>(var refusals) -> Outcome.refused(refusals);
            case Outcome.Done<List<TableRow>>(var rows) -> queue(kind, organization, fileName, bytes, rows, by);
        };
    }

    private Outcome<ImportJob> queue(
            ImportKind kind, Organization organization, String fileName, byte[] bytes, List<TableRow> rows, Actor by) {
        var missing = missingHeadings(kind, rows);
        if (!missing.isEmpty()) {
            return Outcome.refused(missing);
        }
        var id = store.insert(kind, organization.id(), fileName, sha256(bytes), rows.size(), by.id(), clock.instant());
        if (id.isEmpty()) {
            return Outcome.refused(Refusal.at("file", "import.sameFile", fileName));
        }
        var job = id.get();
        queue.execute(() -> run(job, kind, organization, rows, by.id()));
        return Outcome.done(store.find(job).orElseThrow());
    }

    /** Jobs of anybody that wait or run. */
    public int unfinished() {
        return store.unfinished();
    }

    /** Only who asked for an import, or may ask for such at that organization, may look at it. */
    ImportJob get(UUID id, Actor reader) {
        var job = store.find(id).orElseThrow(() -> new NoSuchElementException("import " + id));
        if (!job.requestedBy().equals(reader.id())) {
            authority.require(reader.id(), job.kind().permission(), job.organization());
        }
        return job;
    }

    List<ImportJob> of(Actor reader) {
        return store.of(reader.id(), 50);
    }

    @EventListener
    void on(ApplicationStartedEvent started) {
        var interrupted = store.interruptUnfinished(clock.instant());
        if (interrupted > 0) {
            log.info(
                    "{} imports were interrupted when the program last ended; nothing of them was taken over",
                    interrupted);
        }
    }

    @PreDestroy
    void stop() {
        queue.shutdownNow();
    }

    private void run(UUID job, ImportKind kind, Organization organization, List<TableRow> rows, PersonId by) {
        try {
            store.run(job);
            var rejected = whole.execute(status -> {
                var report = takeOver(job, kind, organization, rows, by);
                if (!report.rejected().isEmpty()) {
                    status.setRollbackOnly();
                    return report.rejected();
                }
                store.finish(job, ImportState.DONE, report.accepted(), List.of(), clock.instant());
                return List.<RejectedRow>of();
            });
            if (!rejected.isEmpty()) {
                apart.executeWithoutResult(
                        status -> store.finish(job, ImportState.REJECTED, 0, rejected, clock.instant()));
            }
        } catch (RuntimeException e) {
            log.error("Import {} failed; nothing of it was taken over", job, e);
            apart.executeWithoutResult(
                    status -> store.finish(job, ImportState.INTERRUPTED, 0, List.of(), clock.instant()));
        }
    }

    private ImportReport takeOver(
            UUID job, ImportKind kind, Organization organization, List<TableRow> rows, PersonId by) {
        return switch (kind) {
            case ORGANIZATIONS -> organizations.importRows(rows, organization.id(), by);
            case CATALOG -> catalogs.importRows(organization.id(), rows, by);
            case ACCOUNTS -> people.importRows(rows, by);
            case ENTRIES -> facts.importRows(rows, organization.id(), by);
            case PUBLICATIONS -> each(job, rows, row -> draft(row, organization, by));
        };
    }

    private ImportReport each(UUID job, List<TableRow> rows, Function<TableRow, List<Refusal>> take) {
        var rejected = new ArrayList<RejectedRow>();
        var processed = 0;
        for (var row : rows) {
            for (var refusal : take.apply(row)) {
                rejected.add(new RejectedRow(row.number(), refusal.field() == null ? "" : refusal.field(), refusal));
            }
            processed++;
            if (processed % ROWS_BETWEEN_PROGRESS == 0) {
                var now = processed;
                apart.executeWithoutResult(status -> store.progress(job, now));
            }
        }
        return new ImportReport(rows.size(), rejected.isEmpty() ? rows.size() : 0, rejected);
    }

    /**
     * Publications brought from elsewhere come in as drafts: nothing becomes public here without three reviews and an
     * approval. Columns beyond the fixed ones are taken for the entry's elements.
     */
    private List<Refusal> draft(TableRow row, Organization within, PersonId by) {
        var refusals = new ArrayList<Refusal>();
        var organization = organization(row, within, refusals);
        var no = number(row, "entryNo", refusals);
        if (organization == null || no == null) {
            return refusals;
        }
        var entry = catalogs.inForce(organization.id()).stream()
                .flatMap(version -> catalogs.entries(version.id()).stream())
                .filter(candidate -> candidate.no() == no)
                .findFirst();
        if (entry.isEmpty()) {
            return List.of(Refusal.at("entryNo", "import.noSuchEntry", organization.name(), no));
        }
        var elements = new java.util.LinkedHashMap<String, String>(Map.copyOf(row.cells()));
        elements.keySet().retainAll(entry.get().elements());
        return permitted(() -> disclosures.draft(
                new Draft(
                        organization.id(),
                        DisclosureKind.REGULAR,
                        entry.get().id(),
                        null,
                        "",
                        row.cell("title"),
                        row.cell("summary"),
                        elements,
                        row.cell("body"),
                        entry.get().scope(),
                        entry.get().audience(),
                        entry.get().channels(),
                        null,
                        "",
                        null,
                        List.of()),
                by));
    }

    private static List<Refusal> permitted(java.util.function.Supplier<Outcome<?>> act) {
        try {
            return switch (act.get()) {
                case Outcome.Refused<?>(var refusals) -> refusals;
                case Outcome.Done<?> _ -> List.of();
            };
        } catch (NotPermittedException e) {
            return List.of(Refusal.at("organizationCode", "import.notPermitted"));
        }
    }

    private @Nullable Organization organization(TableRow row, Organization within, List<Refusal> refusals) {
        var code = row.cell("organizationCode");
        var found = organizations.find(code);
        if (found.isEmpty() || !organizations.isWithin(found.get().id(), within.id())) {
            refusals.add(Refusal.at("organizationCode", "import.notBelow", code, within.name()));
            return null;
        }
        return found.get();
    }

    private static @Nullable Long number(TableRow row, String field, List<Refusal> refusals) {
        try {
            return Long.valueOf(row.cell(field));
        } catch (NumberFormatException e) {
            refusals.add(Refusal.at(field, "import.noNumber", row.cell(field)));
            return null;
        }
    }

    private static List<Refusal> missingHeadings(ImportKind kind, List<TableRow> rows) {
        var present = rows.stream()
                .flatMap(row -> row.cells().keySet().stream())
                .distinct()
                .toList();
        var first = kind.headings().getFirst();
        return present.contains(first)
                ? List.of()
                : List.of(Refusal.at("file", "import.headings", String.join(", ", kind.headings())));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
