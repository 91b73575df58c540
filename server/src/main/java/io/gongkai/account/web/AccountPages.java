package io.gongkai.account.web;

import io.gongkai.account.Accounts;
import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
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
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The security administrator's pages. What he may, {@link Accounts} decides. */
@Controller
class AccountPages {

    private static final int PAGE = 50;
    private static final Set<String> DONE = Set.of("appointed", "ended", "disabled", "enabled", "unlocked");

    private final Accounts accounts;
    private final Authority authority;
    private final Organizations organizations;
    private final Clock clock;

    AccountPages(Accounts accounts, Authority authority, Organizations organizations, Clock clock) {
        this.accounts = accounts;
        this.authority = authority;
        this.organizations = organizations;
        this.clock = clock;
    }

    @GetMapping("/work/accounts")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            Actor actor) {
        var slice = accounts.list(actor.id(), q, PAGE, cursor);
        return new ModelAndView(
                "account/list",
                Map.of("list", new AccountList(slice.items(), q, cursor == null, slice.next(), clock.instant())));
    }

    @GetMapping("/work/accounts/new")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView blank() {
        return form(AccountForm.EMPTY, List.of());
    }

    @PostMapping("/work/accounts")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView register(@ModelAttribute AccountForm form, Actor actor) {
        var outcome = accounts.register(
                AccountForm.text(form.login()), AccountForm.text(form.name()), form.post(), actor.id());
        return switch (outcome) {
            case Outcome.Refused<Accounts.FirstPassword>(var refusals) -> form(form, refusals);
            case Outcome.Done<Accounts.FirstPassword>(var first) ->
                details(first.person(), actor, first.password(), null, List.of(), AccountForm.EMPTY);
        };
    }

    @GetMapping("/work/accounts/{person}")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView show(@PathVariable PersonId person, @RequestParam(defaultValue = "") String done, Actor actor) {
        var key = DONE.contains(done) ? "account.details.done." + done : null;
        return details(person, actor, null, key, List.of(), AccountForm.EMPTY);
    }

    @PostMapping("/work/accounts/{person}/appointments")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView appoint(@PathVariable PersonId person, @ModelAttribute AccountForm form, Actor actor) {
        return switch (accounts.appoint(person, form.post(), actor.id())) {
            case Outcome.Done<Appointment> _ -> done(person, "appointed");
            case Outcome.Refused<Appointment>(var refusals) -> details(person, actor, null, null, refusals, form);
        };
    }

    @PostMapping("/work/accounts/{person}/appointments/{appointment}/end")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView endAppointment(
            @PathVariable PersonId person,
            @PathVariable UUID appointment,
            @RequestParam(required = false) @Nullable LocalDate on,
            Actor actor) {
        var end = on == null ? LocalDate.now(clock) : on;
        return switch (accounts.endAppointment(appointment, end, actor.id())) {
            case Outcome.Done<Appointment> _ -> done(person, "ended");
            case Outcome.Refused<Appointment>(var refusals) ->
                details(person, actor, null, null, refusals, AccountForm.EMPTY);
        };
    }

    @PostMapping("/work/accounts/{person}/disable")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView disable(@PathVariable PersonId person, Actor actor) {
        accounts.disable(person, actor.id());
        return done(person, "disabled");
    }

    @PostMapping("/work/accounts/{person}/enable")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView enable(@PathVariable PersonId person, Actor actor) {
        accounts.enable(person, actor.id());
        return done(person, "enabled");
    }

    @PostMapping("/work/accounts/{person}/unlock")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView unlock(@PathVariable PersonId person, Actor actor) {
        accounts.unlock(person, actor.id());
        return done(person, "unlocked");
    }

    /** The answer is the page itself, not a redirect: the password is shown once and kept nowhere. */
    @PostMapping("/work/accounts/{person}/password")
    @Requires(Permission.MANAGE_ACCOUNTS)
    ModelAndView resetPassword(@PathVariable PersonId person, Actor actor) {
        var first = accounts.resetPassword(person, actor.id());
        return details(person, actor, first.password(), null, List.of(), AccountForm.EMPTY);
    }

    private static ModelAndView done(PersonId person, String what) {
        return new ModelAndView("redirect:/work/accounts/%s?done=%s".formatted(person, what));
    }

    private static ModelAndView form(AccountForm typed, List<Refusal> refusals) {
        return new ModelAndView("account/new", Map.of("typed", typed, "refusals", refusals), status(refusals));
    }

    private ModelAndView details(
            PersonId person,
            Actor actor,
            @Nullable String password,
            @Nullable String done,
            List<Refusal> refusals,
            AccountForm typed) {
        var found = accounts.details(person, actor.id());
        var today = LocalDate.now(clock);
        var endable = found.appointments().stream()
                .filter(post -> !person.equals(actor.id()))
                .filter(post -> post.validUntil() == null || post.validUntil().isAfter(today))
                .filter(post -> authority.may(actor.id(), Permission.MANAGE_ACCOUNTS, post.organization()))
                .map(Appointment::id)
                .toList();
        var names = found.appointments().stream()
                .map(Appointment::organization)
                .distinct()
                .collect(Collectors.toMap(
                        OrganizationId::value, id -> organizations.get(id).name()));
        var page = new AccountDetails(
                found.account(),
                found.appointments(),
                names,
                endable,
                found.manageable(),
                person.equals(actor.id()),
                clock.instant(),
                password,
                done,
                refusals,
                typed);
        return new ModelAndView("account/details", Map.of("details", page), status(refusals));
    }

    private static HttpStatus status(List<Refusal> refusals) {
        return refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
    }
}
