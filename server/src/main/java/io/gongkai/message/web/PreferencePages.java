package io.gongkai.message.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Requires;
import io.gongkai.message.Chosen;
import io.gongkai.message.Gateways;
import io.gongkai.message.Medium;
import io.gongkai.message.Preferences;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How somebody who works here wants to be told. */
@Controller
class PreferencePages {

    private final Preferences preferences;
    private final Gateways gateways;

    PreferencePages(Preferences preferences, Gateways gateways) {
        this.preferences = preferences;
        this.gateways = gateways;
    }

    @GetMapping("/work/account/messages")
    @Requires
    ModelAndView show(@RequestParam(defaultValue = "false") boolean done, Actor actor) {
        return page(preferences.of(actor.id()), actor, List.of()).addObject("done", done);
    }

    @PostMapping("/work/account/messages")
    @Requires
    ModelAndView choose(
            @RequestParam(defaultValue = "") String mail,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "false") boolean byMail,
            @RequestParam(defaultValue = "false") boolean bySms,
            Actor actor) {
        var typed = new Chosen(mail, phone, byMail, bySms);
        return switch (preferences.choose(actor.id(), typed)) {
            case Outcome.Done<Chosen> _ -> new ModelAndView("redirect:/work/account/messages?done=true");
            case Outcome.Refused<Chosen>(var refusals) ->
                page(typed, actor, refusals).addObject("done", false);
        };
    }

    private ModelAndView page(Chosen chosen, Actor actor, List<Refusal> refusals) {
        return new ModelAndView(
                        "message/preferences", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("chosen", chosen)
                .addObject("mailGoes", reaches(actor, Medium.MAIL))
                .addObject("smsGoes", reaches(actor, Medium.SMS))
                .addObject("refusals", refusals);
    }

    /** Whether any of the person's counties sends by it. */
    private boolean reaches(Actor actor, Medium medium) {
        return actor.appointments().stream().anyMatch(post -> gateways.reaches(post.organization(), medium));
    }
}
