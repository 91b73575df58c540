package io.gongkai.workbench.organization;

import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.TreePlan;
import io.gongkai.shared.Refusal;
import io.gongkai.statistics.Form;
import io.gongkai.statistics.Sheet;
import io.gongkai.statistics.Shift;
import io.gongkai.web.Page;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a change: as typed so far, with what stands against it, or with what would come of it.
 *
 * @param way address to name of the superiors, from the top, and of the organization itself
 * @param typed by field
 * @param chosen codes ticked
 * @param choices what may be ticked: units to go with a part, or others to be merged
 * @param superiors where it may be moved
 * @param plan null until it was tried without a refusal
 * @param shifts figures of the returns that would go elsewhere, by year
 */
public record ChangeForm(
        Deed deed,
        Organization organization,
        Map<String, String> way,
        Map<String, String> typed,
        Set<String> chosen,
        List<Organization> choices,
        List<Organization> superiors,
        List<Refusal> refusals,
        @Nullable TreePlan plan,
        List<Shift> shifts) {

    public ChangeForm {
        choices = List.copyOf(choices);
        superiors = List.copyOf(superiors);
        refusals = List.copyOf(refusals);
        shifts = List.copyOf(shifts);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public boolean isChosen(Organization organization) {
        return chosen.contains(organization.code());
    }

    public List<OrganizationKind> kinds() {
        return List.of(OrganizationKind.values());
    }

    public List<OrganizationForm> forms() {
        return List.of(OrganizationForm.values());
    }

    /** A figure as the return prints it, words for a blank. */
    public String text(Page page, Form.Row row, @Nullable BigDecimal figure) {
        return figure == null
                ? page.t("organization.shift.blank")
                : row.isRatio() ? figure.toPlainString() : page.number(figure.longValue());
    }

    public String column(Page page, Form form, String code) {
        return code.equals(Sheet.TOTAL) ? page.t("statistics.total") : page.t(form.word(form.column(code)));
    }
}
