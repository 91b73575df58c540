package io.gongkai.workbench.today;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;

import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.Permission;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Task;
import io.gongkai.opinion.OpinionTask;
import io.gongkai.opinion.Opinions;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.request.RequestTask;
import io.gongkai.request.Requests;
import io.gongkai.request.TopicTask;
import io.gongkai.request.Topics;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.ReportingTask;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.stereotype.Service;

/** Gathers what waits for one person from the modules that know it; in order of due date. */
@Service
class Today {

    /** Duties further off than this do not ask for anything today; calendar days. */
    private static final int DAYS_AHEAD = 14;

    private static final int MOST = 60;

    /** The one that every unit owes; others are followed from when somebody begins them. */
    private static final String ANNUAL_RETURN = "annual-disclosure-return";

    private static final int OVERDUE_SHOWN = 8;

    /**
     * @param mine for which nobody stands nearer than this person
     * @param others which somebody nearer can do, but this person may
     */
    record Gathered(List<Waiting> mine, List<Waiting> others) {}

    private final Disclosures disclosures;
    private final Duties duties;
    private final Catalogs catalogs;
    private final Reporting reporting;
    private final Requests requests;
    private final Opinions opinions;
    private final Topics topics;
    private final Organizations organizations;
    private final Calendars calendars;
    private final Clock clock;

    Today(
            Disclosures disclosures,
            Duties duties,
            Catalogs catalogs,
            Reporting reporting,
            Requests requests,
            Opinions opinions,
            Topics topics,
            Organizations organizations,
            Calendars calendars,
            Clock clock) {
        this.disclosures = disclosures;
        this.duties = duties;
        this.catalogs = catalogs;
        this.reporting = reporting;
        this.requests = requests;
        this.opinions = opinions;
        this.topics = topics;
        this.organizations = organizations;
        this.calendars = calendars;
        this.clock = clock;
    }

    Gathered waitingFor(Actor actor) {
        var mine = new ArrayList<Waiting>();
        var others = new ArrayList<Waiting>();
        for (var task : disclosures.tasks(actor, MOST)) {
            (task.nearest() ? mine : others).add(waiting(task));
        }
        for (var task : reporting.tasks(ANNUAL_RETURN, actor)) {
            (task.nearest() ? mine : others).add(waiting(task));
        }
        for (var task : requests.tasks(actor, MOST)) {
            (task.nearest() ? mine : others).add(waiting(task));
        }
        for (var task : opinions.tasks(actor, MOST)) {
            (task.nearest() ? mine : others).add(waiting(task));
        }
        for (var task : topics.tasks(actor, MOST)) {
            (task.nearest() ? mine : others).add(waiting(task));
        }
        mine.addAll(opinionsToUrge(actor));
        mine.addAll(dutiesOf(actor));
        mine.addAll(catalogsToFile(actor));
        mine.addAll(catalogsToMake(actor));
        mine.addAll(calendarToLoad(actor));
        return new Gathered(inOrder(mine), inOrder(others));
    }

    /** The organizations this person is appointed at, for the doors below the list. */
    List<Organization> units(Actor actor) {
        var ids = new LinkedHashSet<>(
                actor.appointments().stream().map(Appointment::organization).toList());
        return ids.stream().map(organizations::get).toList();
    }

    private static Waiting waiting(Task task) {
        return new Waiting(
                "today.action." + task.action(),
                task.title(),
                "",
                task.organizationName(),
                task.dueOn(),
                "/work/disclosures/" + task.disclosure());
    }

    private static Waiting waiting(RequestTask task) {
        return new Waiting(
                "today.request." + task.action(),
                task.title(),
                "",
                task.organizationName(),
                task.dueOn(),
                "/work/requests/" + task.request());
    }

    /** One line for all of them: whoever holds one is reminded by the list of his own. */
    private List<Waiting> opinionsToUrge(Actor actor) {
        var overdue = opinions.overdueBelow(actor);
        return overdue == 0
                ? List.of()
                : List.of(new Waiting(
                        "today.opinion.URGE", String.valueOf(overdue), "", "", null, "/work/opinions?status=OVERDUE"));
    }

    private static Waiting waiting(OpinionTask task) {
        return new Waiting(
                "today.opinion." + task.action(),
                task.title(),
                "",
                task.organizationName(),
                task.dueOn(),
                "/work/opinions/" + task.opinion());
    }

    private static Waiting waiting(TopicTask task) {
        return new Waiting(
                "today.topic." + task.action(),
                task.title(),
                "",
                task.organizationName(),
                task.dueOn(),
                "/work/topics/" + task.topic());
    }

    private Waiting waiting(ReportingTask task) {
        var days = task.since() == null
                ? 0
                : ChronoUnit.DAYS.between(LocalDate.ofInstant(task.since(), clock.getZone()), today());
        return new Waiting(
                "today.return." + task.action(),
                "",
                task.period().toString(),
                task.name(),
                task.together() ? task.units() : 0,
                days,
                task.dueOn(),
                address(task));
    }

    private static String address(ReportingTask task) {
        var sheet = "/work/returns/" + task.code() + "/" + task.period();
        return switch (task.action()) {
            case DECIDE_CORRECTION -> "/work/corrections/" + task.code();
            case COMPUTE -> task.together() ? sheet + "/reporting" : sheet;
            case URGE, CONSOLIDATE -> sheet + (task.together() ? "/reporting" : "");
            case MEND, CONFIRM, SIGN, SUBMIT, RECEIVE, ACCEPT ->
                task.together() ? sheet + "/reporting" : sheet + "?view=filed";
        };
    }

    /**
     * Only the person's own organizations: what those below owe waits for the people there. What somebody has begun waits as
     * that matter, for whoever has to take its next step.
     */
    private List<Waiting> dutiesOf(Actor actor) {
        var own = actor.where(Permission.WRITE_DISCLOSURE);
        var owed = duties.waitingFor(own, today().plusDays(DAYS_AHEAD), MOST).stream()
                .filter(duty -> own.contains(duty.organization()))
                .toList();
        var begun = disclosures.begun(owed.stream().map(Duty::id).toList());
        return owed.stream()
                .filter(duty -> !begun.contains(duty.id()))
                .map(duty -> new Waiting(
                        "today.action.DISCLOSE",
                        duty.title(),
                        duty.subject(),
                        organizations.get(duty.organization()).name(),
                        duty.dueOn(),
                        "/work/duties/" + duty.id()))
                .toList();
    }

    private List<Waiting> catalogsToFile(Actor actor) {
        return catalogs.awaitingFiling(actor.where(Permission.FILE_CATALOG), MOST).stream()
                .map(waiting -> new Waiting(
                        "today.action.FILE_CATALOG",
                        "",
                        "",
                        waiting.organizationName(),
                        null,
                        "/work/catalogs/" + waiting.version().id()))
                .toList();
    }

    private List<Waiting> catalogsToMake(Actor actor) {
        return actor.where(Permission.WRITE_CATALOG).stream()
                .filter(organization -> catalogs.isWithout(organization))
                .map(organization -> new Waiting(
                        "today.action.MAKE_CATALOG",
                        "",
                        "",
                        organizations.get(organization).name(),
                        null,
                        "/work/catalogs"))
                .toList();
    }

    /** The State Council's notice for the next year comes out in autumn; without it due dates there are provisional. */
    private List<Waiting> calendarToLoad(Actor actor) {
        var next = today().getYear() + 1;
        if (!actor.holds(Permission.MANAGE_CALENDAR)
                || today().getMonth().compareTo(Month.NOVEMBER) < 0
                || calendars.current().years().contains(next)) {
            return List.of();
        }
        return List.of(new Waiting(
                "today.action.LOAD_CALENDAR",
                String.valueOf(next),
                "",
                "",
                LocalDate.of(next - 1, 12, 31),
                "/work/calendar"));
    }

    private static List<Waiting> inOrder(List<Waiting> waiting) {
        return waiting.stream()
                .sorted(comparing(Waiting::dueOn, nullsLast(naturalOrder())))
                .limit(MOST)
                .toList();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Overdue duties in the units below this person's, by name: whom to call. */
    List<Duties.Named> overdueBelow(Actor actor) {
        var own = actor.where(Permission.READ_WORK);
        return own.stream()
                .flatMap(organization ->
                        duties.overdueUnder(organization, OVERDUE_SHOWN + own.size() * OVERDUE_SHOWN).stream())
                .filter(named -> !own.contains(named.duty().organization()))
                .distinct()
                .limit(OVERDUE_SHOWN)
                .toList();
    }
}
