package io.gongkai.opinion.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.opinion.Opinion;
import io.gongkai.opinion.OpinionFilter;
import io.gongkai.opinion.OpinionLine;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Opinions;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The call sheet (热线来电登记): filled while listening, with what the caller, or others about the same, said before beside it. */
@Controller
class HotlinePages {

    private static final int EARLIER = 12;

    private final Opinions opinions;
    private final Authority authority;
    private final Sheets sheets;

    HotlinePages(Opinions opinions, Authority authority, Sheets sheets) {
        this.opinions = opinions;
        this.authority = authority;
        this.sheets = sheets;
    }

    @GetMapping("/work/hotline")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView begin(@RequestParam(defaultValue = "") String organization, Actor actor) {
        var typed = new TypedOpinion(organization, "HOTLINE", "", "", "", "NO", "", "", "", "");
        return sheet(HttpStatus.OK, typed, "", List.of(), List.of(), actor);
    }

    /**
     * Looks for earlier calls, or writes this one down.
     *
     * @param go {@code find}, {@code save} or {@code answer}: written down and answered at once
     */
    @PostMapping("/work/hotline")
    @Requires(Permission.RECEIVE_OPINION)
    ModelAndView call(
            @ModelAttribute TypedOpinion typed,
            @RequestParam(defaultValue = "find") String go,
            @RequestParam(defaultValue = "") String find,
            Actor actor) {
        if (go.equals("find")) {
            return sheet(HttpStatus.OK, typed, find, earlier(typed, find, actor), List.of(), actor);
        }
        var grounds = new ArrayList<Refusal>();
        var written = sheets.read(typed, OpinionSource.HOTLINE, grounds, actor);
        authority.require(actor.id(), Permission.RECEIVE_OPINION, written.organization());
        if (!grounds.isEmpty()) {
            grounds.addAll(opinions.refusals(written));
            return sheet(HttpStatus.UNPROCESSABLE_CONTENT, typed, find, List.of(), grounds, actor);
        }
        var outcome = go.equals("answer")
                ? opinions.answerAtOnce(written, typed.value(typed.answer()), actor.id())
                : opinions.writeDown(written, actor.id());
        return switch (outcome) {
            case Outcome.Done<Opinion>(var opinion) ->
                new ModelAndView("redirect:/work/opinions/" + opinion.id()).addObject("done", "written");
            case Outcome.Refused<Opinion>(var refusals) ->
                sheet(HttpStatus.UNPROCESSABLE_CONTENT, typed, find, List.of(), refusals, actor);
        };
    }

    /** By the caller's number and by words: each once, those of the number first. */
    private List<OpinionLine> earlier(TypedOpinion typed, String find, Actor actor) {
        var found = new LinkedHashMap<UUID, OpinionLine>();
        opinions.earlier(typed.value(typed.contact()), actor).forEach(line -> found.put(line.id(), line));
        if (!find.isBlank()) {
            opinions.list(new OpinionFilter(null, null, false, false, find), EARLIER, null, actor)
                    .items()
                    .forEach(line -> found.putIfAbsent(line.id(), line));
        }
        return found.values().stream().limit(EARLIER).toList();
    }

    private ModelAndView sheet(
            HttpStatus status,
            TypedOpinion typed,
            String find,
            List<OpinionLine> earlier,
            List<Refusal> refusals,
            Actor actor) {
        return new ModelAndView("opinion/hotline", status)
                .addObject("typed", typed)
                .addObject("find", find)
                .addObject("searched", status == HttpStatus.OK && !(find + typed.value(typed.contact())).isBlank())
                .addObject("earlier", earlier)
                .addObject("units", sheets.units(actor))
                .addObject("refusals", refusals);
    }
}
