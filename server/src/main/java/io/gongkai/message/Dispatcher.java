package io.gongkai.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Gives what is queued to the gateways, one message at a time for each: it is claimed in one transaction, given, and what came of
 * it recorded in another. A program killed in between leaves one message of each gateway of which nobody knows; it is said to be
 * so, and not sent a second time. Any number of nodes work on one queue.
 */
@Component
class Dispatcher implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

    /** Longest wait when nobody signals, for what another node has queued or what has become due. */
    private static final long POLL_MILLIS = 1000;

    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private static final Duration BETWEEN_CLEARINGS = Duration.ofMinutes(1);

    /** How long an address and a text are kept after the last thing that happened to the message. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final GatewayStore gateways;
    private final OutboxStore store;
    private final Moves moves;
    private final Map<Class<? extends GatewaySettings>, Carrier> carriers;
    private final Clock clock;
    private final boolean sends;
    private final Semaphore wanted = new Semaphore(0);
    private final Map<UUID, Thread> busy = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private @Nullable Thread worker;
    private Instant clearedAt = Instant.MIN;

    Dispatcher(
            GatewayStore gateways,
            OutboxStore store,
            Moves moves,
            List<Carrier> carriers,
            Clock clock,
            @Value("${gongkai.zone}") String zone) {
        this.gateways = gateways;
        this.store = store;
        this.moves = moves;
        this.carriers = carriers.stream().collect(Collectors.toMap(Carrier::speaks, Function.identity()));
        this.clock = clock;
        this.sends = !zone.toLowerCase(Locale.ROOT).equals("public");
    }

    /** Something was queued, or has become due. */
    void signal() {
        wanted.release();
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (sends) {
            worker = Thread.ofVirtual().name("message-dispatcher").start(this::work);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopped = true;
        signal();
        if (worker != null) {
            worker.join(10_000);
        }
        for (var thread : busy.values()) {
            thread.join(10_000);
        }
    }

    private void work() {
        while (!stopped) {
            try {
                if (wanted.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                if (!stopped) {
                    clearUp();
                    gateways.wanted(clock.instant()).forEach(this::begin);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // What waits is still there; the next round tries again.
                log.warn("Messages could not be dispatched: {}", e.getClass().getName());
            }
        }
    }

    private void clearUp() {
        var now = clock.instant();
        if (now.isAfter(clearedAt.plus(BETWEEN_CLEARINGS)) || clearedAt.equals(Instant.MIN)) {
            moves.clearUp(now);
            store.forget(now.minus(REMEMBERED));
            clearedAt = now;
        }
    }

    /** One that is slow to answer does not hold up the others. */
    private void begin(UUID gateway) {
        busy.computeIfAbsent(
                gateway,
                id -> Thread.ofVirtual().name("message-gateway").unstarted(() -> {
                    try {
                        send(id);
                    } catch (RuntimeException e) {
                        log.warn(
                                "Gateway {} could not be used: {}",
                                id,
                                e.getClass().getName());
                    } finally {
                        busy.remove(id);
                    }
                }));
        var thread = busy.get(gateway);
        if (thread != null && thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** Sends what is due, until nothing is or the gateway goes away. */
    private void send(UUID id) {
        var found = gateways.find(id).filter(Gateway::active);
        if (found.isEmpty()) {
            return;
        }
        var gateway = found.get();
        try (var line = carrier(gateway).open(gateway)) {
            var well = false;
            while (!stopped && line.isOpen()) {
                var parcel = moves.claim(gateway);
                if (parcel.isPresent()) {
                    carry(line, gateway, parcel.get());
                }
                // Not when it opens: one that then says that we are not let in shall rest longer each time.
                if (!well) {
                    gateways.wellAgain(id);
                    well = true;
                }
                if (parcel.isEmpty()) {
                    return;
                }
            }
            signal();
        } catch (GatewayDownException e) {
            var now = clock.instant();
            gateways.rest(gateway, now.plus(rest(gateway.failures())), e.ground(), now);
            log.warn("Gateway {} is down ({}) and rests: {}", id, e.ground(), e.getMessage());
        }
    }

    private void carry(Line line, Gateway gateway, Parcel parcel) throws GatewayDownException {
        try {
            moves.record(gateway, parcel, line.carry(parcel));
        } catch (GatewayDownException e) {
            moves.putBack(parcel, e.ground());
            throw e;
        }
    }

    private Carrier carrier(Gateway gateway) {
        var carrier = carriers.get(gateway.settings().getClass());
        if (carrier == null) {
            throw new IllegalStateException(
                    "Nobody speaks " + gateway.settings().getClass().getSimpleName());
        }
        return carrier;
    }

    /** Five seconds, then twice as long each time, at most ten minutes. */
    static Duration rest(int failures) {
        var rest = FIRST_REST.multipliedBy(1L << Math.min(failures, 10));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
