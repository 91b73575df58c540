package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.document.Attachment;
import io.gongkai.document.Attachments;
import io.gongkai.document.HandOut;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Correction;
import io.gongkai.statistics.Corrections;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** Manual corrections: proposed by one, decided by another. */
@Controller
public class CorrectionPages {

    /** What was typed, as it was typed. */
    public record TypedCorrection(
            @Nullable String row,
            @Nullable String becomes,
            @Nullable String becomesBase,
            @Nullable String reason) {

        /** Never null, for the fields of the form. */
        public String value(@Nullable String typed) {
            return typed == null ? "" : typed;
        }
    }

    private final Corrections corrections;
    private final Returns returns;
    private final Attachments attachments;
    private final Authority authority;
    private final ReturnDesk desk;

    CorrectionPages(
            Corrections corrections, Returns returns, Attachments attachments, Authority authority, ReturnDesk desk) {
        this.corrections = corrections;
        this.returns = returns;
        this.attachments = attachments;
        this.authority = authority;
        this.desk = desk;
    }

    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/correction")
    @Requires(Permission.PREPARE_RETURN)
    ModelAndView form(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam(defaultValue = "") String row,
            Actor actor) {
        var typed = new TypedCorrection(row, "", "", "");
        return form(HttpStatus.OK, mayPropose(code, actor), form, ReturnPeriod.parse(period), typed, List.of());
    }

    @PostMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/correction")
    @Requires(Permission.PREPARE_RETURN)
    ModelAndView propose(
            @PathVariable String code,
            @PathVariable String period,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @ModelAttribute TypedCorrection typed,
            @RequestParam(required = false) @Nullable MultipartFile attachment,
            Actor actor) {
        var organization = mayPropose(code, actor);
        var of = ReturnPeriod.parse(period);
        var grounds = new ArrayList<Refusal>();
        // Kept only when nothing else is wrong; until then it counts as being there.
        var sent = attachment != null && !attachment.isEmpty();
        grounds.addAll(corrections.grounds(proposal(organization, form, of, typed, sent ? new UUID(0, 0) : null)));
        var file = grounds.isEmpty() ? Upload.store(attachments, attachment, actor.id(), grounds) : null;
        if (!grounds.isEmpty()) {
            return form(HttpStatus.UNPROCESSABLE_CONTENT, organization, form, of, typed, grounds);
        }
        return switch (corrections.propose(proposal(organization, form, of, typed, file), actor.id())) {
            case Outcome.Done<UUID>(var id) -> done(id, "PROPOSED");
            case Outcome.Refused<UUID>(var refusals) ->
                form(HttpStatus.UNPROCESSABLE_CONTENT, organization, form, of, typed, refusals);
        };
    }

    @GetMapping("/work/corrections/{correction}")
    @Requires(Permission.READ_WORK)
    ModelAndView show(@PathVariable UUID correction, @RequestParam(defaultValue = "") String done, Actor actor) {
        return show(HttpStatus.OK, readable(correction, actor), List.of(), "", done, actor);
    }

    @PostMapping("/work/corrections/{correction}/confirmation")
    @Requires(Permission.SIGN_RETURN)
    ModelAndView confirm(@PathVariable UUID correction, Actor actor) {
        return answer(correction, corrections.confirm(correction, actor.id()), "", "IN_FORCE", actor);
    }

    @PostMapping("/work/corrections/{correction}/refusal")
    @Requires(Permission.SIGN_RETURN)
    ModelAndView refuse(@PathVariable UUID correction, @RequestParam(defaultValue = "") String words, Actor actor) {
        return answer(correction, corrections.refuse(correction, words, actor.id()), words, "REFUSED", actor);
    }

    @PostMapping("/work/corrections/{correction}/withdrawal")
    @Requires({Permission.PREPARE_RETURN, Permission.SIGN_RETURN})
    ModelAndView withdraw(@PathVariable UUID correction, @RequestParam(defaultValue = "") String words, Actor actor) {
        return answer(correction, corrections.withdraw(correction, words, actor.id()), words, "WITHDRAWN", actor);
    }

    @GetMapping("/work/corrections/{correction}/attachment")
    @Requires(Permission.READ_WORK)
    ResponseEntity<byte[]> attachment(@PathVariable UUID correction, Actor actor) {
        var file = file(readable(correction, actor));
        return HandOut.of(file, attachments.bytes(file.id()));
    }

    private Organization mayPropose(String code, Actor actor) {
        var organization = desk.readable(code, actor);
        authority.require(actor.id(), Permission.PREPARE_RETURN, organization.id());
        return organization;
    }

    private Correction readable(UUID id, Actor actor) {
        var correction = corrections.get(id);
        authority.require(actor.id(), Permission.READ_WORK, correction.organization());
        return correction;
    }

    private static Corrections.Proposal proposal(
            Organization organization,
            String form,
            ReturnPeriod period,
            TypedCorrection typed,
            @Nullable UUID attachment) {
        return new Corrections.Proposal(
                form,
                organization.id(),
                period,
                typed.value(typed.row()),
                number(typed.value(typed.becomes())),
                number(typed.value(typed.becomesBase())),
                typed.value(typed.reason()),
                attachment);
    }

    /** Null for what is no number: then the service says what is wanted. */
    private static @Nullable Long number(String typed) {
        return typed.strip().matches("[0-9]{1,9}") ? Long.valueOf(typed.strip()) : null;
    }

    private ModelAndView form(
            HttpStatus status,
            Organization organization,
            String form,
            ReturnPeriod period,
            TypedCorrection typed,
            List<Refusal> refusals) {
        var sheet = returns.compute(form, organization.id(), period);
        return new ModelAndView("statistics/correction-form", status)
                .addObject("organization", organization)
                .addObject("sheet", sheet)
                .addObject("rows", Corrections.rows(sheet.form()))
                .addObject("typed", typed)
                .addObject("refusals", refusals)
                .addObject("back", ReturnDesk.address(organization.code(), form, period));
    }

    private ModelAndView answer(UUID id, Outcome<Correction> outcome, String words, String done, Actor actor) {
        return switch (outcome) {
            case Outcome.Done<Correction> _ -> done(id, done);
            case Outcome.Refused<Correction>(var refusals) ->
                show(HttpStatus.UNPROCESSABLE_CONTENT, readable(id, actor), refusals, words, "", actor);
        };
    }

    private ModelAndView show(
            HttpStatus status, Correction correction, List<Refusal> refusals, String words, String done, Actor actor) {
        var signs = authority.may(actor.id(), Permission.SIGN_RETURN, correction.organization());
        return new ModelAndView("statistics/correction", status)
                .addObject("correction", correction)
                .addObject("form", returns.form(correction.form(), correction.effectiveOn()))
                .addObject("file", file(correction))
                .addObject("mayDecide", signs && !correction.proposedBy().equals(actor.id()))
                .addObject(
                        "mayWithdraw",
                        signs || authority.may(actor.id(), Permission.PREPARE_RETURN, correction.organization()))
                .addObject("refusals", refusals)
                .addObject("words", words)
                .addObject("done", done)
                .addObject(
                        "back",
                        ReturnDesk.address(correction.organizationCode(), correction.form(), correction.period()));
    }

    private static ModelAndView done(UUID id, String what) {
        return new ModelAndView("redirect:/work/corrections/" + id).addObject("done", what);
    }

    private Attachment file(Correction correction) {
        return attachments.find(List.of(correction.attachment())).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No attachment of " + correction.id()));
    }
}
