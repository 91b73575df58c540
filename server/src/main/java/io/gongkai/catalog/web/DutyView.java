package io.gongkai.catalog.web;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Duties.Change;
import io.gongkai.catalog.Duty;
import io.gongkai.organization.Organization;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One duty: why this date, and what may be done.
 *
 * @param cancelCause why it need not be done any more, null while it stands
 * @param to what was typed as the new day
 * @param reason what was typed as its reason
 */
public record DutyView(
        Organization organization,
        Duty duty,
        CatalogEntry entry,
        List<Change> changes,
        @Nullable String cancelCause,
        boolean mayWrite,
        boolean mayExtend,
        List<Refusal> refusals,
        String to,
        String reason) {

    public boolean open() {
        return duty.doneOn() == null && cancelCause == null;
    }

    public boolean periodic() {
        return duty.rule().equals("CADENCE");
    }
}
