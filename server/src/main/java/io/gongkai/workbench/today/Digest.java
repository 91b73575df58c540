package io.gongkai.workbench.today;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.calendar.Calendars;
import io.gongkai.catalog.Duties;
import io.gongkai.message.NewMessage;
import io.gongkai.message.Outbox;
import io.gongkai.message.Preferences;
import io.gongkai.message.Recipient;
import io.gongkai.shared.PersonId;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds by one message a person and working day, made of what the page 今天要办 shows: what is overdue, what is due today and what
 * within three working days; and, to those above, what has been overdue below them for three working days. Nothing is sent where
 * nothing is due. Titles of what is not published yet stay inside.
 */
@Service
class Digest {

    private static final Logger log = LoggerFactory.getLogger(Digest.class);
    private static final Locale WRITTEN_IN = Locale.SIMPLIFIED_CHINESE;

    /** Working days before the due date on which somebody is reminded for the first time. */
    static final int DAYS_BEFORE = 3;

    /** Working days after which those above hear of it too. */
    static final int DAYS_UNTIL_ABOVE = 3;

    private static final int MOST_LINES = 30;

    /** What there is to say to one person. */
    record Said(int overdue, int today, int soon, int below, List<String> lines) {

        Said {
            lines = List.copyOf(lines);
        }

        boolean isNothing() {
            return overdue + today + soon + below == 0;
        }
    }

    private final Today today;
    private final Preferences preferences;
    private final Outbox outbox;
    private final Authority authority;
    private final Calendars calendars;
    private final Messages messages;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final boolean tells;

    Digest(
            Today today,
            Preferences preferences,
            Outbox outbox,
            Authority authority,
            Calendars calendars,
            Messages messages,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${gongkai.zone}") String zone) {
        this.today = today;
        this.preferences = preferences;
        this.outbox = outbox;
        this.authority = authority;
        this.calendars = calendars;
        this.messages = messages;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.tells = !zone.toLowerCase(Locale.ROOT).equals("public");
    }

    /** At eight; and again until noon, for a program that was not running then. Whoever has been told is not told twice. */
    @Scheduled(cron = "0 0/20 8-11 * * *", zone = "Asia/Shanghai")
    void ofTheDay() {
        if (tells && calendars.current().isWorked(LocalDate.now(clock))) {
            tellAll();
        }
    }

    void tellAll() {
        for (var person : preferences.listening()) {
            try {
                tell(person);
            } catch (RuntimeException e) {
                // One whose list cannot be made does not keep the others from theirs.
                log.warn("No digest for {}: {}", person, e.getClass().getName());
            }
        }
    }

    private void tell(PersonId person) {
        authority.actor(person).filter(actor -> !actor.appointments().isEmpty()).ifPresent(actor -> {
            var said = said(actor);
            transaction.executeWithoutResult(_ -> {
                if (preferences.beginDigest(
                                person, LocalDate.now(clock), said.lines().size())
                        && !said.isNothing()) {
                    outbox.queue(message(actor, said));
                }
            });
        });
    }

    private NewMessage message(Actor actor, Said said) {
        return new NewMessage(
                TodayMessages.DIGEST.key(),
                actor.appointments().getFirst().organization(),
                new Recipient.Staff(actor.id()),
                Map.of(
                        "name", actor.name(),
                        "overdue", String.valueOf(said.overdue()),
                        "due", String.valueOf(said.today()),
                        "soon", String.valueOf(said.soon()),
                        "below", String.valueOf(said.below()),
                        "lines", String.join("\n", said.lines())),
                "/work",
                "digest:" + LocalDate.now(clock));
    }

    Said said(Actor actor) {
        var day = LocalDate.now(clock);
        var calendar = calendars.current();
        var lines = new ArrayList<String>();
        var overdue = 0;
        var due = 0;
        var soon = 0;
        var gathered = today.waitingFor(actor);
        for (var waiting : gathered.mine()) {
            var on = waiting.dueOn();
            if (on == null || on.isAfter(day) && calendar.workingDaysBetween(day, on) > DAYS_BEFORE) {
                continue;
            }
            if (on.isBefore(day)) {
                overdue++;
            } else if (on.equals(day)) {
                due++;
            } else {
                soon++;
            }
            if (lines.size() < MOST_LINES) {
                lines.add(line(waiting, on, day));
            }
        }
        var below = today.overdueBelow(actor).stream()
                .filter(named -> calendar.workingDaysBetween(named.duty().dueOn(), day) >= DAYS_UNTIL_ABOVE)
                .toList();
        below.forEach(named -> lines.add(line(named)));
        // What somebody nearer should have done: a request, an opinion, a return.
        var left = 0;
        for (var waiting : gathered.others()) {
            var on = waiting.dueOn();
            if (on != null && on.isBefore(day) && calendar.workingDaysBetween(on, day) >= DAYS_UNTIL_ABOVE) {
                left++;
                lines.add(text(
                        "today.digest.below", text(waiting.action()), waiting.unit(), messages.date(WRITTEN_IN, on)));
            }
        }
        return new Said(overdue, due, soon, below.size() + left, lines);
    }

    private String line(Waiting waiting, LocalDate on, LocalDate day) {
        var when = on.isBefore(day) ? "late" : on.equals(day) ? "today" : "soon";
        var what = text(waiting.action());
        // A duty is called as the catalog calls it, which everybody may read; a matter that is worked on is not.
        var named =
                waiting.href().startsWith("/work/duties/") ? text("today.digest.what", what, waiting.title()) : what;
        return text("today.digest." + when, named, waiting.unit(), messages.date(WRITTEN_IN, on));
    }

    private String line(Duties.Named named) {
        return text(
                "today.digest.below",
                named.duty().title(),
                named.organizationName(),
                messages.date(WRITTEN_IN, named.duty().dueOn()));
    }

    private String text(String key, Object... details) {
        return messages.text(WRITTEN_IN, key, details);
    }
}
