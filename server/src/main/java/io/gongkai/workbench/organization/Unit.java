package io.gongkai.workbench.organization;

import io.gongkai.organization.ChangeKind;
import io.gongkai.organization.Division;
import io.gongkai.organization.Facility;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.RecordedChange;
import io.gongkai.web.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the page of one organization shows.
 *
 * @param way address to name of its superiors, from the top
 * @param units the first of those directly below it
 * @param mayWrite the reader may change it
 */
public record Unit(
        Organization organization,
        Map<String, String> way,
        @Nullable Division division,
        @Nullable LeadingGroup group,
        List<Facility> facilities,
        List<Browsed.Line> units,
        int below,
        List<HistoryLine> history,
        boolean mayWrite) {

    /** @param by name of who recorded it, null when the program did */
    public record HistoryLine(
            RecordedChange change, @Nullable String by) {

        public String sentence(Page page) {
            var nothing = change.kind() == ChangeKind.RELINKED ? page.t("organization.division.none") : "";
            var was = change.was() == null ? nothing : change.was();
            var became = change.became() == null ? nothing : change.became();
            return change.kind() == ChangeKind.RECLASSIFIED
                    ? page.t("organization.history.RECLASSIFIED", words(page, was), words(page, became))
                    : change.kind() == ChangeKind.FACILITY_OPENED || change.kind() == ChangeKind.FACILITY_CLOSED
                            ? page.t("organization.history." + change.kind(), page.t("FacilityKind." + was), became)
                            : page.t("organization.history." + change.kind(), was, became);
        }

        /** Kind and form stand in the record by their names. */
        private static String words(Page page, String names) {
            var parts = names.split(" ", 2);
            return parts.length < 2
                    ? names
                    : page.t(OrganizationKind.valueOf(parts[0])) + " · " + page.t(OrganizationForm.valueOf(parts[1]));
        }
    }
}
