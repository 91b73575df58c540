package io.gongkai.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Returns;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** A small county, filled as the big one is. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.MOCK,
        properties = {"gongkai.empty=false", "gongkai.demonstration.limit=3"})
@ContextConfiguration(initializers = io.gongkai.database.TestPostgres.class)
@DirtiesContext
class DemonstrationYearTest {

    private static final String FORM = "annual-disclosure-return";
    private static final Pattern IDENTIFIER = Pattern.compile("\\d{11,}|(?<!\\d)1[3-9]\\d{9}(?!\\d)");
    private static final Pattern LEFT_OVER = Pattern.compile("[{}]|null");

    @Autowired
    private Organizations organizations;

    @Autowired
    private Returns returns;

    @Autowired
    private People people;

    @Autowired
    private Authority authority;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DemonstrationStore store;

    @Test
    void everyRowOfTheFormCountsSomething() {
        var county = organizations.find("411524").orElseThrow();
        var sheet = returns.compute(FORM, county.id(), 2026);

        assertThat(sheet.lines()).hasSize(45);
        assertThat(sheet.lines())
                .allSatisfy(line -> assertThat(line.total())
                        .as(line.row().label())
                        .isNotNull()
                        .isGreaterThan(BigDecimal.ZERO));
        assertThat(returns.check(sheet)).noneMatch(CheckFinding::hard);
    }

    @Test
    void noTextHoldsWhatLooksLikeANumberOfAPersonOrABlankLeftOver() {
        var texts = jdbc.sql("select title || ' ' || summary || ' ' || body from disclosure.proposal")
                .query(String.class)
                .list();

        assertThat(texts).hasSizeGreaterThan(300);
        assertThat(texts)
                .allSatisfy(text ->
                        assertThat(text).doesNotContainPattern(IDENTIFIER).doesNotContainPattern(LEFT_OVER));
    }

    @Test
    void everyAccountOfTheSignInPageIsThere() {
        assertThat(people.shownOnSignInPage()).hasSize(7 + 6 - missingInASmallCounty());
        for (var login : List.of("county-clerk", "county-reviewer", "county-approver")) {
            var actor = authority.actor(people.find(login).orElseThrow()).orElseThrow();
            assertThat(actor.appointments()).isNotEmpty();
        }
    }

    @Test
    void aSecondStartDoesNothing() {
        assertThat(store.done()).contains("ALL");
    }

    /** The street and village of the accounts lie beyond the first three towns' first villages. */
    private int missingInASmallCounty() {
        return organizations.find(Staff.DEMONSTRATION_VILLAGE).isPresent() ? 0 : 2;
    }
}
