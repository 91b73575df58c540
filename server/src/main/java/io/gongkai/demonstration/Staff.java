package io.gongkai.demonstration;

import io.gongkai.account.People;
import io.gongkai.shared.PersonId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who works for a unit. Whoever writes never reviews, and whoever reviews never approves. The demonstration's own accounts
 * sit at the county, in one street and in one village; everywhere else are people without a password.
 */
final class Staff {

    static final String DEMONSTRATION_COUNTY = "411524";
    static final String DEMONSTRATION_TOWN = "411524002";
    static final String DEMONSTRATION_VILLAGE = "411524002204";

    private static final Map<String, String> ACCOUNTS = Map.ofEntries(
            Map.entry("clerk-" + DEMONSTRATION_COUNTY, "county-clerk"),
            Map.entry("reviewer-" + DEMONSTRATION_COUNTY, "county-reviewer"),
            Map.entry("approver-" + DEMONSTRATION_COUNTY, "county-approver"),
            Map.entry("clerk-" + DEMONSTRATION_TOWN, "town-clerk"),
            Map.entry("approver-" + DEMONSTRATION_TOWN, "town-approver"),
            Map.entry("clerk-" + DEMONSTRATION_VILLAGE, "village-clerk"),
            Map.entry("approver-" + DEMONSTRATION_VILLAGE, "village-secretary"));

    private final People people;
    private final Map<String, PersonId> known = new ConcurrentHashMap<>();

    Staff(People people) {
        this.people = people;
    }

    static String login(String post, String code) {
        var login = post + "-" + code.toLowerCase(Locale.ROOT);
        return ACCOUNTS.getOrDefault(login, login);
    }

    /** Whether the demonstration's own accounts do this unit's work. */
    static boolean hasAccounts(Unit unit) {
        return ACCOUNTS.containsKey("clerk-" + unit.code());
    }

    /** The desk that does a unit's work: its own, or the town's for villages of counties that are not told in full. */
    private static String desk(Unit unit) {
        return unit.isVillage() && !unit.county().equals(DEMONSTRATION_COUNTY)
                ? String.valueOf(unit.parentCode())
                : unit.code();
    }

    PersonId clerk(Unit unit) {
        return find(login("clerk", desk(unit)));
    }

    PersonId reviewer(Unit unit) {
        return find(login("reviewer", unit.isVillage() ? String.valueOf(unit.parentCode()) : unit.code()));
    }

    PersonId approver(Unit unit) {
        return find(login("approver", desk(unit)));
    }

    /** Submits the catalog: whoever approves, except where the same person would have to file it. */
    PersonId submitter(Unit unit) {
        var own = unit.isVillage() && !unit.county().equals(DEMONSTRATION_COUNTY) || unit.parentCode() == null;
        return own ? find(login("deputy", desk(unit))) : approver(unit);
    }

    /** Files the catalog: the superior's approver. */
    PersonId filer(Unit unit) {
        return find(login("approver", unit.parentCode() == null ? unit.code() : unit.parentCode()));
    }

    PersonId find(String login) {
        return known.computeIfAbsent(
                login, name -> people.find(name).orElseThrow(() -> new IllegalStateException("Nobody is " + name)));
    }
}
