package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Corrections;
import io.gongkai.statistics.Evidence;
import io.gongkai.statistics.Mending;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.Reporting.Several;
import io.gongkai.statistics.ReportingLine;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.ReturnStep;
import io.gongkai.statistics.Returns;
import io.gongkai.web.Page;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How far the returns of a superior's units have come (报送情况), and what can be done with many of them in one go. */
@Controller
public class ReportingPages {

    /** Steps that are taken for many at once, in the order of the buttons. */
    private static final List<ReturnStep> TOGETHER = List.of(
            ReturnStep.COMPUTE, ReturnStep.RECEIVE, ReturnStep.ACCEPT, ReturnStep.CONSOLIDATE, ReturnStep.FREEZE);

    private final Reporting reporting;
    private final Returns returns;
    private final Corrections corrections;
    private final Mending mending;
    private final Authority authority;
    private final Pages pages;
    private final ReturnDesk desk;

    ReportingPages(
            Reporting reporting,
            Returns returns,
            Corrections corrections,
            Mending mending,
            Authority authority,
            Pages pages,
            ReturnDesk desk) {
        this.reporting = reporting;
        this.returns = returns;
        this.corrections = corrections;
        this.mending = mending;
        this.authority = authority;
        this.pages = pages;
        this.desk = desk;
    }

    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/reporting")
    @Requires(Permission.READ_WORK)
    ModelAndView show(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            Actor actor) {
        return page(desk.readable(code, actor), form, ReturnPeriod.parse(period), null, null, actor);
    }

    /** Takes one step for all units where it can be taken as a matter of course; says of the others why not. */
    @PostMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/reporting")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    ModelAndView take(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam ReturnStep step,
            Actor actor) {
        var superior = desk.readable(code, actor);
        var of = ReturnPeriod.parse(period);
        var several = reporting.takeForUnits(step, superior.id(), form, of, actor.id());
        return page(superior, form, of, step, several, actor);
    }

    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/reporting.csv")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> csv(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            Actor actor,
            HttpServletRequest request) {
        var superior = desk.readable(code, actor);
        var page = pages.of(request);
        var text = table(reporting.lines(superior.id(), form, ReturnPeriod.parse(period)), page);
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(
                                        page.t("reporting.title") + "_" + superior.name() + "_" + period + ".csv",
                                        StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What would mend a cross-check that is not met: units and facts. */
    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/checks")
    @Requires(Permission.READ_WORK)
    ModelAndView mending(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam(defaultValue = "0") int check,
            @RequestParam(required = false) @Nullable String column,
            Actor actor,
            HttpServletRequest request) {
        var organization = desk.readable(code, actor);
        var of = ReturnPeriod.parse(period);
        var found = mending.of(form, organization.id(), of, check, column);
        var page = pages.of(request);
        var definition = returns.compute(form, organization.id(), of).form();
        return new ModelAndView("statistics/mending")
                .addObject("organization", organization)
                .addObject("form", definition)
                .addObject("period", of)
                .addObject("column", column == null ? null : definition.column(column))
                .addObject("found", found)
                .addObject(
                        "facts",
                        found.facts().stream().map(item -> fact(item, page)).toList())
                .addObject("back", ReturnDesk.address(code, form, of));
    }

    private static ReturnDesk.Fact fact(Evidence.Item item, Page page) {
        return new ReturnDesk.Fact(
                item.occurredOn(),
                item.organizationName(),
                Sources.summary(item, page),
                Sources.forStaff(item),
                item.quantity(),
                0);
    }

    private ModelAndView page(
            Organization superior,
            String form,
            ReturnPeriod period,
            @Nullable ReturnStep step,
            @Nullable Several several,
            Actor actor) {
        var lines = reporting.lines(superior.id(), form, period);
        var possible = new EnumMap<ReturnStep, Integer>(ReturnStep.class);
        for (var one : TOGETHER) {
            var count = Reporting.eligible(one, lines).size();
            if (count > 0 && mayTake(one, superior, actor)) {
                possible.put(one, count);
            }
        }
        return new ModelAndView("statistics/reporting")
                .addObject("superior", superior)
                .addObject("form", returns.form(form, period.last()))
                .addObject("period", period)
                .addObject("lines", lines)
                .addObject("counts", reporting.counts(superior.id(), form, period))
                .addObject("day", reporting.day(form, period))
                .addObject("possible", possible)
                .addObject("extent", corrections.extent(superior.id(), form, period))
                .addObject("corrections", corrections.below(superior.id(), form, period))
                .addObject("step", step)
                .addObject("taken", several == null ? 0 : several.done())
                .addObject("refused", several == null ? Map.<String, List<Refusal>>of() : several.refused())
                .addObject("here", ReturnDesk.address(superior.code(), form, period));
    }

    private boolean mayTake(ReturnStep step, Organization superior, Actor actor) {
        return switch (step) {
            case COMPUTE, CONSOLIDATE -> authority.may(actor.id(), Permission.PREPARE_RETURN, superior.id());
            case RECEIVE ->
                authority.may(actor.id(), Permission.PREPARE_RETURN, superior.id())
                        || authority.may(actor.id(), Permission.SIGN_RETURN, superior.id());
            case ACCEPT, FREEZE -> authority.may(actor.id(), Permission.SIGN_RETURN, superior.id());
            case CONFIRM, SIGN, SUBMIT, RETURN, RESTATE ->
                throw new NoSuchElementException("Not taken for many at once: " + step);
        };
    }

    private static String table(List<ReportingLine> lines, Page page) {
        // By it the office programs of the county know that the file is UTF-8.
        var text = new StringBuilder().append('\uFEFF');
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(List.of(
                    page.t("reporting.column.code"),
                    page.t("reporting.column.unit"),
                    page.t("reporting.column.kind"),
                    page.t("reporting.column.status"),
                    page.t("reporting.column.round"),
                    page.t("reporting.column.since"),
                    page.t("reporting.column.by"),
                    page.t("reporting.column.first"),
                    page.t("reporting.column.hard"),
                    page.t("reporting.column.soft"),
                    page.t("reporting.column.corrections")));
            for (var line : lines) {
                csv.printRecord(
                        line.code(),
                        line.name(),
                        page.t(line.kind()),
                        page.t(line.status()),
                        line.round(),
                        line.since() == null ? "" : page.date(line.since()),
                        line.by(),
                        line.firstSubmittedOn() == null ? "" : line.firstSubmittedOn(),
                        line.hard(),
                        line.soft(),
                        line.corrections());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
