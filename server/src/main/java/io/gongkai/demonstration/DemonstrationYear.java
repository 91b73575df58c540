package io.gongkai.demonstration;

import io.gongkai.account.People;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.Duties;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.CountyClock;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a new installation with the demonstration year, before the program says that it is ready.
 *
 * <p>Each step is one transaction that also notes that it is done: killed in the middle, the next start goes on with the
 * steps that are missing. All draws hang on the unit's code and the matter, never on time or thread, so many workers make the
 * same county as one.
 */
@Component
@ConditionalOnProperty(name = "gongkai.command", havingValue = "false", matchIfMissing = true)
class DemonstrationYear implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationYear.class);
    private static final String ALL = "ALL";
    private static final String NONE = "NONE";
    private static final int WORKERS = 4;

    /** Have handed in a second version of their catalogs: two wait for the county, one for the town of the accounts. */
    private static final Set<String> REVISED = Set.of("411524108", "411524-D07", "411524002206");

    private final DemonstrationStore store;
    private final Organizations organizations;
    private final People people;
    private final Calendars calendars;
    private final Duties duties;
    private final Disclosures disclosures;
    private final Foundation foundation;
    private final CatalogYear catalogYear;
    private final UnitYear unitYear;
    private final FactYear factYear;
    private final RequestYear requestYear;
    private final TopicYear topicYear;
    private final OpinionYear opinionYear;
    private final PaperYears paperYears;
    private final ReturnSeason returnSeason;
    private final SurveySeason surveySeason;
    private final TransactionTemplate transaction;
    private final CountyClock clock;
    private final boolean empty;
    private final String zone;

    private record Task(String name, Runnable work) {}

    DemonstrationYear(
            DemonstrationStore store,
            Organizations organizations,
            People people,
            Calendars calendars,
            Duties duties,
            Disclosures disclosures,
            Foundation foundation,
            CatalogYear catalogYear,
            UnitYear unitYear,
            FactYear factYear,
            RequestYear requestYear,
            TopicYear topicYear,
            OpinionYear opinionYear,
            PaperYears paperYears,
            ReturnSeason returnSeason,
            SurveySeason surveySeason,
            PlatformTransactionManager transactions,
            CountyClock clock,
            @Value("${gongkai.empty:false}") boolean empty,
            @Value("${gongkai.zone:all}") String zone) {
        this.store = store;
        this.organizations = organizations;
        this.people = people;
        this.calendars = calendars;
        this.duties = duties;
        this.disclosures = disclosures;
        this.foundation = foundation;
        this.catalogYear = catalogYear;
        this.unitYear = unitYear;
        this.factYear = factYear;
        this.requestYear = requestYear;
        this.topicYear = topicYear;
        this.opinionYear = opinionYear;
        this.paperYears = paperYears;
        this.returnSeason = returnSeason;
        this.surveySeason = surveySeason;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.empty = empty;
        this.zone = zone;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        if (zone.equals("public")) {
            return;
        }
        var done = store.done();
        if (done.contains(ALL) || done.contains(NONE)) {
            return;
        }
        if (done.isEmpty() && (empty || !organizations.roots().isEmpty())) {
            store.markDone(NONE, clock.instant());
            return;
        }
        fill(new HashSet<>(done));
    }

    private void fill(Set<String> done) throws InterruptedException, ExecutionException {
        var started = System.nanoTime();
        var days = Days.of(clock, calendars.current());
        var composer = new Composer(days.calendar());
        var staff = new Staff(people);
        var counties = counties();
        say(0);
        for (var county : counties) {
            once(done, new Task(county.code() + "/organizations", () -> foundation.establish(county, days)));
        }
        report("organizations", started);
        var ids = ids();
        // Changes of the tree wait for one another, so they go in a row beside everything else.
        try (var beside = Executors.newSingleThreadExecutor()) {
            var equipping = beside.submit(() -> equipment(counties, ids, days).forEach(task -> once(done, task)));
            together(done, people(counties, ids, days), 2, 6);
            once(done, new Task("accounts/shown", foundation::showAccounts));
            report("people", started);
            for (var county : counties) {
                var top = county.top();
                once(
                        done,
                        new Task(
                                county.code() + "/guidelines",
                                () -> catalogYear.issueGuidelines(ids.of(top), staff.clerk(top), days)));
            }
            together(done, handedIn(counties, ids, staff, days), 6, 16);
            together(done, filed(counties, ids, staff, days), 16, 22);
            equipping.get();
        }
        report("catalogs", started);
        once(
                done,
                new Task(
                        "applicants",
                        () -> requestYear.openToAll(
                                ids.of(counties.getFirst().top()), staff.find("system-admin"), days)));
        once(done, new Task("duties", () -> duties.bringAbout(days.today())));
        report("duties", started);
        var full = counties.getFirst().top();
        once(done, new Task(full.code() + "/book", () -> opinionYear.open(ids.of(full), staff.clerk(full), days)));
        together(done, years(counties, ids, staff, days, composer), 22, 97);
        once(done, new Task("revisions", () -> revise(counties.getFirst(), ids, staff, days)));
        report("years", started);
        expire(days);
        for (var county : counties) {
            once(done, new Task(county.code() + "/surveys", () -> surveySeason.tell(county, ids, staff, days)));
            // A correction counts from the moment it is committed, and the returns after it are to contain it.
            once(done, new Task(county.code() + "/correction", () -> returnSeason.correct(county, ids, staff, days)));
            once(done, new Task(county.code() + "/returns", () -> returnSeason.tell(county, ids, staff, days)));
        }
        report("returns", started);
        store.markDone(ALL, clock.instant());
        say(100);
        report("all", started);
    }

    private List<Task> equipment(List<County> counties, Ids ids, Days days) {
        return heads(counties, "/equipment", (county, head) -> foundation.equip(county, head, ids, days));
    }

    private List<Task> people(List<County> counties, Ids ids, Days days) {
        var tasks = heads(counties, "/people", (county, head) -> {
            if (head == county.top()) {
                foundation.appointAtTheTop(county, ids, days);
            } else {
                foundation.appoint(county, head, ids, days);
            }
        });
        tasks.add(new Task("accounts", () -> foundation.appointOthers(counties.getFirst(), ids, days)));
        return tasks;
    }

    private List<Task> handedIn(List<County> counties, Ids ids, Staff staff, Days days) {
        return heads(counties, "/handed-in", (county, head) -> {
            var units = new ArrayList<Unit>();
            if (county.opens(head) || head.isTown()) {
                units.add(head);
            }
            county.villagesOf(head).stream().filter(county::opens).forEach(units::add);
            for (var unit : units) {
                catalogYear.handIn(CatalogYear.Filing.of(unit, days), ids.of(unit), staff, days, county.full());
            }
        });
    }

    /** Whoever files numbers what it files in the order in which it came, so each superior's pile is one task. */
    private List<Task> filed(List<County> counties, Ids ids, Staff staff, Days days) {
        var tasks = new ArrayList<Task>();
        for (var county : counties) {
            county.units().stream()
                    .filter(county::opens)
                    .map(unit -> CatalogYear.Filing.of(unit, days))
                    .sorted(Comparator.comparing(CatalogYear.Filing::filed)
                            .thenComparing(CatalogYear.Filing::minute)
                            .thenComparing(filing -> filing.unit().code()))
                    .collect(Collectors.groupingBy(
                            filing -> Objects.requireNonNullElse(filing.unit().parentCode(), county.code()),
                            TreeMap::new,
                            Collectors.toList()))
                    .forEach((superior, pile) -> tasks.add(new Task(
                            superior + "/filed",
                            () -> pile.forEach(filing -> catalogYear.putInForce(
                                    filing, ids.of(filing.unit()), staff, days, county.full())))));
        }
        return tasks;
    }

    private static List<Task> heads(List<County> counties, String name, BiConsumer<County, Unit> work) {
        var tasks = new ArrayList<Task>();
        for (var county : counties) {
            for (var head : county.heads()) {
                tasks.add(new Task(head.code() + name, () -> work.accept(county, head)));
            }
        }
        return tasks;
    }

    private List<County> counties() {
        return List.of(
                County.of(organizations, "411524", "商城县", true, List.of()),
                County.of(organizations, "500110", "綦江区", false, List.of("500110108")),
                County.of(organizations, "520622", "玉屏县", false, List.of("520622103")),
                County.of(organizations, "320903", "盐都区", false, List.of("320903108")));
    }

    private Ids ids() {
        var ids = new HashMap<String, OrganizationId>();
        var cursor = (String) null;
        do {
            var slice = organizations.list(new Organizations.Filter(null, null, null), 1000, cursor);
            for (Organization organization : slice.items()) {
                ids.put(organization.code(), organization.id());
            }
            cursor = slice.next();
        } while (cursor != null);
        return new Ids(ids);
    }

    private List<Task> years(List<County> counties, Ids ids, Staff staff, Days days, Composer composer) {
        var tasks = new ArrayList<Task>();
        for (var county : counties) {
            tasks.add(new Task(county.code() + "/papers", () -> paperYears.takeOver(county, ids, staff, days)));
            for (var unit : county.units()) {
                if (county.opens(unit)) {
                    tasks.add(new Task(unit.code() + "/year", () -> {
                        unitYear.tell(unit, ids.of(unit), staff, days, composer, county.full());
                        opinionYear.tell(unit, ids.of(unit), staff, days, county.full());
                        factYear.tell(unit, ids.of(unit), staff, days, county.full());
                        requestYear.tell(unit, ids.of(unit), staff, days, county.full());
                        topicYear.tell(unit, ids.of(unit), staff, days, county.full());
                    }));
                }
            }
        }
        return tasks;
    }

    private void revise(County county, Ids ids, Staff staff, Days days) {
        county.units().stream()
                .filter(unit -> REVISED.contains(unit.code()))
                .forEach(unit -> catalogYear.revise(unit, ids.of(unit), staff, days));
    }

    /** Takes down week by week what had its time. */
    private void expire(Days days) {
        for (var day = LocalDate.of(Days.YEAR, 6, 1); !day.isAfter(days.last()); day = day.plusDays(7)) {
            clock.at(days.at(day, 0, 10), disclosures::expire);
        }
    }

    private void once(Set<String> done, Task task) {
        if (done.contains(task.name())) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            store.hurry();
            task.work().run();
            store.markDone(task.name(), clock.instant());
        });
    }

    /** Runs tasks on all workers; the first failure ends it. */
    private void together(Set<String> done, List<Task> tasks, int from, int until)
            throws InterruptedException, ExecutionException {
        var finished = new AtomicInteger();
        var said = new AtomicInteger(from);
        try (var workers = Executors.newFixedThreadPool(WORKERS)) {
            var futures = new ArrayList<Future<?>>();
            for (var task : tasks) {
                futures.add(workers.submit(() -> {
                    once(done, task);
                    var percent = from + (until - from) * finished.incrementAndGet() / tasks.size();
                    if (percent >= said.get() + 5 && said.getAndSet(percent) < percent) {
                        say(percent);
                    }
                }));
            }
            try {
                for (var future : futures) {
                    future.get();
                }
            } catch (ExecutionException e) {
                workers.shutdownNow();
                throw e;
            }
        }
    }

    /** For whoever waits at the terminal, whatever the log is set to. */
    private static void say(int percent) {
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                .println("Filling the demonstration county: " + percent + " %");
    }

    private static void report(String part, long started) {
        LOG.info(
                "Demonstration: {} after {} ms",
                part,
                Duration.ofNanos(System.nanoTime() - started).toMillis());
    }
}
