package io.gongkai.ledger;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts what was recorded, as soon as it is committed; under a stream of facts many at a time. */
@Component
@ConditionalOnProperty(name = "gongkai.command", havingValue = "false", matchIfMissing = true)
class CountingWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CountingWorker.class);

    /** Longest wait when nobody signals, for what another node recorded. */
    private static final long POLL_MILLIS = 500;

    /**
     * From the end of one batch to the next: the superiors' rows are written once for all that came meanwhile. It rests for as
     * long as it has worked, within these limits, so that under a stream of facts most of the machine is left to who records.
     */
    private static final long SHORTEST_PAUSE_MILLIS = 200;

    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final Counting counting;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    CountingWorker(Counting counting) {
        this.counting = counting;
    }

    @EventListener
    void on(EntriesRecorded event) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    wanted.release();
                }
            });
        }
    }

    /** Whoever opens the first page finds everything counted. */
    @EventListener
    @Order(0)
    void on(ApplicationReadyEvent ready) {
        counting.catchUp();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("ledger-counting").daemon().start(this::work);
    }

    @Override
    public void stop() {
        running = false;
        wanted.release();
        try {
            if (thread != null) {
                thread.join(10_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            try {
                if (wanted.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                for (var more = true; running && more; ) {
                    var begun = System.nanoTime();
                    more = counting.countSome();
                    var millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
                    TimeUnit.MILLISECONDS.sleep(Math.clamp(millis, SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // Nothing was counted that is not in the watermark; the next round tries again.
                log.warn("The ledger could not be counted", e);
            }
        }
    }
}
