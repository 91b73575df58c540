package io.gongkai.statistics;

import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Computes returns and opens their figures. Who may see them is decided by the caller's page. */
@Service
public class Returns {

    /** Form {@code annual-disclosure-return}. */
    public Form form(String code) {
        throw new UnsupportedOperationException("stub");
    }

    public Sheet compute(String form, OrganizationId organization, int year) {
        throw new UnsupportedOperationException("stub");
    }

    /** Column null means the total. */
    public Evidence evidence(
            String form,
            OrganizationId organization,
            int year,
            String row,
            @Nullable OrganizationKind column,
            int size,
            @Nullable String cursor) {
        throw new UnsupportedOperationException("stub");
    }

    /** What the cross-checks of domain.md 1.9.3 say of a sheet. */
    public List<CheckFinding> check(Sheet sheet) {
        throw new UnsupportedOperationException("stub");
    }
}
