package io.gongkai.portal.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.catalog.ContentCategory;
import io.gongkai.portal.Portal;
import io.gongkai.portal.Portal.Filter;
import io.gongkai.portal.Unit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Search in what was released to society, and what is offered while somebody types. */
@Controller
@OpenToAll
class SearchPages {

    /** A longer question is cut: nobody types it, and it would only cost. */
    private static final int LONGEST_QUESTION = 200;

    private final Portal portal;
    private final Throttle throttle;

    SearchPages(Portal portal, Throttle throttle) {
        this.portal = portal;
        this.throttle = throttle;
    }

    @GetMapping("/search")
    ModelAndView search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String org,
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "1") String page,
            HttpServletRequest request) {
        throttle.searched(request);
        var question = cut(q.strip());
        var unit = org.isEmpty() ? null : portal.findUnit(org).orElse(null);
        var filter = filter(question, category(category), unit, year);
        var number = number(page);
        return new ModelAndView("portal/search")
                .addObject("question", question)
                .addObject("category", category(category))
                .addObject("unit", unit)
                .addObject(
                        "year",
                        filter.from() == null
                                ? ""
                                : String.valueOf(filter.from().getYear()))
                .addObject("number", number)
                .addObject("result", portal.search(filter, number));
    }

    @GetMapping("/search/suggestions")
    ModelAndView suggestions(@RequestParam(defaultValue = "") String q, HttpServletRequest request) {
        throttle.searched(request);
        return new ModelAndView("portal/suggestions").addObject("suggestions", portal.suggestions(cut(q.strip())));
    }

    private static Filter filter(
            String question, @Nullable ContentCategory category, @Nullable Unit unit, String year) {
        LocalDate from = null;
        LocalDate to = null;
        try {
            if (year.matches("[0-9]{4}")) {
                from = LocalDate.of(Integer.parseInt(year), 1, 1);
                to = LocalDate.of(Integer.parseInt(year), 12, 31);
            }
        } catch (DateTimeException odd) {
            // a year that is none narrows nothing
        }
        return new Filter(null, null, unit == null ? null : unit.id(), category, from, to, question);
    }

    private static @Nullable ContentCategory category(String name) {
        for (var category : ContentCategory.values()) {
            if (category.name().equals(name)) {
                return category;
            }
        }
        return null;
    }

    private static int number(String page) {
        return page.matches("[0-9]{1,3}") ? Math.max(1, Integer.parseInt(page)) : 1;
    }

    private static String cut(String question) {
        return question.codePointCount(0, question.length()) <= LONGEST_QUESTION
                ? question
                : question.substring(0, question.offsetByCodePoints(0, LONGEST_QUESTION));
    }
}
