package io.gongkai.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.gongkai.shared.PersonId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * People and their appointments in memory, because every check asks for them.
 *
 * <p>A change counts at once on this node and after at most a minute on others. A transaction that changed somebody reads
 * past the memory until it ends, so nobody else acts on an appointment that may yet be rolled back.
 */
@Component
class KnownPeople {

    private final AccountStore store;
    private final LoadingCache<PersonId, Optional<Account>> accounts;

    KnownPeople(AccountStore store) {
        this.store = store;
        this.accounts = Caffeine.newBuilder()
                .maximumSize(20_000)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build(store::account);
    }

    Optional<Account> find(PersonId person) {
        if (TransactionSynchronizationManager.getResource(this) instanceof Set<?> changed && changed.contains(person)) {
            return store.account(person);
        }
        return accounts.get(person);
    }

    void changed(PersonId person) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            accounts.invalidate(person);
            return;
        }
        changedHere().add(person);
    }

    @SuppressWarnings("unchecked") // bound by this method only
    private Set<PersonId> changedHere() {
        if (TransactionSynchronizationManager.getResource(this) instanceof Set<?> changed) {
            return (Set<PersonId>) changed;
        }
        var changed = new HashSet<PersonId>();
        TransactionSynchronizationManager.bindResource(this, changed);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(KnownPeople.this);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(KnownPeople.this, changed);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(KnownPeople.this);
                accounts.invalidateAll(changed);
            }
        });
        return changed;
    }
}
