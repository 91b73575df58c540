package io.gongkai.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** New organizations come into being below one that stands. */
@CountyTest
class EstablishingTest {

    @Autowired
    Organizations organizations;

    private final String mark = UUID.randomUUID().toString().substring(24);

    @Test
    void aVillageStandsBelowItsTownAndItsCounty() {
        var county = establish("C", OrganizationKind.COUNTY_COMMITTEE, null);
        var town = establish("C-T", OrganizationKind.TOWN_COMMITTEE, county);
        var village = establish("C-T-V", OrganizationKind.ADMINISTRATIVE_VILLAGE, town);

        assertThat(organizations.path(village.id())).containsExactly(county.id(), town.id(), village.id());
        assertThat(village.path()).isEqualTo(organizations.path(village.id()));
        assertThat(organizations.find(village.code())).contains(village);
        assertThat(organizations.children(town.id())).containsExactly(village);
        assertThat(organizations.roots()).contains(county);
        assertThat(organizations.isWithin(village.id(), county.id())).isTrue();
        assertThat(organizations.history(village.id()))
                .extracting(RecordedChange::kind)
                .containsExactly(ChangeKind.ESTABLISHED);
    }

    @Test
    void everyGroundForRefusalIsGivenAtOnceAndNothingIsWritten() {
        var county = establish("C", OrganizationKind.COUNTY_COMMITTEE, null);

        var refused = organizations.establish(new Organizations.New(
                county.code(),
                " ",
                OrganizationKind.ADMINISTRATIVE_VILLAGE,
                OrganizationForm.BRANCH,
                county.id(),
                "999999",
                LocalDate.parse("2001-01-01")));

        assertThat(((Outcome.Refused<Organization>) refused).refusals())
                .extracting(Refusal::field, Refusal::code)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("code", "organization.code.taken"),
                        org.assertj.core.groups.Tuple.tuple("name", "organization.text.empty"),
                        org.assertj.core.groups.Tuple.tuple("kind", "organization.kind.misfit"),
                        org.assertj.core.groups.Tuple.tuple("divisionCode", "organization.division.unknown"),
                        org.assertj.core.groups.Tuple.tuple("validFrom", "organization.parent.later"));
        assertThat(organizations.children(county.id())).isEmpty();
    }

    @Test
    void manyComeAtOnceAndAreAnsweredInTheirOrder() {
        var county = establish("C", OrganizationKind.COUNTY_COMMITTEE, null);

        var towns = organizations
                .establishAll(List.of(
                        town("B", county, OrganizationKind.TOWN_COMMITTEE),
                        town("A", county, OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE)))
                .orThrow();

        assertThat(towns).extracting(Organization::code).containsExactly(mark + "-B", mark + "-A");
        assertThat(organizations.list(new Organizations.Filter(county.id(), null, null), 2, null))
                .satisfies(first -> assertThat(first.items())
                        .extracting(Organization::code)
                        .containsExactly(mark + "-A", mark + "-B"))
                .satisfies(first -> assertThat(organizations
                                .list(new Organizations.Filter(county.id(), null, null), 2, first.next())
                                .items())
                        .containsExactly(county));
        assertThat(organizations
                        .list(new Organizations.Filter(county.id(), OrganizationKind.TOWN_COMMITTEE, "B镇"), 10, null)
                        .items())
                .containsExactly(towns.getFirst());
    }

    @Test
    void boardsAndLeadingGroupsBelongToIt() {
        var county = establish("C", OrganizationKind.COUNTY_COMMITTEE, null);
        var from = LocalDate.parse("2020-01-01");

        var board = organizations
                .openFacility(county.id(), FacilityKind.BOARD, "机关大院公开栏", "县委大院东门", from)
                .orThrow();
        var group = organizations
                .formLeadingGroup(
                        county.id(), "党务公开领导小组", from, List.of(new LeadingGroup.Post("组长", "甲", "负总责", "", 0)))
                .orThrow();

        assertThat(organizations.facilities(county.id())).containsExactly(board);
        assertThat(organizations.leadingGroup(county.id())).contains(group);
        assertThat(organizations
                        .closeFacility(board.id(), LocalDate.parse("2021-01-01"), null)
                        .orThrow()
                        .validUntil())
                .isEqualTo("2021-01-01");
        assertThat(organizations.facilities(county.id())).isEmpty();
        organizations
                .changePosts(
                        group.id(),
                        LocalDate.parse("2022-01-01"),
                        List.of(new LeadingGroup.Post("组长", "乙", "", "", 0)),
                        null)
                .orThrow();
        assertThat(organizations.leadingGroup(county.id()).orElseThrow().posts())
                .extracting(LeadingGroup.Post::holder)
                .containsExactly("乙");
    }

    private Organizations.New town(String name, Organization parent, OrganizationKind kind) {
        return new Organizations.New(
                mark + "-" + name,
                name + "镇党委",
                kind,
                OrganizationForm.COMMITTEE,
                parent.id(),
                "411524",
                LocalDate.parse("2019-01-01"));
    }

    private Organization establish(
            String name, OrganizationKind kind, @org.jspecify.annotations.Nullable Organization parent) {
        return organizations
                .establish(new Organizations.New(
                        mark + "-" + name,
                        name,
                        kind,
                        OrganizationForm.COMMITTEE,
                        parent == null ? null : parent.id(),
                        null,
                        LocalDate.parse("2019-01-01")))
                .orThrow();
    }
}
