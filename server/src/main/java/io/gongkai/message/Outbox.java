package io.gongkai.message;

import static org.springframework.transaction.annotation.Propagation.MANDATORY;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The front door for whoever has something to tell. A message is queued in the transaction of what it tells of: it exists if and
 * only if that does.
 *
 * <p>When a message was queued is kept to the instant. What somebody did who gave no name must not be told by one.
 */
@Service
public class Outbox {

    /** What nobody could send in this time is of no use any more. */
    static final Duration OF_USE = Duration.ofDays(3);

    private record Destination(
            Medium medium, String address, @Nullable PersonId person) {}

    private final OutboxStore store;
    private final GatewayStore gateways;
    private final Templates templates;
    private final Preferences preferences;
    private final Organizations organizations;
    private final Authority authority;
    private final Moves moves;
    private final Dispatcher dispatcher;
    private final Clock clock;
    private final String publicAddress;

    Outbox(
            OutboxStore store,
            GatewayStore gateways,
            Templates templates,
            Preferences preferences,
            Organizations organizations,
            Authority authority,
            Moves moves,
            Dispatcher dispatcher,
            Clock clock,
            @Value("${gongkai.public-address}") String publicAddress) {
        this.store = store;
        this.gateways = gateways;
        this.templates = templates;
        this.preferences = preferences;
        this.organizations = organizations;
        this.authority = authority;
        this.moves = moves;
        this.dispatcher = dispatcher;
        this.clock = clock;
        this.publicAddress = publicAddress.replaceFirst("/+$", "");
    }

    /**
     * Queues a message, in the sender's own words or the county's. A county without a gateway for the medium tells nobody by it,
     * and one who works here and has chosen the workbench alone is told nothing: then nothing is queued.
     *
     * @return what was queued; two for one who is told by mail and by SMS
     * @throws IllegalArgumentException when the values are not those that the kind asks for
     */
    @Transactional(propagation = MANDATORY)
    public List<UUID> queue(NewMessage message) {
        var kind = templates.kind(message.kind());
        if (!kind.values().equals(message.values().keySet())) {
            throw new IllegalArgumentException("%s asks for %s and was given %s"
                    .formatted(
                            kind.key(),
                            new TreeSet<>(kind.values()),
                            new TreeSet<>(message.values().keySet())));
        }
        var organization = organizations.get(message.inTheNameOf());
        var county = organization.path().getFirst();
        var queued = new ArrayList<UUID>();
        for (var to : destinations(message.to())) {
            if (gateways.isActive(county, to.medium())) {
                queued.add(queue(message, kind, county, organization.name(), to));
            }
        }
        if (!queued.isEmpty()) {
            wakeAfterCommit();
        }
        return queued;
    }

    private void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                dispatcher.signal();
            }
        });
    }

    /** Everything that was queued about a matter, the first first, without addresses. */
    public List<SentMessage> about(String cause) {
        return store.about(cause);
    }

    /** Has everything that waits tried at once: the gateway is well again. Returns how many were put forward. */
    @Transactional
    public int tryNow(OrganizationId county, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        gateways.wake(county);
        var hurried = store.hurry(county.value(), clock.instant());
        wakeAfterCommit();
        return hurried;
    }

    /**
     * Has a dead letter sent again, as a person decides: one of which nobody knows may then come twice. A text that was forgotten
     * after its time is sent by nobody.
     */
    @Transactional
    public Outcome<UUID> sendAgain(UUID id, PersonId by) {
        var message = store.find(id).orElseThrow(() -> new NoSuchElementException("message " + id));
        authority.require(by, Permission.MANAGE_MESSAGES, message.organization());
        if (!moves.sendAgain(id, by, clock.instant().plus(OF_USE))) {
            return Outcome.refused(Refusal.of("message.again.not", message.status()));
        }
        wakeAfterCommit();
        return Outcome.done(id);
    }

    /**
     * A filter for the list; null components do not filter.
     *
     * @param dead only those that ask a person to look
     */
    public record Filter(@Nullable Medium medium, @Nullable MessageStatus status, boolean dead) {}

    /** A message with all that happened to it. */
    public record Details(SentMessage message, List<MessageMove> moves, boolean canBeSentAgain) {

        public Details {
            moves = List.copyOf(moves);
        }
    }

    /** A county's messages, the newest first. */
    public Slice<SentMessage> list(OrganizationId county, Filter filter, int size, @Nullable UUID cursor, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        var lines = store.list(county, filter, cursor, size + 1);
        return lines.size() <= size
                ? new Slice<>(lines, null)
                : new Slice<>(lines.subList(0, size), lines.get(size - 1).id().toString());
    }

    /** One message; who reads it reads no address and no text. */
    public Details details(UUID id, PersonId by) {
        var message = store.find(id).orElseThrow(() -> new NoSuchElementException("message " + id));
        authority.require(by, Permission.MANAGE_MESSAGES, message.organization());
        return new Details(
                message,
                store.moves(id),
                store.isReadable(id)
                        && Lifecycle.after(message.status(), MessageStep.SEND_AGAIN)
                                .isPresent());
    }

    /** Sends a test to whomever the administrator names, himself most likely. */
    @Transactional
    public Outcome<UUID> sendTest(OrganizationId county, Medium medium, String address, PersonId by) {
        authority.require(by, Permission.MANAGE_MESSAGES, county);
        var to = Recipient.of(address);
        var fits = medium == Medium.MAIL
                ? to.filter(Recipient.Mailbox.class::isInstance)
                : to.filter(Recipient.Telephone.class::isInstance);
        if (fits.isEmpty()) {
            return Outcome.refused(Refusal.at(
                    "address",
                    medium == Medium.MAIL ? "message.preference.mail.wrong" : "message.preference.phone.wrong"));
        }
        var queued = queue(
                new NewMessage(OwnKinds.TEST.key(), county, fits.get(), Map.of(), "", "test:" + UUID.randomUUID()));
        return queued.isEmpty() ? Outcome.refused(Refusal.of("message.test.off")) : Outcome.done(queued.getFirst());
    }

    /** How the outbox of all counties together stands. */
    public Backlog backlog() {
        return store.backlog(clock.instant());
    }

    private UUID queue(NewMessage message, MessageKind kind, OrganizationId county, String sender, Destination to) {
        var wording = templates.inForce(county, kind, to.medium());
        var values = new HashMap<>(message.values());
        values.put("organization", sender);
        values.put("today", LocalDate.now(clock).toString());
        values.put("link", message.path().isEmpty() ? "" : publicAddress + message.path());
        var id = store.newId();
        var now = clock.instant();
        var today = store.countTo(to.address(), now.minus(Duration.ofDays(1)));
        store.insert(
                id,
                county,
                message,
                wording.version(),
                to.medium(),
                to.person(),
                templates.written(wording, to.medium(), to.address(), sender, values),
                today < to.medium().mostADay() ? null : Ground.ENOUGH_FOR_TODAY,
                now,
                now.plus(OF_USE));
        return id;
    }

    private List<Destination> destinations(Recipient to) {
        return switch (to) {
            case Recipient.Mailbox(var address) -> List.of(new Destination(Medium.MAIL, address, null));
            case Recipient.Telephone(var number) -> List.of(new Destination(Medium.SMS, number, null));
            case Recipient.Staff(var person) -> {
                var chosen = preferences.of(person);
                var destinations = new ArrayList<Destination>();
                if (chosen.byMail()) {
                    destinations.add(new Destination(Medium.MAIL, chosen.mail(), person));
                }
                if (chosen.bySms()) {
                    destinations.add(new Destination(Medium.SMS, chosen.phone(), person));
                }
                yield destinations;
            }
        };
    }
}
