package io.gongkai.web;

import java.util.List;
import java.util.Set;

/**
 * A link of the main navigation.
 *
 * @param name what a page calls itself in the layout's {@code active}
 * @param key of its text
 * @param offeredTo permissions of which the reader needs one to be offered it; empty for everybody
 */
public record Navigation(String name, String href, String key, Set<String> offeredTo) {

    private static final List<Navigation> PORTAL = List.of(
            door("home", "/", "web.nav.home"),
            door("catalog", "/catalog", "web.nav.catalog"),
            door("units", "/units", "web.nav.units"),
            door("return", "/return", "web.nav.return"),
            door("ask", "/ask", "web.nav.ask"),
            door("overdue", "/overdue", "web.nav.overdue"));

    private static final List<List<Navigation>> WORK = List.of(
            List.of(
                    door("today", "/work", "web.nav.today"),
                    door("disclosures", "/work/disclosures", "web.nav.disclosures", "READ_WORK"),
                    door("duties", "/work/duties", "web.nav.duties", "READ_WORK"),
                    door("catalogs", "/work/catalogs", "web.nav.catalogs", "READ_WORK"),
                    door("requests", "/work/requests", "web.nav.requests", "READ_WORK"),
                    door("opinions", "/work/opinions", "web.nav.opinions", "READ_WORK"),
                    door("hotline", "/work/hotline", "web.nav.hotline", "RECEIVE_OPINION"),
                    door("topics", "/work/topics", "web.nav.topics", "READ_WORK"),
                    door("forums", "/work/forums", "web.nav.forums", "READ_WORK"),
                    door("reading", "/work/reading", "web.nav.reading", "READ_INNER", "READ_LOCAL")),
            List.of(
                    door("dashboard", "/work/dashboard", "web.nav.dashboard", "READ_WORK"),
                    door("returns", "/work/returns", "web.nav.returns", "READ_WORK"),
                    door("facts", "/work/facts", "web.nav.facts", "RECORD_FACT"),
                    door("surveys", "/work/surveys", "web.nav.surveys", "READ_WORK")),
            List.of(
                    door("organizations", "/work/organizations", "web.nav.organizations", "READ_WORK"),
                    door("imports", "/work/imports", "web.nav.imports", "IMPORT", "MANAGE_ACCOUNTS"),
                    door("calendar", "/work/calendar", "web.nav.calendar", "READ_WORK", "MANAGE_CALENDAR"),
                    door("limits", "/work/limits", "web.nav.limits", "READ_WORK", "MANAGE_CALENDAR"),
                    door("forms", "/work/forms", "web.nav.forms", "MANAGE_FORMS")),
            List.of(
                    door("accounts", "/work/accounts", "web.nav.accounts", "MANAGE_ACCOUNTS"),
                    door("audit", "/work/audit", "web.nav.audit", "READ_AUDIT"),
                    door("messages", "/work/messages", "web.nav.messages", "MANAGE_MESSAGES"),
                    door("templates", "/work/messages/templates", "web.nav.templates", "WRITE_TEMPLATE"),
                    door("system", "/work/system", "web.nav.system", "READ_SYSTEM"),
                    door("account", "/work/account", "web.nav.account")));

    public static List<Navigation> portal() {
        return PORTAL;
    }

    /** What this reader is offered in the workbench, in groups; nothing before sign-in. */
    public static List<List<Navigation>> work(Page page) {
        if (page.userName() == null) {
            return List.of();
        }
        return WORK.stream()
                .map(group ->
                        group.stream().filter(door -> door.isOfferedTo(page)).toList())
                .filter(group -> !group.isEmpty())
                .toList();
    }

    /** {@code active} names the page where it is given; otherwise the path tells. */
    public boolean isCurrent(Page page, String active) {
        return active.isEmpty()
                ? page.path().equals(href)
                        || href.length() > "/work".length() && page.path().startsWith(href + "/")
                : active.equals(name);
    }

    private boolean isOfferedTo(Page page) {
        return offeredTo.isEmpty() || offeredTo.stream().anyMatch(page::may);
    }

    private static Navigation door(String name, String href, String key, String... offeredTo) {
        return new Navigation(name, href, key, Set.of(offeredTo));
    }
}
