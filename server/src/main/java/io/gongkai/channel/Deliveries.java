package io.gongkai.channel;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.disclosure.PublicationChanged;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records where and when publications were shown. A withdrawal does not take showings back: they happened, so they stay in the
 * history and in the count; only the content is no longer counted.
 */
@Service
public class Deliveries {

    static final int PLACE_MAX = 100;
    private static final int MOST_IN_AN_ISSUE = 200;

    private final DeliveryStore store;
    private final Authority authority;
    private final Organizations organizations;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Messages messages;
    private final Clock clock;

    Deliveries(
            DeliveryStore store,
            Authority authority,
            Organizations organizations,
            Ledger ledger,
            ApplicationEventPublisher events,
            Messages messages,
            Clock clock) {
        this.store = store;
        this.authority = authority;
        this.organizations = organizations;
        this.ledger = ledger;
        this.events = events;
        this.messages = messages;
        this.clock = clock;
    }

    /** Shown at a meeting, in the media, at a press briefing or otherwise: one delivery for each time. */
    @Transactional
    public Outcome<Delivery> deliver(UUID publication, ChannelType channel, LocalDate on, String place, PersonId by) {
        var shown = showable(publication);
        authority.require(by, Permission.RECORD_DELIVERY, shown.organization());
        var where = place.strip();
        var refusals = new ArrayList<>(refusalsToShow(shown, channel, on));
        refusals.addAll(refusalsOfDayAndPlace(on, where));
        if (channel.appearsInIssues()) {
            refusals.add(Refusal.at("channel", "channel.deliver.inIssues", channel));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var delivery = store.deliver(publication, channel, on, where, by, now());
        if (delivery.isEmpty()) {
            return Outcome.refused(Refusal.at("on", "channel.deliver.double", channel, on, where));
        }
        ledger.record(new Fact(
                measure(channel),
                shown.organization(),
                on,
                1,
                new Source("DELIVERY", delivery.get().id()),
                shown.title(),
                shown.scope() == DisclosureScope.SOCIETY,
                by));
        events.publishEvent(new DeliveriesChanged(publication));
        return Outcome.done(delivery.get());
    }

    /**
     * A dated edition of a board, screen, bulletin or SMS that carries these publications; it is counted once however
     * many it carries. Without publications it states that nothing changed. Numbered by year and channel. It may carry what
     * the organization itself or one above it published.
     */
    @Transactional
    public Outcome<List<Delivery>> issue(
            OrganizationId organization,
            ChannelType channel,
            LocalDate on,
            String place,
            List<UUID> publications,
            PersonId by) {
        authority.require(by, Permission.RECORD_DELIVERY, organization);
        var where = place.strip();
        var ids = publications.stream().distinct().toList();
        var refusals = new ArrayList<>(refusalsOfDayAndPlace(on, where));
        if (!channel.appearsInIssues()) {
            refusals.add(Refusal.at("channel", "channel.issue.noIssues", channel));
        }
        if (ids.size() > MOST_IN_AN_ISSUE) {
            refusals.add(Refusal.at("publications", "channel.issue.tooMany", MOST_IN_AN_ISSUE));
            return Outcome.refused(refusals);
        }
        var shown = store.showables(ids);
        if (shown.size() != ids.size()) {
            throw new NoSuchElementException("No such publications among " + ids);
        }
        var path = organizations.path(organization);
        for (var one : shown) {
            if (!path.contains(one.organization())) {
                refusals.add(Refusal.at("publications", "channel.issue.ofOther"));
            } else {
                refusals.addAll(refusalsToShow(one, channel, on));
            }
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var at = now();
        var issue = store.issue(organization, channel, on, where, ids.isEmpty(), by, at);
        if (issue.isEmpty()) {
            return Outcome.refused(Refusal.at("on", "channel.issue.double", channel, on, where));
        }
        var deliveries = store.deliverIn(issue.get(), ids, by, at);
        if (deliveries.size() != ids.size()) {
            throw new IllegalStateException("An edition just made carries something already: " + issue.get());
        }
        ledger.record(new Fact(
                measure(channel),
                organization,
                on,
                1,
                new Source("ISSUE", issue.get().id()),
                inWords("channel.record.issue", String.valueOf(issue.get().number()), where),
                shown.stream().allMatch(one -> one.scope() == DisclosureScope.SOCIETY),
                by));
        ids.forEach(id -> events.publishEvent(new DeliveriesChanged(id)));
        return Outcome.done(deliveries);
    }

    /** What is released to society with the site among its channels is on the site from that moment: it records itself. */
    @EventListener
    void on(PublicationChanged changed) {
        switch (changed.change()) {
            case PUBLISHED, CORRECTED ->
                store.deliverOnSite(changed.publication(), inWords("channel.record.site"), LocalDate.now(clock), now())
                        .ifPresent(onSite -> {
                            ledger.record(new Fact(
                                    Measure.WEB_PUBLICATION,
                                    changed.organization(),
                                    onSite.on(),
                                    1,
                                    new Source("DELIVERY", onSite.id()),
                                    onSite.title(),
                                    true,
                                    null));
                            events.publishEvent(new DeliveriesChanged(changed.publication()));
                        });
            case WITHDRAWN, EXPIRED, OUTCOME_RECORDED -> {}
        }
    }

    /** In order of day. Who may read the publication may read this. */
    @Transactional(readOnly = true)
    public List<Delivery> of(UUID publication) {
        return store.of(publication);
    }

    /** An organization's editions, the latest first. */
    @Transactional(readOnly = true)
    public List<Issue> issues(OrganizationId organization, int limit, PersonId by) {
        authority.require(by, Permission.READ_WORK, organization);
        return store.issues(organization, limit);
    }

    /** One edition, for staff of the organization that made it. */
    @Transactional(readOnly = true)
    public Issue issue(UUID issue, PersonId by) {
        var found = store.issue(issue).orElseThrow(() -> new NoSuchElementException("No issue " + issue));
        authority.require(by, Permission.READ_WORK, found.organization());
        return found;
    }

    /** The publications that an edition carried, in its order. */
    @Transactional(readOnly = true)
    public List<UUID> carriedBy(UUID issue) {
        return store.carriedBy(issue);
    }

    /** The publication that was shown. */
    @Transactional(readOnly = true)
    public UUID publicationShownIn(UUID delivery) {
        return store.publicationShownIn(delivery)
                .orElseThrow(() -> new NoSuchElementException("No delivery " + delivery));
    }

    /** What an edition of this channel may carry: planned for it, on display, and of this organization or one above it. */
    @Transactional(readOnly = true)
    public List<Showable> candidates(OrganizationId organization, ChannelType channel, int limit, PersonId by) {
        authority.require(by, Permission.RECORD_DELIVERY, organization);
        return store.candidates(organization, organizations.path(organization), channel, limit);
    }

    /** For staff who may record showings there. */
    @Transactional(readOnly = true)
    public Showable showable(UUID publication, PersonId by) {
        var shown = showable(publication);
        authority.require(by, Permission.READ_WORK, shown.organization());
        return shown;
    }

    private Showable showable(UUID publication) {
        return store.showables(List.of(publication)).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No publication " + publication));
    }

    private List<Refusal> refusalsToShow(Showable shown, ChannelType channel, LocalDate on) {
        var refusals = new ArrayList<Refusal>();
        if (!shown.channels().contains(channel)) {
            refusals.add(Refusal.at("channel", "channel.deliver.notApproved", channel, shown.title()));
        }
        if (on.isBefore(shown.publishedOn())) {
            refusals.add(Refusal.at("on", "channel.deliver.before", shown.publishedOn(), shown.title()));
        }
        if (!shown.standing()) {
            refusals.add(Refusal.of("channel.deliver.ended", shown.title()));
        }
        return refusals;
    }

    private List<Refusal> refusalsOfDayAndPlace(LocalDate on, String place) {
        var refusals = new ArrayList<Refusal>();
        if (on.isAfter(LocalDate.now(clock))) {
            refusals.add(Refusal.at("on", "channel.deliver.future"));
        }
        if (place.isEmpty() || place.codePointCount(0, place.length()) > PLACE_MAX) {
            refusals.add(Refusal.at("place", "channel.deliver.place", PLACE_MAX));
        }
        return refusals;
    }

    private static Measure measure(ChannelType channel) {
        return switch (channel) {
            case BOARD -> Measure.BOARD_ISSUE;
            case SCREEN -> Measure.SCREEN_ISSUE;
            case NEWS_MEDIA -> Measure.MEDIA_PUBLICATION;
            case WEB -> Measure.WEB_PUBLICATION;
            case MEETING -> Measure.MEETING_PUBLICATION;
            case SMS -> Measure.SMS_ISSUE;
            case PRESS_BRIEFING -> Measure.PRESS_BRIEFING;
            case BULLETIN -> Measure.BULLETIN_ISSUE;
            case OTHER -> Measure.OTHER_FORM_PUBLICATION;
        };
    }

    /** The record is in Chinese whoever reads it. */
    private String inWords(String key, Object... details) {
        return messages.text(Locale.SIMPLIFIED_CHINESE, key, details);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
