package io.gongkai.account.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.Authority;
import io.gongkai.account.Requires;
import io.gongkai.account.Sessions;
import io.gongkai.account.SignIns;
import io.gongkai.account.Tokens;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What everybody may do with the own account. */
@Controller
class OwnAccountPages {

    private static final Set<String> DONE = Set.of("password", "session", "revoked");

    private final Authority authority;
    private final Organizations organizations;
    private final SignIns signIns;
    private final Sessions sessions;
    private final Tokens tokens;
    private final Clock clock;

    OwnAccountPages(
            Authority authority,
            Organizations organizations,
            SignIns signIns,
            Sessions sessions,
            Tokens tokens,
            Clock clock) {
        this.authority = authority;
        this.organizations = organizations;
        this.signIns = signIns;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping("/work/account")
    @Requires
    ModelAndView show(@RequestParam(defaultValue = "") String done, Actor actor, HttpSession session) {
        return page(actor, session, null, DONE.contains(done) ? "account.own.done." + done : null, List.of(), Map.of());
    }

    @PostMapping("/work/account/password")
    @Requires
    ModelAndView changePassword(
            @RequestParam(defaultValue = "") String present,
            @RequestParam(defaultValue = "") String wanted,
            Actor actor,
            HttpSession session) {
        return switch (signIns.changePassword(actor, present, wanted, session.getId())) {
            case Outcome.Done<PersonId> _ -> new ModelAndView("redirect:/work/account?done=password");
            case Outcome.Refused<PersonId>(var refusals) -> page(actor, session, null, null, refusals, Map.of());
        };
    }

    @PostMapping("/work/account/sessions/{handle}/end")
    @Requires
    String endSession(@PathVariable String handle, Actor actor) {
        sessions.end(actor.id(), handle);
        return "redirect:/work/account?done=session";
    }

    /** The answer is the page itself, not a redirect: the secret is shown once and kept nowhere. */
    @PostMapping("/work/account/tokens")
    @Requires
    ModelAndView issueToken(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable LocalDate expiresOn,
            Actor actor,
            HttpSession session) {
        var until = expiresOn == null ? suggestedExpiry() : expiresOn;
        return switch (tokens.issue(actor.id(), name, until)) {
            case Outcome.Done<Tokens.Issued>(var issued) ->
                page(actor, session, issued.secret(), null, List.of(), Map.of());
            case Outcome.Refused<Tokens.Issued>(var refusals) ->
                page(actor, session, null, null, refusals, Map.of("name", name, "expiresOn", until.toString()));
        };
    }

    @PostMapping("/work/account/tokens/{token}/revoke")
    @Requires
    String revokeToken(@PathVariable UUID token, Actor actor) {
        tokens.revoke(token, actor.id());
        return "redirect:/work/account?done=revoked";
    }

    private ModelAndView page(
            Actor actor,
            HttpSession session,
            @Nullable String secret,
            @Nullable String done,
            List<Refusal> refusals,
            Map<String, String> typed) {
        var account = new OwnAccount(
                actor.login(),
                actor.name(),
                actor.appointments(),
                names(actor),
                sessions.of(actor.id(), session.getId()),
                tokens.of(actor.id()),
                suggestedExpiry(),
                authority.mustChangePassword(actor.id()),
                secret,
                done,
                refusals,
                typed);
        return new ModelAndView(
                "account/own",
                Map.of("account", account),
                refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private Map<UUID, String> names(Actor actor) {
        return actor.appointments().stream()
                .map(Appointment::organization)
                .distinct()
                .collect(Collectors.toMap(
                        OrganizationId::value, id -> organizations.get(id).name()));
    }

    private LocalDate suggestedExpiry() {
        return LocalDate.now(clock).plusDays(90);
    }
}
