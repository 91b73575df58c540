package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.portal.PublicTopics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What members and residents want to see disclosed, and what came of it. */
@Controller
@OpenToAll
class PublicTopicPages {

    private static final int PAGE = 20;

    private final PublicTopics topics;
    private final Counties counties;

    PublicTopicPages(PublicTopics topics, Counties counties) {
        this.topics = topics;
        this.counties = counties;
    }

    @GetMapping("/topics")
    ModelAndView list(
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            HttpServletResponse response) {
        return new ModelAndView("portal/topic/list")
                .addObject("topics", topics.ofCounty(counties.required(request, response), PAGE, cursor))
                .addObject("paged", cursor != null);
    }

    @GetMapping("/topics/{topic}")
    ModelAndView one(@PathVariable String topic) {
        return new ModelAndView("portal/topic/one").addObject("topic", topics.topic(PublicationPages.parsed(topic)));
    }
}
