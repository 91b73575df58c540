package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.PaperReturn;
import io.gongkai.statistics.PaperReturns;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Returns of earlier years: taking them over from filled forms, looking at them, taking one back. */
@Controller
class PaperReturnPages {

    private final PaperReturns papers;
    private final Returns returns;
    private final Attachments attachments;
    private final Authority authority;
    private final Sight sight;
    private final Pages pages;

    PaperReturnPages(
            PaperReturns papers,
            Returns returns,
            Attachments attachments,
            Authority authority,
            Sight sight,
            Pages pages) {
        this.papers = papers;
        this.returns = returns;
        this.attachments = attachments;
        this.authority = authority;
        this.sight = sight;
        this.pages = pages;
    }

    @GetMapping("/work/returns/{code}/papers")
    @Requires(Permission.READ_WORK)
    ModelAndView list(
            @PathVariable String code,
            @RequestParam(defaultValue = "0") int taken,
            Actor actor,
            HttpServletRequest request) {
        return list(HttpStatus.OK, sight.readable(code, actor), "", List.of(), null, taken, actor, request);
    }

    @PostMapping("/work/returns/{code}/papers")
    @Requires(Permission.PREPARE_RETURN)
    ModelAndView take(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String year,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "try") String step,
            Actor actor,
            HttpServletRequest request)
            throws IOException {
        var organization = sight.readable(code, actor);
        authority.require(actor.id(), Permission.PREPARE_RETURN, organization.id());
        var refusals = new java.util.ArrayList<Refusal>();
        if (!year.strip().matches("[0-9]{4}")) {
            refusals.add(Refusal.at("year", "paper.year.choose"));
        }
        if (file == null || file.isEmpty()) {
            refusals.add(Refusal.at("file", "table.empty"));
        }
        if (file == null || !refusals.isEmpty()) {
            return list(HttpStatus.UNPROCESSABLE_CONTENT, organization, year, refusals, null, 0, actor, request);
        }
        var report = papers.take(
                ReturnDesk.FORM,
                organization,
                ReturnPeriod.parse(year.strip()),
                String.valueOf(file.getOriginalFilename()),
                file.getBytes(),
                step.equals("take"),
                actor.id());
        if (report.kept().size() == 1) {
            return new ModelAndView("redirect:/work/papers/" + report.kept().getFirst());
        }
        if (!report.kept().isEmpty()) {
            return new ModelAndView("redirect:/work/returns/%s/papers".formatted(organization.code()))
                    .addObject("taken", report.kept().size());
        }
        return list(
                report.problems().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT,
                organization,
                year,
                List.of(),
                report,
                0,
                actor,
                request);
    }

    private ModelAndView list(
            HttpStatus status,
            Organization organization,
            String year,
            List<Refusal> refusals,
            PaperReturns.@Nullable Report report,
            int taken,
            Actor actor,
            HttpServletRequest request) {
        var last = pages.of(request).today().getYear() - 1;
        return new ModelAndView("statistics/papers", status)
                .addObject("organization", organization)
                .addObject("crumbs", sight.around(organization, actor).crumbs("/work/returns/%s/papers"))
                .addObject("papers", papers.below(ReturnDesk.FORM, organization))
                .addObject("mayTake", authority.may(actor.id(), Permission.PREPARE_RETURN, organization.id()))
                .addObject(
                        "years",
                        IntStream.iterate(last, one -> one >= Returns.FIRST_YEAR, one -> one - 1)
                                .boxed()
                                .toList())
                .addObject("year", year.isEmpty() ? String.valueOf(last) : year)
                .addObject("form", returns.form(ReturnDesk.FORM))
                .addObject("refusals", refusals)
                .addObject("report", report)
                .addObject("taken", taken);
    }

    @GetMapping("/work/papers/{paper}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID paper, Actor actor, HttpServletRequest request) {
        return show(HttpStatus.OK, readable(paper, actor), "", List.of(), actor, request);
    }

    @PostMapping("/work/papers/{paper}/withdrawal")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    ModelAndView withdraw(
            @PathVariable UUID paper,
            @RequestParam(defaultValue = "") String words,
            Actor actor,
            HttpServletRequest request) {
        var found = readable(paper, actor);
        if (!mayWithdraw(found, actor)) {
            authority.require(actor.id(), Permission.PREPARE_RETURN, found.organization());
        }
        return switch (papers.withdraw(paper, words, actor.id())) {
            case Outcome.Done<PaperReturn> _ -> new ModelAndView("redirect:/work/papers/" + paper);
            case Outcome.Refused<PaperReturn>(var refusals) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, found, words, refusals, actor, request);
        };
    }

    /** The file that it was read from, as it came. */
    @GetMapping("/work/papers/{paper}/file")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> file(@PathVariable UUID paper, Actor actor) {
        var file = file(readable(paper, actor));
        return HandOut.of(file, attachments.bytes(file.id()));
    }

    private ModelAndView show(
            HttpStatus status,
            PaperReturn paper,
            String words,
            List<Refusal> refusals,
            Actor actor,
            HttpServletRequest request) {
        var organization = sight.readable(paper.organizationCode(), actor);
        var crumbs = sight.around(organization, actor).crumbs("/work/returns/%s/papers");
        crumbs.put("/work/returns/%s/papers".formatted(organization.code()), organization.name());
        return new ModelAndView("statistics/paper", status)
                .addObject("paper", paper)
                .addObject("table", SheetTable.ofPaper(pages.of(request), paper.sheet(), returns.check(paper.sheet())))
                .addObject("crumbs", crumbs)
                .addObject("file", file(paper))
                .addObject("mayWithdraw", paper.stands() && mayWithdraw(paper, actor))
                .addObject("words", words)
                .addObject("refusals", refusals);
    }

    private boolean mayWithdraw(PaperReturn paper, Actor actor) {
        return authority.may(actor.id(), Permission.PREPARE_RETURN, paper.organization())
                || authority.may(actor.id(), Permission.SIGN_RETURN, paper.organization());
    }

    private PaperReturn readable(UUID id, Actor actor) {
        var paper = papers.get(id);
        authority.require(actor.id(), Permission.READ_WORK, paper.organization());
        return paper;
    }

    private Attachment file(PaperReturn paper) {
        return attachments.find(List.of(paper.attachment())).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No file of " + paper.id()));
    }
}
