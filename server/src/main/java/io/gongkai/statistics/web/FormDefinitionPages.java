package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.ledger.Sums;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.FormDefinitions;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import io.gongkai.web.Page;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The forms there are, each in its versions; checking a definition, looking at what it describes, installing it. */
@Controller
public class FormDefinitionPages {

    /** What a check asks, ready to be read: its words and the rows that they name. */
    public record Rule(boolean hard, String words) {}

    private final FormDefinitions definitions;
    private final Returns returns;
    private final Pages pages;

    FormDefinitionPages(FormDefinitions definitions, Returns returns, Pages pages) {
        this.definitions = definitions;
        this.returns = returns;
        this.pages = pages;
    }

    @GetMapping("/work/forms")
    @Requires({Permission.READ_WORK, Permission.MANAGE_FORMS})
    ModelAndView list(HttpServletRequest request) {
        return page(HttpStatus.OK, "", List.of(), null, request);
    }

    @GetMapping("/work/forms/{form}/{version}")
    @Requires({Permission.READ_WORK, Permission.MANAGE_FORMS})
    ModelAndView show(
            @PathVariable String form,
            @PathVariable String version,
            @RequestParam(defaultValue = "false") boolean installed,
            HttpServletRequest request) {
        var definition = returns.form(form, version);
        return new ModelAndView("statistics/form")
                .addObject("form", definition)
                .addObject("installed", installed)
                .addObject("table", blank(definition, pages.of(request)))
                .addObject("rules", rules(definition, pages.of(request)));
    }

    /** Tries a definition, typed or as a file; installs it when that is asked for and nothing stands against it. */
    @PostMapping("/work/forms")
    @Requires(Permission.MANAGE_FORMS)
    ModelAndView send(
            @RequestParam(defaultValue = "") String definition,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "check") String step,
            Actor actor,
            HttpServletRequest request)
            throws IOException {
        var text = file == null || file.isEmpty() ? definition : new String(file.getBytes(), StandardCharsets.UTF_8);
        var at = actor.where(Permission.MANAGE_FORMS).iterator().next();
        var outcome = step.equals("install") ? definitions.install(text, at, actor.id()) : definitions.check(text);
        return switch (outcome) {
            case Outcome.Refused<Form>(var refusals) ->
                page(HttpStatus.UNPROCESSABLE_CONTENT, text, refusals, null, request);
            case Outcome.Done<Form>(var form)
            when step.equals("install") ->
                new ModelAndView("redirect:/work/forms/%s/%s?installed=true".formatted(form.code(), form.version()));
            case Outcome.Done<Form>(var form) -> page(HttpStatus.OK, text, List.of(), form, request);
        };
    }

    private ModelAndView page(
            HttpStatus status,
            String definition,
            List<Refusal> refusals,
            @Nullable Form tried,
            HttpServletRequest request) {
        var page = pages.of(request);
        return new ModelAndView("statistics/forms", status)
                .addObject("forms", definitions.all())
                .addObject(
                        "inForce",
                        returns.forms().stream()
                                .map(form -> form.code() + "/" + form.version())
                                .collect(Collectors.toSet()))
                .addObject("definition", definition)
                .addObject("refusals", refusals)
                .addObject("tried", tried)
                .addObject("table", tried == null ? null : blank(tried, page))
                .addObject("rules", tried == null ? List.of() : rules(tried, page));
    }

    /** The form as it will look, with nothing in it. */
    private static SheetTable blank(Form form, Page page) {
        var year = Math.max(Returns.FIRST_YEAR, form.validFrom().getYear());
        var period = form.period() == Form.Span.YEAR ? ReturnPeriod.ofYear(year) : new ReturnPeriod(year, 1);
        var sheet = new Sheet(
                form, "", "", form.title(), period, period.last(), 0, Sheet.lines(form, new Sums(), new Sums()));
        return SheetTable.ofPaper(page, sheet, List.of());
    }

    private static List<Rule> rules(Form form, Page page) {
        return form.checks().stream()
                .map(check -> new Rule(
                        check.hard(),
                        page.t(
                                "statistics.rule." + check.kind(),
                                check.measures().isEmpty()
                                        ? rows(form, check.rows(), page)
                                        : check.measures().stream()
                                                .map(page::t)
                                                .collect(Collectors.joining(page.t("statistics.rule.separator"))),
                                rows(form, check.against(), page),
                                check.percent())))
                .toList();
    }

    /** Few rows by their names, many by their numbers. */
    private static String rows(Form form, List<String> codes, Page page) {
        var separator = page.t("statistics.rule.separator");
        return codes.size() <= 3
                ? codes.stream()
                        .map(code -> page.t(form.word(form.row(code).label())))
                        .collect(Collectors.joining(separator))
                : page.t(
                        "statistics.rule.rows",
                        codes.stream()
                                .map(code -> String.valueOf(form.row(code).no()))
                                .collect(Collectors.joining(separator)));
    }
}
