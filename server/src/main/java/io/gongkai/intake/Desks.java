package io.gongkai.intake;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** All desks there are. */
@Component
public class Desks {

    private final List<Desk> desks;

    Desks(ObjectProvider<Desk> desks) {
        this.desks = desks.orderedStream().toList();
    }

    /** Forms that open a case. */
    public List<String> doors() {
        return desks.stream().flatMap(desk -> desk.doors().stream()).toList();
    }

    /** Forms by which a sender goes on with a case. */
    public List<String> acts() {
        return desks.stream().flatMap(desk -> desk.acts().stream()).toList();
    }

    /** All there are. */
    public List<Desk> all() {
        return desks;
    }

    /** Codes of all cases there are. */
    public List<TrackingCode> codes() {
        return desks.stream().flatMap(desk -> desk.codes().stream()).toList();
    }

    /** @throws NoSuchElementException when nobody has such a door */
    public Desk behind(String door) {
        return desks.stream()
                .filter(desk -> desk.doors().contains(door) || desk.sideDoors().contains(door))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No door " + door));
    }

    /** @throws NoSuchElementException when nobody has such a form */
    public Desk of(String form) {
        return desks.stream()
                .filter(desk -> desk.doors().contains(form)
                        || desk.sideDoors().contains(form)
                        || desk.acts().contains(form))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No form " + form));
    }

    /** A case with what other desks add to it. */
    public Optional<Tracked> tracked(TrackingCode code) {
        return desks.stream()
                .flatMap(desk -> desk.tracked(code).stream())
                .findFirst()
                .map(tracked -> desks.stream()
                        .flatMap(desk -> desk.adds(code).stream())
                        .reduce(tracked, Tracked::with, (_, last) -> last));
    }
}
