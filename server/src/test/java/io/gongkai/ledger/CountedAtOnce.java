package io.gongkai.ledger;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** In tests whoever records something finds it counted when it is committed, without waiting for the worker. */
@Component
class CountedAtOnce {

    private final Counting counting;

    CountedAtOnce(Counting counting) {
        this.counting = counting;
    }

    @EventListener
    void on(EntriesRecorded event) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    counting.catchUp();
                }
            });
        }
    }
}
