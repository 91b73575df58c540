package io.gongkai.workbench.system;

import io.gongkai.GongkaiApplication;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.database.Examination;
import io.gongkai.message.Outbox;
import io.gongkai.portal.Projector;
import io.gongkai.workbench.imports.Imports;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** How the installation is doing. It tells sizes and times, never what people wrote. */
@Controller
class SystemPages {

    private final Examination examination;
    private final Projector projector;
    private final Imports imports;
    private final Outbox outbox;
    private final Clock clock;

    SystemPages(Examination examination, Projector projector, Imports imports, Outbox outbox, Clock clock) {
        this.examination = examination;
        this.projector = projector;
        this.imports = imports;
        this.outbox = outbox;
        this.clock = clock;
    }

    @GetMapping("/work/system")
    @Requires(Permission.READ_SYSTEM)
    ModelAndView show() {
        var java = ManagementFactory.getRuntimeMXBean();
        var memory = Runtime.getRuntime();
        return new ModelAndView("workbench/system/show")
                .addObject(
                        "state",
                        new SystemState(
                                Objects.requireNonNullElse(
                                        GongkaiApplication.class.getPackage().getImplementationVersion(), ""),
                                java.getVmVersion(),
                                Instant.ofEpochMilli(java.getStartTime()),
                                memory.totalMemory() - memory.freeMemory(),
                                memory.maxMemory(),
                                examination.now(),
                                projector.backlog(),
                                imports.unfinished(),
                                outbox.backlog(),
                                clock.instant()));
    }
}
