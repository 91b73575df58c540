package io.gongkai.message.web;

import io.gongkai.account.Actor;
import io.gongkai.account.People;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.message.Medium;
import io.gongkai.message.MessageKind;
import io.gongkai.message.TemplateVersion;
import io.gongkai.message.Templates;
import io.gongkai.message.Wording;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** In which words a county writes to people. */
@Controller
class TemplatePages {

    private final Templates templates;
    private final MessageCounty counties;
    private final People people;

    TemplatePages(Templates templates, MessageCounty counties, People people) {
        this.templates = templates;
        this.counties = counties;
        this.people = people;
    }

    @GetMapping("/work/messages/templates")
    @Requires(Permission.WRITE_TEMPLATE)
    ModelAndView list(Actor actor) {
        var county = counties.of(actor, Permission.WRITE_TEMPLATE);
        var lines = templates.kinds().stream()
                .map(kind -> new TemplateLine(
                        kind,
                        templates.isOwn(county.id(), kind, Medium.MAIL),
                        templates.isOwn(county.id(), kind, Medium.SMS)))
                .toList();
        return new ModelAndView("message/templates").addObject("county", county).addObject("lines", lines);
    }

    @GetMapping("/work/messages/templates/{code}/{kind}/{medium}")
    @Requires(Permission.WRITE_TEMPLATE)
    ModelAndView show(
            @PathVariable String code,
            @PathVariable String kind,
            @PathVariable Medium medium,
            @RequestParam(defaultValue = "false") boolean done,
            Actor actor,
            HttpServletRequest request) {
        var county = counties.of(code, actor, Permission.WRITE_TEMPLATE);
        var known = templates.kind(kind);
        var wording = templates.inForce(county.id(), known, medium);
        return page(
                actor,
                county,
                known,
                medium,
                wording.version(),
                wording.subject(),
                wording.body(),
                "",
                null,
                done,
                List.of(),
                Pages.locale(request));
    }

    @PostMapping("/work/messages/templates/{code}/{kind}/{medium}")
    @Requires(Permission.WRITE_TEMPLATE)
    ModelAndView write(
            @PathVariable String code,
            @PathVariable String kind,
            @PathVariable Medium medium,
            @RequestParam(defaultValue = "0") int before,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String body,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "save") String act,
            Actor actor,
            HttpServletRequest request) {
        var county = counties.of(code, actor, Permission.WRITE_TEMPLATE);
        var known = templates.kind(kind);
        var locale = Pages.locale(request);
        if (act.equals("preview")) {
            var refusals = templates.refusals(known, medium, subject, body);
            var shown =
                    refusals.isEmpty() ? templates.preview(county.id(), known, medium, subject, body, locale) : null;
            return page(actor, county, known, medium, before, subject, body, reason, shown, false, refusals, locale);
        }
        return switch (templates.write(county.id(), known, medium, before, subject, body, reason, actor.id())) {
            case Outcome.Done<Wording> _ ->
                new ModelAndView("redirect:/work/messages/templates/%s/%s/%s?done=true"
                        .formatted(county.code(), known.key(), medium));
            case Outcome.Refused<Wording>(var refusals) ->
                page(actor, county, known, medium, before, subject, body, reason, null, false, refusals, locale);
        };
    }

    private ModelAndView page(
            Actor actor,
            Organization county,
            MessageKind kind,
            Medium medium,
            int before,
            String subject,
            String body,
            String reason,
            @Nullable Wording shown,
            boolean done,
            List<Refusal> refusals,
            Locale locale) {
        var versions = templates.versions(county.id(), kind, medium);
        var form = new TemplateForm(
                county,
                kind,
                medium,
                before,
                subject,
                body,
                reason,
                places(kind, locale),
                templates.programs(kind, medium),
                versions,
                people.names(versions.stream()
                        .map(TemplateVersion::writtenBy)
                        .distinct()
                        .toList()),
                shown,
                done,
                templates.mayWrite(actor.id(), county.id()),
                refusals);
        return new ModelAndView(
                "message/template",
                Map.of("form", form),
                refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private Map<String, String> places(MessageKind kind, Locale locale) {
        var names = new ArrayList<>(new TreeSet<>(kind.values()));
        names.addAll(new TreeSet<>(MessageKind.COMMON));
        var places = new LinkedHashMap<String, String>();
        names.forEach(name -> places.put(name, templates.placeName(name, locale)));
        return places;
    }
}
