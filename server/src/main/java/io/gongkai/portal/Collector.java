package io.gongkai.portal;

import io.gongkai.intake.Desks;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries inward what the public has put down, one at a time: the desk takes it in and it is gone from the public side in one
 * transaction, so a program killed between the two loses nothing and doubles nothing. A program that serves the public zone
 * alone carries nothing; the one on the work side fetches.
 */
@Component
public class Collector implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    /** Longest wait when nobody signals, for what another program has put down. */
    private static final long POLL_MILLIS = 1000;

    private final CollectorStore store;
    private final Desks desks;
    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final boolean carries;
    private final Semaphore wanted = new Semaphore(0);
    private volatile boolean stopped;
    private @Nullable Thread worker;

    Collector(
            CollectorStore store,
            Desks desks,
            PlatformTransactionManager transactions,
            @Value("${gongkai.zone}") String zone) {
        this.store = store;
        this.desks = desks;
        this.transaction = new TransactionTemplate(transactions);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.carries = !zone.toLowerCase(Locale.ROOT).equals("public");
    }

    /** Takes in until nothing waits. What was put down before the call has been taken in after it, or could not be. */
    public void drain() {
        carry();
        transaction.executeWithoutResult(_ -> store.awaitOthers());
    }

    private void carry() {
        while (Boolean.TRUE.equals(
                transaction.execute(_ -> store.next().map(this::takeIn).orElse(false)))) {
            // each is a transaction of its own
        }
    }

    /** Something was put down. */
    void arrived() {
        wanted.release();
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (carries) {
            store.tryAgain();
            worker = Thread.ofVirtual().name("intake-collector").start(this::work);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        arrived();
        if (worker != null) {
            worker.join(10_000);
        }
    }

    private void work() {
        while (!stopped) {
            try {
                if (wanted.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                if (!stopped) {
                    carry();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // What waits is still there; the next round tries again.
                log.warn(
                        "The intake could not be carried inward: {}",
                        e.getClass().getName());
            }
        }
    }

    /** Whether there may be more. The desk works within a savepoint: what fails leaves nothing behind, and is noted all the same. */
    private boolean takeIn(CollectorStore.Waiting waiting) {
        try {
            var refusal = Objects.requireNonNull(
                    savepoint.execute(_ -> desks.of(waiting.incoming().form()).receive(waiting.incoming())));
            if (refusal.isEmpty()) {
                store.remove(waiting.id());
            } else {
                store.refuse(waiting.id(), refusal.get().code());
            }
        } catch (RuntimeException e) {
            // Neither its words nor a message that may quote them may come into the log.
            log.error(
                    "Intake {} could not be taken in and is kept: {} at {}",
                    waiting.id(),
                    e.getClass().getName(),
                    e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]);
            store.failed(waiting.id());
        }
        return true;
    }
}
