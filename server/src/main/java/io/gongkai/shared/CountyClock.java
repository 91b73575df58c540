package io.gongkai.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * The county's clock. It shows the machine's time in the county's zone, with one exception: until the program is ready, the
 * demonstration may let a piece of work see an earlier moment, so that a year past is made by the same services that make
 * today. Only the thread that does that work sees it, only while it does it, and never after the program is ready: no
 * caller, whoever it is, can forge the time of a publication in a running county.
 */
public final class CountyClock extends Clock {

    private final Clock machine;
    private final ScopedValue<Instant> past = ScopedValue.newInstance();
    private volatile boolean ready;

    public CountyClock(ZoneId zone) {
        this(Clock.system(zone));
    }

    private CountyClock(Clock machine) {
        this.machine = machine;
    }

    /**
     * Does the work as at a moment past. Calls may be nested; the innermost moment counts.
     *
     * @throws IllegalStateException once the program is ready, or for a moment that has not come yet
     */
    public <T> T at(Instant moment, Supplier<T> work) {
        if (ready) {
            throw new IllegalStateException("The county's clock cannot be moved in a running program");
        }
        if (moment.isAfter(machine.instant())) {
            throw new IllegalStateException("The county's clock cannot be moved ahead: " + moment);
        }
        return ScopedValue.where(past, moment).call(work::get);
    }

    public void at(Instant moment, Runnable work) {
        at(moment, () -> {
            work.run();
            return moment;
        });
    }

    /** From now on the clock cannot be moved. */
    @EventListener(ApplicationReadyEvent.class)
    public void stay() {
        ready = true;
    }

    @Override
    public Instant instant() {
        return past.orElse(machine.instant());
    }

    @Override
    public ZoneId getZone() {
        return machine.getZone();
    }

    /** The same time told in another zone; it stands still for nobody. */
    @Override
    public Clock withZone(ZoneId zone) {
        return machine.withZone(zone);
    }
}
