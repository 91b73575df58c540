package io.gongkai.workbench.today;

import io.gongkai.account.Actor;
import io.gongkai.account.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** {@code /work}. */
@Controller
class TodayController {

    private final Today today;

    TodayController(Today today) {
        this.today = today;
    }

    @GetMapping("/work")
    @Requires
    ModelAndView show(Actor actor) {
        var gathered = today.waitingFor(actor);
        return new ModelAndView("workbench/today/index")
                .addObject("mine", gathered.mine())
                .addObject("others", gathered.others())
                .addObject("units", today.units(actor))
                .addObject("overdue", today.overdueBelow(actor));
    }
}
