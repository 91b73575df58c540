package io.gongkai.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a version of a catalog changed against an earlier one, item by item and attribute by attribute. */
public record CatalogDifference(List<CatalogEntry> added, List<CatalogEntry> removed, List<ChangedEntry> changed) {

    /** An item that both have and that is not the same. */
    public record ChangedEntry(CatalogEntry before, CatalogEntry after, List<ChangedAttribute> attributes) {}

    /**
     * One attribute of an item.
     *
     * @param name of the component of {@link CatalogEntry}; its word is the message {@code catalog.attribute.<name>}
     * @param before constants of enums as they are, so that a page can say their words
     */
    public record ChangedAttribute(String name, Object before, Object after) {}

    private record Attribute(String name, Function<CatalogEntry, Object> value) {}

    private static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute("no", CatalogEntry::no),
            new Attribute("group", CatalogEntry::group),
            new Attribute("title", CatalogEntry::title),
            new Attribute("elements", entry -> String.join("、", entry.elements())),
            new Attribute("scope", CatalogEntry::scope),
            new Attribute("audience", entry -> Objects.requireNonNullElse(entry.audience(), "")),
            new Attribute("channels", CatalogEntry::channels),
            new Attribute("time", entry -> entry.time().code()),
            new Attribute("responsible", CatalogEntry::responsible),
            new Attribute("category", CatalogEntry::category),
            new Attribute("piiClass", CatalogEntry::piiClass),
            new Attribute("mandatory", CatalogEntry::mandatory),
            new Attribute("origin", CatalogEntry::origin),
            new Attribute("reason", CatalogEntry::reason),
            new Attribute("basis", CatalogEntry::basis),
            new Attribute("displayDays", entry -> Objects.requireNonNullElse(entry.displayDays(), "")),
            new Attribute("retention", CatalogEntry::retention),
            new Attribute("related", CatalogEntry::related),
            new Attribute("beyondPower", CatalogEntry::beyondPower),
            new Attribute("remark", CatalogEntry::remark));

    public CatalogDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }

    /** Compares by item, in printed order. */
    public static CatalogDifference between(List<CatalogEntry> before, List<CatalogEntry> after) {
        var old = before.stream().collect(Collectors.toMap(CatalogEntry::item, Function.identity()));
        var items = after.stream().map(CatalogEntry::item).collect(Collectors.<UUID>toSet());
        var added = new ArrayList<CatalogEntry>();
        var changed = new ArrayList<ChangedEntry>();
        for (var entry : after) {
            var then = old.get(entry.item());
            if (then == null) {
                added.add(entry);
                continue;
            }
            var attributes = changes(then, entry);
            if (!attributes.isEmpty()) {
                changed.add(new ChangedEntry(then, entry, attributes));
            }
        }
        return new CatalogDifference(
                added,
                before.stream().filter(entry -> !items.contains(entry.item())).toList(),
                changed);
    }

    private static List<ChangedAttribute> changes(CatalogEntry before, CatalogEntry after) {
        return ATTRIBUTES.stream()
                .map(attribute -> new ChangedAttribute(
                        attribute.name(),
                        attribute.value().apply(before),
                        attribute.value().apply(after)))
                .filter(change -> !change.before().equals(change.after()))
                .toList();
    }
}
