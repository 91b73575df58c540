package io.gongkai.portal.web;

import io.gongkai.document.RichText;
import io.gongkai.document.TextDifference;
import io.gongkai.portal.PublishedMatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** What a version changed in the one before it, part by part. */
public record VersionChange(PublishedMatter.Version version, List<Part> parts) {

    /** The difference in one part of a text: {@code key} is its message key, or empty where {@code element} names it. */
    public record Part(String key, String element, TextDifference difference) {}

    public VersionChange {
        parts = List.copyOf(parts);
    }

    /** Newest first; the first version that society was shown changed nothing. */
    static List<VersionChange> of(List<PublishedMatter.Version> versions) {
        var changes = new ArrayList<VersionChange>();
        for (var i = versions.size() - 1; i > 0; i--) {
            changes.add(new VersionChange(versions.get(i), parts(versions.get(i - 1), versions.get(i))));
        }
        return changes;
    }

    private static List<Part> parts(PublishedMatter.Version before, PublishedMatter.Version after) {
        var parts = new ArrayList<Part>();
        add(parts, "portal.part.title", "", before.title(), after.title());
        add(parts, "portal.part.summary", "", before.summary(), after.summary());
        var names = new LinkedHashSet<>(before.elements().keySet());
        names.addAll(after.elements().keySet());
        for (var name : names) {
            add(
                    parts,
                    "",
                    name,
                    before.elements().getOrDefault(name, ""),
                    after.elements().getOrDefault(name, ""));
        }
        add(parts, "portal.part.body", "", new RichText(before.body()).plain(), new RichText(after.body()).plain());
        return parts;
    }

    private static void add(List<Part> parts, String key, String element, String before, String after) {
        if (!before.equals(after)) {
            parts.add(new Part(key, element, TextDifference.between(before, after)));
        }
    }
}
