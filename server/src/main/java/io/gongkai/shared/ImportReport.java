package io.gongkai.shared;

import java.util.List;

/**
 * What came of an import. All or nothing: with one rejected row nothing is taken over.
 *
 * @param accepted rows taken over, 0 when any was rejected
 */
public record ImportReport(int total, int accepted, List<RejectedRow> rejected) {

    /** One thing wrong with one row; a row may stand here several times. */
    public record RejectedRow(int row, String field, Refusal refusal) {}

    public ImportReport {
        rejected = List.copyOf(rejected);
    }
}
