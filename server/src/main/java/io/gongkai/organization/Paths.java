package io.gongkai.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers who stands above whom today: asked at every check of every request. Entries live for a minute at most, so that
 * a change made on another node is seen here soon.
 */
@Component
class Paths {

    private record Key(long generation, OrganizationId id, LocalDate day) {}

    private final OrganizationStore store;

    /** Grows with each change, so that a slow reader's old answer lands under a number nobody asks for any more. */
    private final AtomicLong generation = new AtomicLong();

    private final Cache<Key, List<OrganizationId>> known = Caffeine.newBuilder()
            .maximumSize(200_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Paths(OrganizationStore store) {
        this.store = store;
    }

    List<OrganizationId> path(OrganizationId id, LocalDate day) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Own own) {
            return own.paths().computeIfAbsent(id, _ -> store.path(id, day));
        }
        return known.get(new Key(generation.get(), id, day), _ -> store.path(id, day));
    }

    /** The tree changed in this transaction, which alone sees it until it ends. */
    void changed() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Own own) {
            own.paths().clear();
            return;
        }
        TransactionSynchronizationManager.bindResource(this, new Own(new HashMap<>()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(Paths.this);
                generation.incrementAndGet();
                known.invalidateAll();
            }
        });
    }

    private record Own(Map<OrganizationId, List<OrganizationId>> paths) {}
}
