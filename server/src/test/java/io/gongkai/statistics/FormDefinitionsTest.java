package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.NotPermittedException;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A form is a definition: checked, looked at and installed, version after version. */
@CountyTest
class FormDefinitionsTest {

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    FormDefinitions definitions;

    @Autowired
    Forms forms;

    @Autowired
    Returns returns;

    @Autowired
    Clock clock;

    private MadeUpCounty county;
    private String code;

    /** Far ahead, so that nobody else's pages show it. */
    private LocalDate begin;

    @BeforeEach
    void aFormThatNobodyElseHas() {
        county = founder.establish();
        code = "made-up-" + UUID.randomUUID().toString().substring(0, 8);
        begin = LocalDate.now(clock).plusYears(2).withDayOfYear(1);
    }

    @Test
    void aNewVersionInTheMiddleOfAYearLeavesReturnsOfBeforeAsTheyWere() {
        var july = begin.plusMonths(6);
        install(definition("1", begin, ""));
        install(definition("2", july, """
                , {"code": "supervisors", "label": "监督员", "unit": "名", "kind": "STOCK", "page": 1, "measure": "SUPERVISOR"}"""));
        var year = new ReturnPeriod(begin.getYear(), 0);

        var june = returns.asOf(code, List.of(county.village().id()), year, july.minusDays(1), Long.MAX_VALUE)
                .getFirst();
        var december = returns.asOf(code, List.of(county.village().id()), year, year.last(), Long.MAX_VALUE)
                .getFirst();

        assertThat(june.form().version()).isEqualTo("1");
        assertThat(december.form().version()).isEqualTo("2");
        assertThat(december.lines()).hasSize(june.lines().size() + 1);
        var signed = returns.signed(SignedText.of(june, 1));
        assertThat(signed.form().version())
                .as("what was signed stays what it was")
                .isEqualTo("1");
        assertThat(signed.lines()).isEqualTo(june.lines());
        assertThat(returns.forms())
                .extracting(Form::code)
                .as("not before its day")
                .doesNotContain(code);
    }

    @Test
    void aVersionBeginsTodayOrLaterAndKeepsWhatTheFormerHad() {
        install(definition("1", begin, ""));

        assertThat(why(definition("1", begin.plusDays(1), ""))).containsExactly("statistics.form.version.known");
        assertThat(why(definition("2", begin, ""))).containsExactly("statistics.form.validFrom.taken");
        assertThat(why(definition("2", LocalDate.now(clock).minusDays(1), "")))
                .containsExactly("statistics.form.validFrom.past");
        assertThat(why(definition("2", begin.plusDays(1), "")
                        .replace("\"forums\"", "\"meetings\"")
                        .replace("\"YEAR\"", "\"QUARTER\"")
                        .replace("12-20", "10")))
                .containsExactly("statistics.form.period.other", "statistics.form.rows.gone");
        assertThat(why("{")).containsExactly("statistics.form.noJson");
    }

    @Test
    void onlyTheSystemAdministratorInstallsAndSeesItFirst() {
        assertThatThrownBy(() -> definitions.install(
                        definition("1", begin, ""),
                        county.county().id(),
                        county.countyClerk().id()))
                .isInstanceOf(NotPermittedException.class);

        var admin = new Browser(port).signIn(county.systemAdmin());
        var wrong = admin.post(
                "/work/forms",
                Map.of("step", "check", "definition", definition("1", begin, "").replace("FORUM", "FORUMS")));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Browser.page(wrong).select(".notice.late code").eachText()).contains("rows[forums].measure");

        var tried = admin.post("/work/forms", Map.of("step", "check", "definition", definition("1", begin, "")));
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(Browser.page(tried).select(".sheet").text()).contains("召开座谈会（次）", "建制村");
        assertThat(Browser.page(tried).select("#rules ~ ul").text())
                .contains("每一格是不小于 0 的整数", "每一列有“热线收集意见建议”就要有“召开座谈会”");
        assertThat(forms.all()).extracting(Form::code).doesNotContain(code);

        var installed = admin.post("/work/forms", Map.of("step", "install", "definition", definition("1", begin, "")));
        assertThat(installed.statusCode()).isEqualTo(302);
        assertThat(Browser.page(admin.get("/work/forms/%s/1".formatted(code))).text())
                .contains("村级座谈会小表", "召开座谈会（次）");
    }

    private void install(String definition) {
        definitions
                .install(definition, county.county().id(), county.systemAdmin().id())
                .orThrow();
    }

    private List<String> why(String definition) {
        return switch (definitions.check(definition)) {
            case Outcome.Done<Form> _ -> List.of();
            case Outcome.Refused<Form>(var refusals) ->
                refusals.stream().map(Refusal::code).toList();
        };
    }

    private String definition(String version, LocalDate validFrom, String moreRows) {
        return """
                {
                  "code": "%s", "version": "%s", "validFrom": "%s",
                  "title": "村级座谈会小表", "period": "YEAR", "due": "12-20",
                  "rowHeading": "项目", "totalHeading": "合计",
                  "headerFields": ["填报单位", "填报时间"], "footnote": "无",
                  "columns": [
                    {"code": "VILLAGES", "heading": ["建制村"], "kinds": ["ADMINISTRATIVE_VILLAGE"]}],
                  "rows": [
                    {"code": "forums", "label": "召开座谈会", "unit": "次", "kind": "FLOW", "page": 1, "measure": "FORUM"}%s],
                  "checks": [{"kind": "WHOLE_NUMBERS", "hard": true, "rows": ["forums"]},
                    {"kind": "REQUIRES", "measures": ["HOTLINE_OPINION"], "against": ["forums"]}]
                }
                """.formatted(code, version, validFrom, moreRows);
    }
}
