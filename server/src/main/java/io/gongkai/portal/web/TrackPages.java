package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.intake.Desks;
import io.gongkai.intake.Tracked;
import io.gongkai.intake.TrackingCode;
import io.gongkai.portal.Letterbox;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import io.gongkai.web.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/**
 * What has become of something that was sent: found by the code of its receipt and by nothing else. Whoever has the code is its
 * sender, here as at the counter.
 */
@Controller
@OpenToAll
class TrackPages {

    private final Letterbox letterbox;
    private final Desks desks;
    private final Throttle throttle;

    TrackPages(Letterbox letterbox, Desks desks, Throttle throttle) {
        this.letterbox = letterbox;
        this.desks = desks;
        this.throttle = throttle;
    }

    @GetMapping("/track")
    ModelAndView find(@RequestParam(defaultValue = "") String code, HttpServletRequest request) {
        if (code.isBlank()) {
            return asked("", List.of(), HttpStatus.OK);
        }
        throttle.lookedUp(request);
        return TrackingCode.typed(code)
                .map(typed -> new ModelAndView("redirect:/track/" + typed.text()))
                .orElseGet(() -> asked(
                        code, List.of(Refusal.at("code", "intake.track.malformed")), HttpStatus.UNPROCESSABLE_CONTENT));
    }

    /** @param sent the form that was just sent, empty otherwise */
    @GetMapping("/track/{code}")
    ModelAndView show(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String sent,
            HttpServletRequest request,
            HttpServletResponse response) {
        throttle.lookedUp(request);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Robots-Tag", "noindex");
        var typed = TrackingCode.typed(code);
        if (typed.isEmpty()) {
            return asked(code, List.of(Refusal.at("code", "intake.track.malformed")), HttpStatus.NOT_FOUND);
        }
        var tracked = letterbox.tracked(typed.get());
        var onTheirWay = letterbox.onTheirWay(typed.get());
        var form = tracked.map(Tracked::form)
                .or(() -> onTheirWay.stream().map(Letterbox.OnItsWay::form).findFirst())
                .orElse(isUnnamed(sent) ? sent : "");
        if (form.isEmpty()) {
            return asked(code, List.of(Refusal.at("code", "intake.track.unknown")), HttpStatus.NOT_FOUND);
        }
        return new ModelAndView("portal/track/show")
                .addObject("code", typed.get().text())
                .addObject("tracked", tracked.orElse(null))
                .addObject("form", form)
                .addObject("words", isUnnamed(form) ? typed.get().words() : List.of())
                .addObject("onTheirWay", onTheirWay)
                .addObject("sent", desks.doors().contains(sent) || isAct(sent) ? sent : "")
                .addObject("opened", desks.doors().contains(sent))
                .addObject(
                        "qr",
                        QrCode.of(UnitPages.address("/track/" + typed.get().text())));
    }

    @GetMapping("/track/{code}/{act}")
    ModelAndView act(@PathVariable String code, @PathVariable String act, HttpServletRequest request) {
        throttle.lookedUp(request);
        var typed = typed(code);
        var tracked = tracked(typed);
        if (!tracked.acts().contains(act)) {
            throw new NoSuchElementException("Not open: " + act);
        }
        return form(typed, tracked, act, Map.of(), List.of());
    }

    @PostMapping("/track/{code}/{act}")
    ModelAndView send(
            @PathVariable String code,
            @PathVariable String act,
            @RequestParam Map<String, String> sent,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            HttpServletRequest request) {
        throttle.sent(request);
        var typed = typed(code);
        var tracked = tracked(typed);
        if (!isAct(act)) {
            throw new NoSuchElementException("No act " + act);
        }
        var answers = AskPages.answers(sent);
        return switch (letterbox.act(typed, act, answers, AskPages.enclosed(files))) {
            case Outcome.Done<TrackingCode> _ -> new ModelAndView("redirect:/track/" + typed.text() + "?sent=" + act);
            case Outcome.Refused<TrackingCode>(var refusals) -> form(typed, tracked, act, answers, refusals);
        };
    }

    @GetMapping("/track/{code}/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable String code, @PathVariable String file, HttpServletRequest request) {
        throttle.lookedUp(request);
        var typed = typed(code);
        var id = PublicationPages.parsed(file);
        var known = tracked(typed).files().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No file " + file));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(known.mediaType()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(known.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(letterbox.file(typed, id));
    }

    private boolean isUnnamed(String door) {
        return desks.doors().contains(door) && desks.behind(door).isUnnamed(door);
    }

    private boolean isAct(String name) {
        return desks.acts().contains(name);
    }

    private ModelAndView form(
            TrackingCode code, Tracked tracked, String act, Map<String, String> answers, List<Refusal> refusals) {
        var desk = desks.of(act);
        return new ModelAndView(
                        "portal/track/act", refusals.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("code", code.text())
                .addObject("tracked", tracked)
                .addObject("filled", new Filled(act, desk.questions(act, answers), answers, false))
                .addObject("takesFiles", desk.takesFiles(act))
                .addObject("refusals", refusals);
    }

    private static ModelAndView asked(String code, List<Refusal> refusals, HttpStatus status) {
        return new ModelAndView("portal/track/find", status)
                .addObject("code", code)
                .addObject("refusals", refusals);
    }

    private static TrackingCode typed(String code) {
        return TrackingCode.typed(code).orElseThrow(() -> new NoSuchElementException("No such code"));
    }

    private Tracked tracked(TrackingCode code) {
        return letterbox.tracked(code).orElseThrow(() -> new NoSuchElementException("No such code"));
    }
}
