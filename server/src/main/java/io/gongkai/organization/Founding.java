package io.gongkai.organization;

import io.gongkai.organization.OrganizationStore.Standing;
import io.gongkai.organization.Organizations.New;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges new organizations, many at a time: what they need to know is read once for all of them. */
class Founding {

    static final int CODE_LENGTH = 40;
    static final int NAME_LENGTH = 100;

    /** A date further back or ahead is a slip of the pen. */
    static final LocalDate FIRST_DAY = LocalDate.of(1921, 7, 1);

    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z]+(-[0-9A-Za-z]+)*");
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    /** What is known of a superior, whether it stands already or comes with the same table. */
    record Superior(
            String code, LocalDate validFrom, @Nullable LocalDate validUntil, List<Standing.KindPeriod> kinds) {

        static Superior of(Standing standing) {
            return new Superior(
                    standing.code(), standing.validFrom(), standing.validUntil(), List.copyOf(standing.kinds()));
        }

        OrganizationKind kindOn(LocalDate day) {
            var kind = kinds.getFirst().kind();
            for (var period : kinds) {
                if (!period.from().isAfter(day)) {
                    kind = period.kind();
                }
            }
            return kind;
        }
    }

    private final Set<String> takenCodes;
    private final Set<String> divisions;
    private final LocalDate latest;

    private Founding(Set<String> takenCodes, Set<String> divisions, LocalDate latest) {
        this.takenCodes = new HashSet<>(takenCodes);
        this.divisions = divisions;
        this.latest = latest;
    }

    static Founding of(OrganizationStore store, Set<String> codes, Set<String> divisionCodes, LocalDate today) {
        return new Founding(
                store.standingsByCode(codes, null).keySet(), store.divisionsAmong(divisionCodes), today.plusYears(1));
    }

    /** Grounds against each, in the order given; an empty map when nothing stands against any of them. */
    static Map<Integer, List<Refusal>> groundsAgainst(
            OrganizationStore store, List<New> organizations, LocalDate today) {
        var codes = new HashSet<String>();
        var divisions = new HashSet<String>();
        var parents = new HashSet<OrganizationId>();
        for (var organization : organizations) {
            codes.add(organization.code());
            if (organization.divisionCode() != null) {
                divisions.add(organization.divisionCode());
            }
            if (organization.parent() != null) {
                parents.add(organization.parent());
            }
        }
        var superiors = store.standingsById(parents);
        var founding = of(store, codes, divisions, today);
        var grounds = new HashMap<Integer, List<Refusal>>();
        for (var i = 0; i < organizations.size(); i++) {
            var organization = organizations.get(i);
            var superior = organization.parent() == null ? null : superiors.get(organization.parent());
            var refusals = new ArrayList<Refusal>();
            if (organization.parent() != null && superior == null) {
                refusals.add(Refusal.at("parent", "organization.parent.unknown"));
            }
            refusals.addAll(founding.groundsAgainst(
                    organization,
                    superior == null ? null : Superior.of(superior),
                    organization.parent() != null && superior == null));
            if (!refusals.isEmpty()) {
                grounds.put(i, refusals);
            }
        }
        return grounds;
    }

    /**
     * Everything that stands against one, and takes its code from those that are still free.
     *
     * @param superiorUnclear its superior was not found and has been complained about already
     */
    List<Refusal> groundsAgainst(New organization, @Nullable Superior superior, boolean superiorUnclear) {
        var refusals = new ArrayList<Refusal>();
        var code = organization.code();
        if (code.length() > CODE_LENGTH || !CODE.matcher(code).matches()) {
            refusals.add(Refusal.at("code", "organization.code.format", CODE_LENGTH));
        } else if (!takenCodes.add(code)) {
            refusals.add(Refusal.at("code", "organization.code.taken", code));
        }
        refusals.addAll(groundsAgainstName(organization.name()));
        var from = organization.validFrom();
        if (from.isBefore(FIRST_DAY) || from.isAfter(latest)) {
            refusals.add(Refusal.at("validFrom", "organization.day.range", FIRST_DAY, latest));
        }
        if (organization.divisionCode() != null && !divisions.contains(organization.divisionCode())) {
            refusals.add(Refusal.at("divisionCode", "organization.division.unknown", organization.divisionCode()));
        }
        if (!superiorUnclear) {
            refusals.addAll(groundsAgainstPlace(organization.kind(), superior, from));
        }
        return refusals;
    }

    static List<Refusal> groundsAgainstName(String name) {
        return groundsAgainstText(name, NAME_LENGTH, true, "name");
    }

    static List<Refusal> groundsAgainstText(String text, int longest, boolean needed, String field) {
        if (needed && text.isBlank()) {
            return List.of(Refusal.at(field, "organization.text.empty"));
        }
        if (text.length() > longest) {
            return List.of(Refusal.at(field, "organization.text.long", longest));
        }
        if (UNPRINTABLE.matcher(text).find()) {
            return List.of(Refusal.at(field, "organization.text.unprintable"));
        }
        return List.of();
    }

    private static List<Refusal> groundsAgainstPlace(
            OrganizationKind kind, @Nullable Superior superior, LocalDate from) {
        if (superior == null) {
            return kind.fitsBelow(null) ? List.of() : List.of(Refusal.at("parent", "organization.parent.needed", kind));
        }
        var refusals = new ArrayList<Refusal>();
        var superiorKind = superior.kindOn(from);
        if (!kind.fitsBelow(superiorKind)) {
            refusals.add(Refusal.at("kind", "organization.kind.misfit", kind, superiorKind));
        }
        if (from.isBefore(superior.validFrom())) {
            refusals.add(Refusal.at("validFrom", "organization.parent.later", superior.code(), superior.validFrom()));
        }
        if (superior.validUntil() != null) {
            refusals.add(Refusal.at(
                    "parent",
                    "organization.parent.ending",
                    superior.code(),
                    Objects.requireNonNull(superior.validUntil())));
        }
        return refusals;
    }
}
