package io.gongkai;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Tells whoever started the program that it answers now: every runner (the demonstration year among them) is through.
 *
 * <p>Scripts wait for this line, so it goes to standard output as it is, whatever the log is set to.
 */
@Component
@ConditionalOnProperty(name = "gongkai.command", havingValue = "false", matchIfMissing = true)
class ReadyLine {

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void on(ApplicationReadyEvent ready) {
        var port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
        if (port != null) {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)
                    .println("Gongkai is ready at http://localhost:" + port);
        }
    }
}
