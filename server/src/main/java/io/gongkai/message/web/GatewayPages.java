package io.gongkai.message.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.message.GatewayView;
import io.gongkai.message.Gateways;
import io.gongkai.message.Medium;
import io.gongkai.message.Outbox;
import io.gongkai.message.Protocol;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** By what a county sends. What was typed as a password is never sent back. */
@Controller
class GatewayPages {

    private static final Set<String> DONE = Set.of("saved", "on", "off");

    private final Gateways gateways;
    private final Outbox outbox;
    private final MessageCounty counties;
    private final String publicAddress;

    GatewayPages(
            Gateways gateways,
            Outbox outbox,
            MessageCounty counties,
            @Value("${gongkai.public-address}") String publicAddress) {
        this.gateways = gateways;
        this.outbox = outbox;
        this.counties = counties;
        this.publicAddress = publicAddress;
    }

    @GetMapping("/work/messages/gateways")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView show(@RequestParam(defaultValue = "") String done, Actor actor) {
        return page(counties.of(actor, Permission.MANAGE_MESSAGES), actor, null, Map.of(), List.of())
                .addObject("done", DONE.contains(done) ? "message.gateways.done." + done : "");
    }

    @PostMapping("/work/messages/gateways/{code}/{protocol}")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView set(
            @PathVariable String code,
            @PathVariable Protocol protocol,
            @RequestParam Map<String, String> typed,
            Actor actor) {
        var county = counties.of(code);
        return switch (gateways.set(
                county.id(), GatewayForm.settings(protocol, typed), GatewayForm.secrets(typed), true, actor.id())) {
            case Outcome.Done<UUID> _ -> new ModelAndView("redirect:/work/messages/gateways?done=saved");
            case Outcome.Refused<UUID>(var refusals) ->
                page(county, actor, protocol.name(), GatewayForm.withoutSecrets(typed), refusals);
        };
    }

    @PostMapping("/work/messages/gateways/{code}/{medium}/use")
    @Requires(Permission.MANAGE_MESSAGES)
    String use(
            @PathVariable String code,
            @PathVariable Medium medium,
            @RequestParam(defaultValue = "false") boolean active,
            Actor actor) {
        gateways.use(counties.of(code).id(), medium, active, actor.id());
        return "redirect:/work/messages/gateways?done=" + (active ? "on" : "off");
    }

    @PostMapping("/work/messages/gateways/{code}/{medium}/test")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView test(
            @PathVariable String code,
            @PathVariable Medium medium,
            @RequestParam(defaultValue = "") String address,
            Actor actor) {
        var county = counties.of(code);
        return switch (outbox.sendTest(county.id(), medium, address, actor.id())) {
            case Outcome.Done<UUID>(var id) -> new ModelAndView("redirect:/work/messages/" + id);
            case Outcome.Refused<UUID>(var refusals) ->
                page(county, actor, medium.name(), Map.of("address", address), refusals);
        };
    }

    /** The answer is the page itself, not a redirect: the secret is shown once. */
    @PostMapping("/work/messages/gateways/{code}/receipt-secret")
    @Requires(Permission.MANAGE_MESSAGES)
    ModelAndView renewSecret(@PathVariable String code, Actor actor) {
        var county = counties.of(code);
        var secret = gateways.renewReceiptSecret(county.id(), actor.id());
        var page = page(county, actor, null, Map.of(), List.of());
        var id = gateways.views(county.id(), actor.id()).stream()
                .filter(view -> view.medium() == Medium.SMS)
                .map(GatewayView::id)
                .findFirst()
                .orElseThrow();
        return page.addObject("secret", "%s/api/v1/message-receipts/%s/%s".formatted(publicAddress, id, secret));
    }

    /** @param refused the form that was refused, by its protocol or, for a test, its medium */
    private ModelAndView page(
            Organization county,
            Actor actor,
            @Nullable String refused,
            Map<String, String> typed,
            List<Refusal> refusals) {
        var present = new EnumMap<Protocol, GatewayView>(Protocol.class);
        gateways.views(county.id(), actor.id()).forEach(view -> present.put(Protocol.of(view.settings()), view));
        var forms = new EnumMap<Protocol, GatewayFields>(Protocol.class);
        for (var protocol : Protocol.values()) {
            var isRefused = protocol.name().equals(refused);
            var view = present.get(protocol);
            forms.put(
                    protocol,
                    new GatewayFields(
                            protocol,
                            view,
                            isRefused
                                    ? typed
                                    : view == null ? GatewayForm.empty(protocol) : GatewayForm.of(view.settings()),
                            isRefused ? refusals : List.of()));
        }
        var view = new ModelAndView(
                        "message/gateways", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("county", county)
                .addObject("forms", forms)
                .addObject("tested", refused == null ? "" : refused)
                .addObject("address", typed.getOrDefault("address", ""))
                .addObject("refusals", refusals)
                .addObject("done", "");
        return view;
    }
}
