package io.gongkai.catalog.web;

import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Issuing a guideline.
 *
 * @param issuers organizations for which the reader may issue one
 * @param report what came of an upload, null before one
 */
public record GuidelineForm(
        List<Organization> issuers,
        String issuer,
        String title,
        List<OrganizationKind> kinds,
        List<Refusal> refusals,
        @Nullable ImportReport report) {}
