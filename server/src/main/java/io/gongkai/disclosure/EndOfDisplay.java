package io.gongkai.disclosure;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes down every night, and at each start, what was to be on display no longer than the day before. */
@Component
class EndOfDisplay {

    private final Disclosures disclosures;

    EndOfDisplay(Disclosures disclosures) {
        this.disclosures = disclosures;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 5 0 * * *", zone = "Asia/Shanghai")
    void takeDown() {
        disclosures.expire();
    }
}
