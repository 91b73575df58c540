package io.gongkai.catalog;

import java.time.Clock;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What a new day brings by itself: versions take effect, and periods that have begun bring about their duties. */
@Component
class CatalogDays {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogDays.class);

    private final Catalogs catalogs;
    private final Duties duties;
    private final Clock clock;

    CatalogDays(Catalogs catalogs, Duties duties, Clock clock) {
        this.catalogs = catalogs;
        this.duties = duties;
        this.clock = clock;
    }

    /** At start, and shortly after midnight in the county; doing it twice does nothing more. */
    @EventListener(ApplicationReadyEvent.class)
    @Scheduled(cron = "0 5 0 * * *", zone = "Asia/Shanghai")
    public void begin() {
        var today = LocalDate.now(clock);
        for (var version : catalogs.whoseDayHasCome(today)) {
            catalogs.takeEffect(version);
            LOG.info("Catalog version {} took effect", version);
        }
        duties.bringAbout(today);
    }
}
