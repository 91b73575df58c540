package io.gongkai.organization;

import io.gongkai.organization.Organizations.New;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A little county for one test, under codes of its own. */
class Tree {

    static final LocalDate BEGIN = LocalDate.parse("2019-01-01");

    private final Organizations organizations;
    private final String mark = UUID.randomUUID().toString().replace("-", "").substring(12);
    final Organization county;

    Tree(Organizations organizations) {
        this.organizations = organizations;
        this.county = organizations
                .establish(new New(
                        mark, "测试县委", OrganizationKind.COUNTY_COMMITTEE, OrganizationForm.COMMITTEE, null, null, BEGIN))
                .orThrow();
    }

    Organization town(String name) {
        return below(county, name, OrganizationKind.TOWN_COMMITTEE, BEGIN);
    }

    Organization village(Organization town, String name) {
        return below(town, name, OrganizationKind.ADMINISTRATIVE_VILLAGE, BEGIN);
    }

    Organization below(Organization superior, String name, OrganizationKind kind, LocalDate from) {
        return organizations
                .establish(new New(code(name), name, kind, OrganizationForm.COMMITTEE, superior.id(), null, from))
                .orThrow();
    }

    String code(@Nullable String name) {
        return mark + "-" + (name == null ? "" : Integer.toHexString(name.hashCode()));
    }

    static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
