package io.gongkai.demonstration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.DemonstrationTest;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.catalog.Duties;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Returns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DemonstrationTest
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

    @Autowired
    private Disclosures disclosures;

    @Autowired
    private Duties duties;

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
    void everybodyOnTheSignInPageHasSomethingToDo() {
        assertThat(people.shownOnSignInPage()).hasSize(13);
        for (var login : List.of(
                "county-clerk",
                "county-reviewer",
                "county-approver",
                "town-clerk",
                "town-approver",
                "village-clerk",
                "village-secretary")) {
            var actor = authority.actor(people.find(login).orElseThrow()).orElseThrow();
            assertThat(disclosures.tasks(actor, 10)).as(login).isNotEmpty();
        }
    }

    @Test
    void mostDutiesWereDoneInTimeAndTheOverdueOnesAreFew() {
        var county = organizations.find("411524").orElseThrow();
        var summary = duties.summary(county.id(), LocalDate.of(2026, 5, 1), LocalDate.of(2026, 11, 20));

        assertThat(summary.overdue()).isBetween(5, 40);
        assertThat(summary.doneLate() * 100 / summary.total()).isBetween(2, 12);
    }

    @Test
    void aSecondStartDoesNothing() {
        assertThat(store.done()).contains("ALL");
    }
}
