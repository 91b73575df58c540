package io.gongkai.opinion.survey;

import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;

/**
 * One organization's part of a round.
 *
 * @param population households or members that could be asked; 0 in an opinion form
 * @param slips codes that were printed and not made void
 * @param copies numbered copies that went out
 * @param answered sheets that came by code
 * @param onPaper sheets that were keyed in
 */
public record Group(
        OrganizationId organization,
        String code,
        String name,
        OrganizationForm form,
        int population,
        int slips,
        int copies,
        int answered,
        int onPaper) {

    public int issued() {
        return slips + copies;
    }

    public int sheets() {
        return answered + onPaper;
    }

    /** Sheets below which its rate says nothing; 0 where there is no frame. */
    public int least() {
        return population == 0 ? 0 : SampleRule.least(form, population);
    }
}
