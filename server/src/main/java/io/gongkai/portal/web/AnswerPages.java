package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.portal.Answers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What others have asked and been answered. */
@Controller
@OpenToAll
class AnswerPages {

    private static final int PAGE = 20;

    private final Answers answers;
    private final Counties counties;
    private final Throttle throttle;

    AnswerPages(Answers answers, Counties counties, Throttle throttle) {
        this.answers = answers;
        this.counties = counties;
        this.throttle = throttle;
    }

    @GetMapping("/answers")
    ModelAndView list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!q.isBlank()) {
            throttle.searched(request);
        }
        return new ModelAndView("portal/answer/list")
                .addObject("answers", answers.ofCounty(counties.required(request, response), q, PAGE, cursor))
                .addObject("question", q)
                .addObject("paged", cursor != null);
    }

    @GetMapping("/answers/{answer}")
    ModelAndView one(@PathVariable String answer) {
        return new ModelAndView("portal/answer/one")
                .addObject("answer", answers.answer(PublicationPages.parsed(answer)));
    }
}
