package io.gongkai.demonstration;

import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An organization of the demonstration, as its texts speak of it.
 *
 * @param name as registered; made-up units carry （示例）
 * @param place what it is the organization of: 陈畈村, 鲇鱼山街道, 县财政局
 * @param parentCode null for a county committee
 * @param superior how its texts call whoever stands above
 * @param near places that its texts may speak of: a town's villages, the county's towns
 */
record Unit(
        String county,
        String countyName,
        String code,
        String name,
        String place,
        OrganizationKind kind,
        OrganizationForm form,
        @Nullable String parentCode,
        String superior,
        List<String> near,
        @Nullable String divisionCode) {

    Unit {
        near = List.copyOf(near);
    }

    /** Without the mark of a made-up unit. */
    String spokenName() {
        return name.replace("（示例）", "");
    }

    boolean isVillage() {
        return switch (kind) {
            case ADMINISTRATIVE_VILLAGE, COMMUNITY_URBAN, COMMUNITY_RURAL -> true;
            default -> false;
        };
    }

    boolean isTown() {
        return kind == OrganizationKind.TOWN_COMMITTEE || kind == OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE;
    }

    /** File of the catalog and of its wordings that this kind of unit goes by. */
    String catalog() {
        return switch (kind) {
            case TOWN_COMMITTEE, SUBDISTRICT_WORKING_COMMITTEE, COUNTY_COMMITTEE -> "town";
            case ADMINISTRATIVE_VILLAGE, COMMUNITY_URBAN, COMMUNITY_RURAL -> "village";
            case INSTITUTION_SCHOOL -> "school";
            case INSTITUTION_HEALTH -> "hospital";
            case ENTERPRISE, SOCIAL_ORGANIZATION, OTHER_GRASSROOTS_UNIT -> "enterprise";
            case INSTITUTION_RESEARCH, INSTITUTION_OTHER, GOVERNMENT_ORGAN, COUNTY_BODY -> "department";
        };
    }
}
