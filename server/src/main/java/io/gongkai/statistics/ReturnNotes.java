package io.gongkai.statistics;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What stands beside the figures of some returns: the units' remarks, and which cells contain a manual correction. */
final class ReturnNotes {

    /** @param column empty for a remark; then {@code remark} is not */
    record Note(String organizationCode, String row, String column, String remark) {}

    private final Map<String, Map<String, String>> remarks = new HashMap<>();
    private final Map<String, Map<String, Set<String>>> corrected = new HashMap<>();

    ReturnNotes(Collection<Note> notes) {
        for (var note : notes) {
            if (note.column().isEmpty()) {
                remarks.computeIfAbsent(note.organizationCode(), _ -> new HashMap<>())
                        .put(note.row(), note.remark());
            } else {
                corrected
                        .computeIfAbsent(note.organizationCode(), _ -> new HashMap<>())
                        .computeIfAbsent(note.row(), _ -> new HashSet<>())
                        .addAll(List.of(note.column(), Sheet.TOTAL));
            }
        }
    }

    Sheet.Line beside(Sheet sheet, Sheet.Line line) {
        var row = line.row().code();
        var organization = sheet.organizationCode();
        return new Sheet.Line(
                line.row(),
                line.cells(),
                line.total(),
                line.bases(),
                remarks.getOrDefault(organization, Map.of()).getOrDefault(row, ""),
                corrected.getOrDefault(organization, Map.of()).getOrDefault(row, Set.of()));
    }
}
