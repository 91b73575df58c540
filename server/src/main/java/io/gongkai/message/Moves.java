package io.gongkai.message;

import io.gongkai.shared.PersonId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the moves of {@link Lifecycle}, each with its record, one at a time for each message. */
@Service
class Moves {

    /** Longer than any carrier waits for an answer. */
    static final Duration CLAIM = Duration.ofMinutes(5);

    /** How often a gateway may put a message off before it is given up; the waits grow from half a minute to an hour. */
    static final int MOST_TRIES = 12;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** What a gateway says about what it has taken. */
    enum Receipt {
        DELIVERED(MessageStep.CONFIRM),
        FAILED(MessageStep.BOUNCE);

        private final MessageStep step;

        Receipt(MessageStep step) {
            this.step = step;
        }
    }

    private final OutboxStore store;
    private final Clock clock;

    Moves(OutboxStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The next message for a gateway. One that cannot be read is given up, and the next taken instead. */
    @Transactional
    public Optional<Parcel> claim(Gateway gateway) {
        while (true) {
            var now = clock.instant();
            var claimed = store.claim(gateway.county(), gateway.medium(), now, now.plus(CLAIM));
            if (claimed.isEmpty()) {
                return Optional.empty();
            }
            var one = claimed.get();
            store.noteClaim(one.id(), now);
            if (one.letter().isPresent()) {
                return Optional.of(new Parcel(
                        one.id(),
                        one.round(),
                        one.attempt(),
                        one.tries(),
                        one.letter().get(),
                        store.taken(one.id(), one.round())));
            }
            move(one.id(), MessageStatus.SENDING, MessageStep.REFUSE, Ground.UNREADABLE, "", null);
        }
    }

    /** What came of it. An answer to an attempt that somebody has sent again meanwhile is too late to say anything. */
    @Transactional
    public void record(Gateway gateway, Parcel parcel, HandOver handOver) {
        var state = store.lock(parcel.id()).orElseThrow();
        switch (handOver) {
            case HandOver.Accepted(var references) -> {
                takenParts(gateway, parcel, references, references.size());
                answer(state, parcel, MessageStep.ACCEPT, null, "");
                settle(parcel.id(), parcel.round());
            }
            case HandOver.Refused(var ground, var detail) -> answer(state, parcel, MessageStep.REFUSE, ground, detail);
            case HandOver.Lost(var ground, var detail, var taken, var parts) -> {
                takenParts(gateway, parcel, taken, parts);
                answer(state, parcel, MessageStep.LOSE, ground, detail);
            }
            case HandOver.Deferred(var ground, var detail, var taken, var parts) -> {
                takenParts(gateway, parcel, taken, parts);
                var tries = parcel.tries() + 1;
                if (tries >= MOST_TRIES) {
                    answer(state, parcel, MessageStep.REFUSE, Ground.TOO_OFTEN, detail);
                } else if (answer(state, parcel, MessageStep.DEFER, ground, detail)) {
                    store.putOff(parcel.id(), clock.instant().plus(wait(tries)), tries);
                }
            }
        }
    }

    /** Puts a claimed message back: the gateway went away before it was spoken to, which is nothing about the message. */
    @Transactional
    public void putBack(Parcel parcel, Ground ground) {
        answer(store.lock(parcel.id()).orElseThrow(), parcel, MessageStep.DEFER, ground, "");
    }

    /**
     * A receipt, however often and in whatever order they come. One for a name that nobody knows yet is kept until it is known.
     *
     * @param reference the gateway's name for it, or our own
     */
    @Transactional
    public void receive(UUID gateway, String reference, Receipt receipt, String detail) {
        store.lockReference(gateway, reference);
        var part = store.part(gateway, reference);
        if (part.isPresent()) {
            var message = part.get().message();
            store.lock(message);
            store.receipt(gateway, message, part.get().round(), reference, receipt.name());
            settle(message, part.get().round());
            return;
        }
        var own = own(gateway, reference);
        if (own.isPresent()) {
            settle(own.get().message(), own.get().round(), receipt, detail);
        } else {
            store.keepEarly(gateway, reference, receipt.name(), detail, clock.instant());
        }
    }

    /** Has it sent again, as a person decided. False where there is nothing to be sent again, or nothing left to send. */
    @Transactional
    public boolean sendAgain(UUID id, PersonId by, Instant expires) {
        var state = store.lock(id).orElseThrow();
        if (!state.readable() || !move(id, state.status(), MessageStep.SEND_AGAIN, null, "", by)) {
            return false;
        }
        store.beginRound(id, clock.instant(), expires);
        return true;
    }

    /** Says of what was taken up and not heard of since that nobody knows, and gives up what has become old. */
    @Transactional
    public void clearUp(Instant now) {
        for (var lapsed : store.lapsed(now)) {
            // A gateway that takes one name once may be given it again: it knows what we do not.
            var step = lapsed.repeatable() ? MessageStep.DEFER : MessageStep.LOSE;
            store.lock(lapsed.id())
                    .filter(state -> state.status() == MessageStatus.SENDING && state.attempt() == lapsed.attempt())
                    .ifPresent(state -> move(lapsed.id(), state.status(), step, Ground.INTERRUPTED, "", null));
        }
        for (var id : store.expired(now)) {
            store.lock(id).ifPresent(state -> move(id, state.status(), MessageStep.GIVE_UP, Ground.TOO_OLD, "", null));
        }
    }

    /** Half a minute, then twice as long each time, at most an hour. */
    static Duration wait(int tries) {
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries - 1, 10));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private boolean answer(
            OutboxStore.State state, Parcel parcel, MessageStep step, @Nullable Ground ground, String detail) {
        return state.attempt() == parcel.attempt()
                && state.round() == parcel.round()
                && move(parcel.id(), state.status(), step, ground, detail, null);
    }

    private void takenParts(Gateway gateway, Parcel parcel, List<String> references, int parts) {
        for (var i = 0; i < references.size(); i++) {
            var reference = references.get(i);
            store.lockReference(gateway.id(), reference);
            store.insertPart(parcel.id(), parcel.round(), i, parts, gateway.id(), reference);
            for (var early : store.takeEarly(gateway.id(), reference)) {
                store.receipt(gateway.id(), parcel.id(), parcel.round(), reference, early);
            }
        }
    }

    /** What the receipts of all parts together say. */
    private void settle(UUID message, int round) {
        store.receiptOf(message, round).ifPresent(all -> settle(message, round, Receipt.valueOf(all), ""));
    }

    private void settle(UUID message, int round, Receipt receipt, String detail) {
        var state = store.lock(message).orElseThrow();
        // That an earlier round has failed says nothing about this one; that it has arrived says all.
        if (receipt == Receipt.FAILED && state.round() != round) {
            return;
        }
        move(
                message,
                state.status(),
                receipt.step,
                receipt == Receipt.FAILED ? Ground.NOT_DELIVERED : null,
                detail,
                null);
    }

    /** Our own name for a message, given to gateways that send it back. */
    private Optional<OutboxStore.Part> own(UUID gateway, String reference) {
        var dash = reference.lastIndexOf('-');
        try {
            var message = UUID.fromString(reference.substring(0, Math.max(dash, 0)));
            var round = Integer.parseInt(reference.substring(dash + 1));
            return store.isOf(message, gateway) ? Optional.of(new OutboxStore.Part(message, round)) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private boolean move(
            UUID id,
            MessageStatus from,
            MessageStep step,
            @Nullable Ground ground,
            String detail,
            @Nullable PersonId by) {
        var to = Lifecycle.after(from, step);
        to.ifPresent(status -> store.move(id, step, status, ground, detail, clock.instant(), by));
        return to.isPresent();
    }
}
