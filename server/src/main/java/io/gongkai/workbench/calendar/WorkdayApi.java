package io.gongkai.workbench.calendar;

import io.gongkai.account.OpenToAll;
import io.gongkai.calendar.Calendars;
import io.gongkai.calendar.DueDate;
import io.gongkai.shared.Outcome;
import io.gongkai.web.RefusedException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts working days for whoever asks. */
@RestController
class WorkdayApi {

    /** @param due last day on which something received on the day asked for is in time */
    record Counted(LocalDate due, boolean provisional, List<DueDate.Day> derivation) {}

    private final Calendars calendars;

    WorkdayApi(Calendars calendars) {
        this.calendars = calendars;
    }

    @GetMapping("/api/v1/workdays/due")
    @OpenToAll
    Counted due(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String days) {
        return switch (new Count(from, days).by(calendars.current())) {
            case Outcome.Done<DueDate>(var due) -> new Counted(due.on(), due.provisional(), due.derivation());
            case Outcome.Refused<DueDate>(var refusals) -> throw new RefusedException(refusals);
        };
    }
}
