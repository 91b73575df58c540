package io.gongkai.portal;

import io.gongkai.calendar.CalendarYearReplaced;
import io.gongkai.calendar.LimitChanged;
import io.gongkai.catalog.CatalogTookEffect;
import io.gongkai.catalog.DutiesChanged;
import io.gongkai.channel.DeliveriesChanged;
import io.gongkai.disclosure.PublicationChanged;
import io.gongkai.intake.DeskRulesChanged;
import io.gongkai.intake.TrackedChanged;
import io.gongkai.ledger.EntriesRecorded;
import io.gongkai.opinion.PublicOpinionsChanged;
import io.gongkai.opinion.survey.RatingsChanged;
import io.gongkai.opinion.survey.RoundChanged;
import io.gongkai.organization.FacilityClosed;
import io.gongkai.organization.FacilityOpened;
import io.gongkai.organization.LeadingGroupDissolved;
import io.gongkai.organization.LeadingGroupFormed;
import io.gongkai.organization.OrganizationChanged;
import io.gongkai.organization.OrganizationDissolved;
import io.gongkai.organization.OrganizationEstablished;
import io.gongkai.organization.OrganizationId;
import io.gongkai.request.ReleaseChanged;
import io.gongkai.request.TopicChanged;
import io.gongkai.statistics.ReturnChanged;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hears what changed inside and notes it, in the transaction of the change: a change that is not committed is not copied,
 * and one that is cannot be forgotten.
 */
@Component
class ProjectionQueue {

    /** What is copied afresh, by key. */
    enum Kind {
        ORGANIZATION,
        CATALOG,
        DUTIES,
        PUBLICATION,
        DELIVERIES,
        TRACKED,
        PROMISES,
        RETURN,
        ANSWER,
        TOPIC,
        OPINIONS,
        SURVEY,
        RATINGS
    }

    private final ProjectionStore store;
    private final Projector projector;

    ProjectionQueue(ProjectionStore store, Projector projector) {
        this.store = store;
        this.projector = projector;
    }

    @EventListener
    void on(PublicationChanged event) {
        note(Kind.PUBLICATION, event.publication());
    }

    @EventListener
    void on(DeliveriesChanged event) {
        note(Kind.DELIVERIES, event.publication());
    }

    @EventListener
    void on(CatalogTookEffect event) {
        note(Kind.CATALOG, event.organization().value());
    }

    @EventListener
    void on(DutiesChanged event) {
        note(Kind.DUTIES, event.organization().value());
    }

    @EventListener
    void on(OrganizationEstablished event) {
        note(event.organization());
    }

    @EventListener
    void on(OrganizationChanged event) {
        note(event.organization());
    }

    @EventListener
    void on(OrganizationDissolved event) {
        note(event.organization());
    }

    @EventListener
    void on(FacilityOpened event) {
        note(event.facility().organization());
    }

    @EventListener
    void on(FacilityClosed event) {
        note(event.facility().organization());
    }

    @EventListener
    void on(LeadingGroupFormed event) {
        note(event.group().organization());
    }

    @EventListener
    void on(LeadingGroupDissolved event) {
        note(event.group().organization());
    }

    /** The projector goes by the ledger's numbers; it only has to be told that there are new ones. */
    @EventListener
    void on(EntriesRecorded event) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    projector.signal();
                }
            });
        }
    }

    @EventListener
    void on(TrackedChanged event) {
        note(Kind.TRACKED, List.of(event.code().text()));
    }

    @EventListener
    void on(DeskRulesChanged event) {
        note(Kind.PROMISES, event.county());
    }

    @EventListener
    void on(LimitChanged event) {
        note(Kind.PROMISES, event.county());
    }

    /** Whoever has a top of a tree may have promised a day in that year. */
    @EventListener
    void on(CalendarYearReplaced event) {
        note(Kind.PROMISES, store.counties());
    }

    @EventListener
    void on(ReturnChanged event) {
        note(Kind.RETURN, event.id());
    }

    @EventListener
    void on(ReleaseChanged event) {
        note(Kind.ANSWER, event.request());
    }

    @EventListener
    void on(TopicChanged event) {
        note(Kind.TOPIC, event.topic());
    }

    @EventListener
    void on(PublicOpinionsChanged event) {
        note(Kind.OPINIONS, event.organization().value());
    }

    @EventListener
    void on(RoundChanged event) {
        note(Kind.SURVEY, event.round());
    }

    @EventListener
    void on(RatingsChanged event) {
        note(Kind.RATINGS, event.organization().value());
    }

    private void note(OrganizationId organization) {
        note(Kind.ORGANIZATION, organization.value());
    }

    private void note(Kind kind, UUID key) {
        note(kind, List.of(key.toString()));
    }

    private void note(Kind kind, List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            store.enqueue(notes(kind, keys));
            projector.signal();
            return;
        }
        var waiting = (Waiting) TransactionSynchronizationManager.getResource(this);
        if (waiting == null) {
            waiting = new Waiting();
            TransactionSynchronizationManager.bindResource(this, waiting);
            TransactionSynchronizationManager.registerSynchronization(waiting);
        }
        waiting.add(notes(kind, keys));
    }

    private static List<ProjectionStore.Pending> notes(Kind kind, List<String> keys) {
        return keys.stream().map(key -> new ProjectionStore.Pending(kind, key)).toList();
    }

    /** What one transaction has to note: written with one statement before it commits, however much changed in it. */
    private final class Waiting implements TransactionSynchronization {

        private final Set<ProjectionStore.Pending> notes = new LinkedHashSet<>();
        private boolean written;

        void add(List<ProjectionStore.Pending> more) {
            if (written) {
                store.enqueue(more);
            } else {
                notes.addAll(more);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            store.enqueue(notes);
            written = true;
        }

        @Override
        public void afterCommit() {
            projector.signal();
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(ProjectionQueue.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ProjectionQueue.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(ProjectionQueue.this);
        }
    }
}
