package io.gongkai.portal;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Puts down blank envelopes at random moments. The log of the database remembers when each envelope was put down; among these
 * nobody can tell which were real, so that who was at a computer at that moment proves nothing.
 */
@Component
@ConditionalOnProperty(name = "gongkai.command", havingValue = "false", matchIfMissing = true)
class Covers {

    private static final Logger log = LoggerFactory.getLogger(Covers.class);

    /** Between two on the average. */
    private static final Duration MEAN = Duration.ofMinutes(12);

    private final Letterbox letterbox;
    private final TaskScheduler scheduler;
    private final Clock clock;
    private final boolean isPublic;

    Covers(Letterbox letterbox, TaskScheduler scheduler, Clock clock, @Value("${gongkai.zone}") String zone) {
        this.letterbox = letterbox;
        this.scheduler = scheduler;
        this.clock = clock;
        this.isPublic = !zone.toLowerCase(Locale.ROOT).equals("work");
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (isPublic) {
            next();
        }
    }

    /** Exponential gaps have no memory: when one comes says nothing of when the next will. */
    private void next() {
        var gap = -Math.log(1 - ThreadLocalRandom.current().nextDouble()) * MEAN.toMillis();
        scheduler.schedule(this::putDown, clock.instant().plusMillis((long) gap));
    }

    private void putDown() {
        try {
            letterbox.cover();
        } catch (RuntimeException e) {
            log.warn("A blank envelope could not be put down: {}", e.getClass().getName());
        } finally {
            next();
        }
    }
}
