package io.gongkai.opinion.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.opinion.OpinionSource;
import io.gongkai.opinion.Sender;
import io.gongkai.opinion.WrittenDown;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what was typed into a sheet. */
@Component
class Sheets {

    private static final int UNITS_MAX = 1000;

    private final Organizations organizations;
    private final Clock clock;

    Sheets(Organizations organizations, Clock clock) {
        this.organizations = organizations;
        this.clock = clock;
    }

    /** With stand-ins for what cannot be read, so that all other grounds show at once too. */
    WrittenDown read(TypedOpinion typed, OpinionSource source, List<Refusal> grounds, Actor actor) {
        var organization = organizations
                .find(typed.value(typed.organization()).strip())
                .map(Organization::id)
                .orElse(null);
        if (organization == null) {
            grounds.add(Refusal.at("organization", "opinion.organization.missing"));
        }
        return new WrittenDown(
                organization == null ? standIn(actor) : organization,
                source,
                day(typed.value(typed.receivedOn()), grounds),
                typed.value(typed.title()),
                typed.value(typed.text()),
                typed.value(typed.inPublic()).equals("YES"),
                new Sender(typed.value(typed.name()), typed.value(typed.contact()), typed.value(typed.home())));
    }

    OpinionSource source(TypedOpinion typed, List<Refusal> grounds) {
        return Arrays.stream(OpinionSource.values())
                .filter(one -> one != OpinionSource.WEB && one.name().equals(typed.source()))
                .findFirst()
                .orElseGet(() -> {
                    grounds.add(Refusal.at("source", "opinion.source.missing"));
                    return OpinionSource.VISIT;
                });
    }

    /** Every organization for which the person may take opinions in, code to name, those below indented. */
    Map<String, String> units(Actor actor) {
        var units = new LinkedHashMap<String, String>();
        var own = organizations.all(actor.where(Permission.RECEIVE_OPINION));
        own.forEach(one -> units.put(one.code(), one.name()));
        for (var one : own) {
            organizations
                    .list(new Organizations.Filter(one.id(), null, null), UNITS_MAX, null)
                    .items()
                    .forEach(below -> units.putIfAbsent(below.code(), "\u3000" + below.name()));
        }
        return units;
    }

    private LocalDate day(String typed, List<Refusal> grounds) {
        try {
            return typed.isBlank() ? LocalDate.now(clock) : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            grounds.add(Refusal.at("receivedOn", "opinion.receivedOn.missing"));
            return LocalDate.now(clock);
        }
    }

    private static OrganizationId standIn(Actor actor) {
        return actor.where(Permission.RECEIVE_OPINION).iterator().next();
    }

    static @Nullable <E extends Enum<E>> E named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
