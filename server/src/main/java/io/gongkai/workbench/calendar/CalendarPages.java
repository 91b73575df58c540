package io.gongkai.workbench.calendar;

import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.calendar.Calendars;
import io.gongkai.calendar.DueDate;
import io.gongkai.document.TableFile;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The county's working days: to look at for all staff, to load for whoever keeps the calendar. */
@Controller
class CalendarPages {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private final Calendars calendars;
    private final Clock clock;

    CalendarPages(Calendars calendars, Clock clock) {
        this.calendars = calendars;
        this.clock = clock;
    }

    @GetMapping("/work/calendar")
    @Requires
    ModelAndView show(
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String days,
            @RequestParam(defaultValue = "false") boolean loaded) {
        var today = LocalDate.now(clock);
        var shown = Math.clamp(year == null ? today.getYear() : year, FIRST_YEAR, LAST_YEAR);
        var view = page(shown, HttpStatus.OK);
        view.addObject("from", from == null ? today.toString() : from);
        view.addObject("days", days == null ? "15" : days);
        view.addObject("done", loaded);
        if (from != null || days != null) {
            switch (new Count(from == null ? "" : from, days == null ? "" : days).by(calendars.current())) {
                case Outcome.Done<DueDate>(var due) -> view.addObject("due", due);
                case Outcome.Refused<DueDate>(var refusals) -> {
                    view.addObject("refusals", refusals);
                    view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                }
            }
        }
        return view;
    }

    @PostMapping("/work/calendar/{year}")
    @Requires(Permission.MANAGE_CALENDAR)
    ModelAndView replace(
            @PathVariable int year,
            @RequestParam(defaultValue = "") String notice,
            @RequestParam(required = false) @Nullable MultipartFile file) {
        return switch (rows(notice, file)) {
            case Outcome.Refused<List<TableRow>>(var refusals) ->
                refused(
                        year,
                        notice,
                        refusals.stream().map(CalendarPages::besideTheTable).toList(),
                        List.of());
            case Outcome.Done<List<TableRow>>(var rows) -> {
                var report = calendars.importYear(year, rows);
                yield report.rejected().isEmpty()
                        ? new ModelAndView("redirect:/work/calendar?loaded=true&year=" + year)
                        : refused(year, notice, List.of(), report.rejected());
            }
        };
    }

    private static Outcome<List<TableRow>> rows(String notice, @Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            return TableFile.read("notice.csv", notice.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return TableFile.read(String.valueOf(file.getOriginalFilename()), file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Refusal besideTheTable(Refusal refusal) {
        return new Refusal(refusal.code(), "notice", refusal.details());
    }

    private ModelAndView refused(
            int year, String notice, List<Refusal> refusals, List<ImportReport.RejectedRow> rejected) {
        var view = page(Math.clamp(year, FIRST_YEAR, LAST_YEAR), HttpStatus.UNPROCESSABLE_CONTENT);
        view.addObject("from", LocalDate.now(clock).toString());
        view.addObject("days", "15");
        view.addObject("done", false);
        view.addObject("refusals", refusals);
        view.addObject("rejected", rejected);
        if (!notice.isBlank()) {
            view.addObject("notice", notice);
        }
        return view;
    }

    private ModelAndView page(int year, HttpStatus status) {
        var view = new ModelAndView("workbench/calendar/year", status);
        view.addObject("view", YearView.of(year, calendars.current()));
        view.addObject("years", calendars.years());
        view.addObject("notice", YearView.table(calendars.year(year)));
        view.addObject("refusals", List.<Refusal>of());
        view.addObject("rejected", List.<ImportReport.RejectedRow>of());
        return view;
    }
}
