package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.DemonstrationTest;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The demonstration year by both roads: every cell of every organization, and the facts behind the figures. */
@DemonstrationTest
class DemonstrationTwinTest {

    private static final int YEAR = 2026;

    /** Of villages and other units one in this many opens its figures; towns and counties all do. */
    private static final int EVERY = 40;

    @Autowired
    Returns returns;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void everyCellOfEveryOrganizationIsTheSameByBothRoads() {
        var all = all();
        assertThat(all).hasSizeGreaterThan(1000);

        TwinTest.assertThatBothAgree(
                returns, organizations, new Twin(jdbc).corrected(returns.form(ReturnsTest.FORM)), all, YEAR);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aCountyIsTheSumOfWhatStandsDirectlyBelowIt() {
        for (var county : organizations.roots()) {
            var sheet = returns.compute(ReturnsTest.FORM, county.id(), YEAR);
            var children = organizations.children(county.id()).stream()
                    .map(Organization::id)
                    .toList();
            var below = returns.computeAll(ReturnsTest.FORM, children, YEAR);
            for (var line : sheet.lines()) {
                if (!line.row().isRatio()) {
                    // The county's own committee stands in no column, so that nothing is added for itself.
                    assertThat(line.total().longValueExact())
                            .as(county.name() + " " + line.row().code())
                            .isEqualTo(below.stream()
                                    .mapToLong(one ->
                                            one.line(line.row().code()).total().longValueExact())
                                    .sum());
                }
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void behindEveryFigureStandsWhatItCounts() {
        var opened = 0;
        for (var sheet : returns.computeAll(ReturnsTest.FORM, all(), YEAR)) {
            var organization = organizations.find(sheet.organizationCode()).orElseThrow();
            var isHead = organization.parent() == null || organization.kind() == OrganizationKind.TOWN_COMMITTEE;
            if (isHead || Math.floorMod(organization.code().hashCode(), EVERY) == 0) {
                ReturnsTest.assertThatEveryFigureOpens(returns, sheet, organization.id(), 1000);
                opened++;
            }
        }
        assertThat(opened).isGreaterThan(40);
    }

    private List<OrganizationId> all() {
        var all = new ArrayList<OrganizationId>();
        jdbc.sql("select id from organization.organization")
                .query((row, _) -> all.add(new OrganizationId(row.getObject("id", UUID.class))))
                .list();
        return all;
    }
}
