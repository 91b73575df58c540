package io.gongkai.portal;

import io.gongkai.calendar.Calendars;
import io.gongkai.calendar.Deadlines;
import io.gongkai.document.Attachments;
import io.gongkai.document.RichText;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Seal;
import io.gongkai.intake.TrackingCode;
import io.gongkai.ledger.Ledger;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.OrganizationId;
import io.gongkai.portal.ProjectionQueue.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies what was released to society into the schema {@code portal}. For each key that was noted it copies the present
 * state, whatever happened before, so doing it twice changes nothing; the copy and the removal of the note are one
 * transaction, so a program killed between the two does it again and loses nothing.
 */
@Component
public class Projector implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Projector.class);

    /** Notes taken into one transaction. */
    private static final int BATCH = 2000;

    private static final int ENTRIES_AT_ONCE = 10_000;

    /** From the end of one round to the next: under a stream of changes many are copied together. */
    private static final long PAUSE_MILLIS = 200;

    /** Longest wait when nobody signals, for what another node has noted. */
    private static final long POLL_MILLIS = 1000;

    /** How long the end of the program waits for the batch at hand; without its database it could only fail. */
    private static final long LONGEST_BATCH_MILLIS = 30_000;

    /** How long the public side may do without the work side and still say by when it will be answered. */
    private static final int DAYS_PROMISED = 45;

    private final ProjectionStore store;
    private final Attachments attachments;
    private final Calendars calendars;
    private final Deadlines deadlines;
    private final Desks desks;
    private final Opinions opinions;
    private final Ledger ledger;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread worker;

    Projector(
            ProjectionStore store,
            Attachments attachments,
            Calendars calendars,
            Deadlines deadlines,
            Desks desks,
            Opinions opinions,
            Ledger ledger,
            JsonMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.attachments = attachments;
        this.calendars = calendars;
        this.deadlines = deadlines;
        this.desks = desks;
        this.opinions = opinions;
        this.ledger = ledger;
        this.json = json;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Copies until nothing waits. What was committed before the call can be read on the portal after it. */
    public void drain() {
        while (projected()) {
            // each batch is a transaction of its own
        }
    }

    private boolean projected() {
        return Boolean.TRUE.equals(transaction.execute(status -> projectBatch()));
    }

    /**
     * What waits to be copied.
     *
     * @param oldest when the note that waits longest was written; null when nothing waits
     */
    public record Backlog(long waiting, @Nullable Instant oldest) {}

    public Backlog backlog() {
        return store.backlog();
    }

    /** Has everything copied afresh, by the next {@link #drain}. */
    public void rebuild() {
        transaction.executeWithoutResult(status -> {
            store.lock();
            store.enqueueEverything();
            store.enqueue(desks.codes().stream()
                    .map(code -> new ProjectionStore.Pending(Kind.TRACKED, code.text()))
                    .toList());
            store.enqueue(opinions.receivers().stream()
                    .map(unit -> new ProjectionStore.Pending(Kind.OPINIONS, unit.toString()))
                    .toList());
        });
        signal();
    }

    /** Something was noted and committed. */
    void signal() {
        wanted.release();
    }

    /** What becomes valid by the calendar alone (a new name, a move, a board) has no event on its day. */
    @Scheduled(cron = "0 1 0 * * *", zone = "Asia/Shanghai")
    void copyOrganizationsOfTheDay() {
        var today = LocalDate.now(clock);
        transaction.executeWithoutResult(status -> store.enqueueOrganizationsOf(today));
        signal();
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        copyOrganizationsOfTheDay();
        worker = Thread.ofVirtual().name("portal-projector").start(this::work);
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        signal();
        if (worker != null) {
            worker.join(LONGEST_BATCH_MILLIS);
        }
    }

    private void work() {
        while (!stopped) {
            try {
                if (wanted.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                var more = true;
                while (!stopped && more) {
                    more = projected();
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The notes are still there; the next round tries again.
                log.warn("The portal could not be brought up to date", e);
            }
        }
    }

    private boolean projectBatch() {
        store.lock();
        var taken = store.take(BATCH);
        var entriesCopied = copyEntries();
        if (taken.isEmpty()) {
            return entriesCopied;
        }
        var keys = taken.stream()
                .collect(Collectors.groupingBy(
                        ProjectionStore.Pending::kind,
                        Collectors.mapping(ProjectionStore.Pending::key, Collectors.toCollection(TreeSet::new))));
        var today = LocalDate.now(clock);
        each(keys, Kind.ORGANIZATION, organizations -> {
            store.copyOrganizations(organizations, today);
            store.enqueuePromises(organizations);
        });
        each(keys, Kind.CATALOG, store::copyCatalogs);
        each(keys, Kind.DUTIES, this::copyDuties);
        each(keys, Kind.PUBLICATION, this::copyPublications);
        each(keys, Kind.DELIVERIES, store::copyDeliveries);
        each(keys, Kind.PROMISES, counties -> counties.forEach(county -> promise(UUID.fromString(county), today)));
        each(keys, Kind.TRACKED, codes -> codes.forEach(code -> show(new TrackingCode(code))));
        each(keys, Kind.RETURN, store::copyReturns);
        each(keys, Kind.ANSWER, store::copyAnswers);
        each(keys, Kind.TOPIC, store::copyTopics);
        each(
                keys,
                Kind.OPINIONS,
                units -> units.forEach(unit -> store.copyOpinions(opinions.publicSide(OrganizationId.of(unit)))));
        each(keys, Kind.SURVEY, store::copySurveys);
        each(keys, Kind.RATINGS, organizations -> store.copyRatings(organizations, today));
        return true;
    }

    /** @return whether there were any */
    private boolean copyEntries() {
        var copied = store.copied();
        var upTo = Math.min(ledger.watermark(), copied + ENTRIES_AT_ONCE);
        if (upTo <= copied) {
            return false;
        }
        store.copyFacts(copied, upTo);
        store.copiedUpTo(upTo);
        return true;
    }

    private static void each(
            Map<Kind, TreeSet<String>> keys, Kind kind, java.util.function.Consumer<List<String>> copy) {
        var wanted = keys.get(kind);
        if (wanted != null) {
            copy.accept(List.copyOf(wanted));
        }
    }

    private void copyDuties(List<String> organizations) {
        store.copyDuties(organizations);
        var calendar = calendars.current();
        var warnings = new HashMap<LocalDate, LocalDate>();
        for (var due : store.dueDaysWithoutWarning(organizations)) {
            var warn = due;
            while (calendar.workingDaysBetween(warn.minusDays(1), due) <= 3) {
                warn = warn.minusDays(1);
            }
            warnings.put(due, warn);
        }
        store.warn(organizations, warnings);
    }

    /** By when what comes in on each of the next days is answered, by the limits and the calendar of now; and the county's rules. */
    private void promise(UUID county, LocalDate today) {
        for (var door : desks.doors()) {
            var limit = desks.behind(door).promise(door);
            var due = new TreeMap<LocalDate, LocalDate>();
            for (var day = today; limit != null && day.isBefore(today.plusDays(DAYS_PROMISED)); day = day.plusDays(1)) {
                due.put(
                        day,
                        Objects.requireNonNull(
                                deadlines.promised(county, limit, day).on()));
            }
            store.promise(county, door, due);
        }
        for (var desk : desks.all()) {
            var rules = json.writeValueAsString(desk.rules(county));
            Stream.concat(desk.doors().stream(), desk.sideDoors().stream())
                    .forEach(form -> store.rule(county, form, rules));
        }
    }

    /** Seals what a sender may see with the sender's code. */
    private void show(TrackingCode code) {
        desks.tracked(code).ifPresent(tracked -> {
            var files = new HashMap<UUID, byte[]>();
            for (var file : tracked.files()) {
                files.put(file.id(), Seal.close(code, attachments.bytes(file.id())));
            }
            store.track(code.hash(), Seal.close(code, json.writeValueAsBytes(tracked)), files);
        });
    }

    private void copyPublications(List<String> publications) {
        store.copyPublications(publications);
        store.copyDeliveries(publications);
        for (var file : store.attachmentsToCopy(publications)) {
            attachments
                    .find(List.of(file.attachment()))
                    .forEach(attachment -> store.copyAttachment(
                            file.publication(), file.position(), attachment, attachments.bytes(attachment.id())));
        }
        var found = new ArrayList<ProjectionStore.Found>();
        for (var text : store.texts(publications)) {
            var plain = String.join(
                    "\n",
                    text.summary(),
                    String.join("\n", text.elements().values()),
                    new RichText(text.body()).plain());
            var words = Words.fold(String.join("\n", text.title(), text.entryTitle(), text.organizationName(), plain));
            found.add(new ProjectionStore.Found(
                    text.id(), plain, words, Words.fold(text.title()), String.join("\u001f", Words.grams(words))));
        }
        store.makeFindable(found);
    }
}
