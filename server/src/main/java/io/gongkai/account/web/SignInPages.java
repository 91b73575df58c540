package io.gongkai.account.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Appointment;
import io.gongkai.account.AuditLog;
import io.gongkai.account.Authority;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.People;
import io.gongkai.account.SignIns;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** In and out by the front door. */
@Controller
class SignInPages {

    private final SignIns signIns;
    private final SessionContexts sessions;
    private final People people;
    private final Authority authority;
    private final Organizations organizations;
    private final AuditLog log;

    SignInPages(
            SignIns signIns,
            SessionContexts sessions,
            People people,
            Authority authority,
            Organizations organizations,
            AuditLog log) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.people = people;
        this.authority = authority;
        this.organizations = organizations;
        this.log = log;
    }

    @GetMapping("/sign-in")
    @OpenToAll
    ModelAndView show(@RequestParam(defaultValue = "/work") String from, @Nullable Actor actor) {
        return actor == null ? page("", from, List.of()) : new ModelAndView("redirect:" + LocalPath.of(from));
    }

    @PostMapping("/sign-in")
    @OpenToAll
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/work") String from,
            HttpServletRequest request) {
        return switch (signIns.signIn(login, password, request.getRemoteAddr())) {
            case Outcome.Done<PersonId>(var person) -> {
                sessions.open(person, request);
                yield new ModelAndView("redirect:" + LocalPath.of(from));
            }
            case Outcome.Refused<PersonId>(var refusals) -> page(login, from, refusals);
        };
    }

    @PostMapping("/sign-out")
    @OpenToAll
    String signOut(@Nullable Actor actor, HttpServletRequest request) {
        var session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        if (actor != null) {
            log.signedOut(actor);
        }
        return "redirect:/";
    }

    private ModelAndView page(String login, String from, List<Refusal> refusals) {
        var view = new ModelAndView(
                "account/sign-in", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
        view.addObject("login", login);
        view.addObject("from", LocalPath.of(from));
        view.addObject("refusals", refusals);
        view.addObject("demonstration", demonstration());
        return view;
    }

    private List<DemonstrationAccount> demonstration() {
        return people.shownOnSignInPage().stream()
                .flatMap(person -> authority.actor(person).stream())
                .flatMap(this::shown)
                .toList();
    }

    private Stream<DemonstrationAccount> shown(Actor actor) {
        return actor.appointments().stream()
                .limit(1)
                .map(first -> new DemonstrationAccount(
                        actor.login(),
                        actor.name(),
                        actor.appointments().stream()
                                .filter(other -> other.organization().equals(first.organization()))
                                .map(Appointment::role)
                                .distinct()
                                .toList(),
                        organizations.get(first.organization()).name(),
                        People.DEMONSTRATION_PASSWORD));
    }
}
