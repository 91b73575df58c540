package io.gongkai.organization;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers who stands above whom and when: asked at every check of every request. Entries live for a minute at most, so that
 * a change made on another node is seen here soon.
 */
@Component
class Paths {

    /**
     * Somebody who stood above an organization for some days.
     *
     * @param until first day without it, null while it lasts
     * @param foundedOn first day of the organization itself
     * @param goneOn first day without the organization itself, null while it stands
     */
    record Rung(
            OrganizationId above,
            LocalDate from,
            @Nullable LocalDate until,
            LocalDate foundedOn,
            @Nullable LocalDate goneOn) {

        /** On a day before or after its own time an organization stands where it first or last stood. */
        boolean holdsOn(LocalDate day) {
            var asked = goneOn != null && !day.isBefore(goneOn) ? goneOn.minusDays(1) : day;
            var on = asked.isBefore(foundedOn) ? foundedOn : asked;
            return !from.isAfter(on) && (until == null || on.isBefore(until));
        }
    }

    private record Key(long generation, OrganizationId id) {}

    private final OrganizationStore store;

    /** Grows with each change, so that a slow reader's old answer lands under a number nobody asks for any more. */
    private final AtomicLong generation = new AtomicLong();

    private final Cache<Key, List<Rung>> known = Caffeine.newBuilder()
            .maximumSize(200_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Paths(OrganizationStore store) {
        this.store = store;
    }

    /** From the top down to and including the organization. */
    List<OrganizationId> path(OrganizationId id, LocalDate day) {
        return rungs(id).stream()
                .filter(rung -> rung.holdsOn(day))
                .map(Rung::above)
                .toList();
    }

    private List<Rung> rungs(OrganizationId id) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Own own) {
            return own.rungs().computeIfAbsent(id, store::rungs);
        }
        return known.get(new Key(generation.get(), id), key -> store.rungs(key.id()));
    }

    /** The tree changed in this transaction, which alone sees it until it ends. */
    void changed() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Own own) {
            own.rungs().clear();
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

    private record Own(Map<OrganizationId, List<Rung>> rungs) {}
}
