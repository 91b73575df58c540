package io.gongkai.opinion.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.opinion.survey.Question.Option;
import io.gongkai.opinion.survey.Question.Worth;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rates are ratios: they add up as answers, whatever the groups, and nothing of a group that is too small gets out. */
class RateTest {

    private static final Questionnaire ASKED = new Questionnaire(List.of(
            question("q1", Measured.SATISFACTION),
            question("q2", Measured.SATISFACTION),
            question("q3", Measured.AWARENESS)));

    private static Question question(String name, Measured measured) {
        return new Question(
                name,
                Question.Type.SCALE,
                name,
                true,
                measured,
                List.of(
                        new Option("1", "满意", Worth.FAVORABLE),
                        new Option("2", "不满意", Worth.UNFAVORABLE),
                        new Option("3", "不了解", Worth.NOT_VALID)));
    }

    /** Of each village the answers of its sheets: "1" to "3", or nothing. */
    @Provide
    Arbitrary<List<List<Map<String, String>>>> villages() {
        var answer = Arbitraries.of("1", "2", "3");
        var sheet = Arbitraries.maps(Arbitraries.of("q1", "q2", "q3"), answer).ofMaxSize(3);
        return sheet.list().ofMaxSize(25).list().ofMinSize(1).ofMaxSize(8);
    }

    @Property(tries = 300)
    void theRateOfAllIsThatOfAllAnswersNotTheMeanOfRates(@ForAll("villages") List<List<Map<String, String>>> villages) {
        var all = villages.stream().flatMap(List::stream).toList();
        for (var measured : Measured.values()) {
            var added = villages.stream()
                    .map(sheets -> Tally.of(ASKED, sheets).rate(measured))
                    .reduce(Rate.NONE, Rate::plus);

            assertThat(Tally.of(ASKED, all).rate(measured)).isEqualTo(added);
            assertThat(added).isEqualTo(counted(all, measured));
        }
    }

    @Property(tries = 300)
    void whatIsToldIsTheSumOfItsPartsAndHidesWhatIsTooSmall(
            @ForAll("villages") List<List<Map<String, String>>> villages) {
        var groups = new ArrayList<Group>();
        var sheets = new ArrayList<Sheet>();
        for (var i = 0; i < villages.size(); i++) {
            var id = new OrganizationId(new UUID(7, i));
            var size = villages.get(i).size();
            groups.add(new Group(id, "V" + i, "村" + i, OrganizationForm.BRANCH, 60, size, 0, size, 0));
            villages.get(i).forEach(answers -> sheets.add(new Sheet(id, answers)));
        }

        var told = Told.of(OrganizationForm.COMMITTEE, ASKED, groups, sheets);

        for (var measured : Measured.values()) {
            assertThat(told.rate(measured))
                    .isEqualTo(told.parts().stream()
                            .map(part -> part.rate(measured))
                            .reduce(Rate.NONE, Rate::plus));
        }
        assertThat(told.sheets())
                .isEqualTo(told.parts().stream().mapToInt(Told.Part::sheets).sum());
        assertThat(told.parts())
                .allSatisfy(part -> assertThat(part.sheets()).isGreaterThanOrEqualTo(SampleRule.LEAST_GROUP));
        var missing = sheets.size() - told.sheets();
        assertThat(missing).isBetween(0, SampleRule.LEAST_GROUP - 1);
        var alone = new HashSet<>(told.parts().stream().map(Told.Part::code).toList());
        groups.stream()
                .filter(group -> group.sheets() < SampleRule.LEAST_GROUP)
                .forEach(group -> assertThat(alone).doesNotContain(group.code()));
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
            BRANCH    |    40 |  10 | a branch of fewer than a hundred needs ten
            BRANCH    |    99 |  10 | ninety-nine are fewer than a hundred
            BRANCH    |   100 |  30 | a hundred are not
            COMMITTEE |    40 |  30 | a committee needs thirty however few it has
            COMMITTEE |   600 |  30 | thirty are one in twenty of six hundred
            COMMITTEE |   601 |  31 | one in twenty is rounded up
            COMMITTEE | 12000 | 600 | one in twenty of many
            """)
    void theSampleThatIsNeeded(OrganizationForm form, int population, int least, String reason) {
        assertThat(SampleRule.least(form, population)).isEqualTo(least);
    }

    /** By another road: answer by answer, with the signs written out. */
    private static Rate counted(List<Map<String, String>> sheets, Measured measured) {
        var favorable = 0;
        var valid = 0;
        for (var sheet : sheets) {
            for (var answer : sheet.entrySet()) {
                var ofAwareness = answer.getKey().equals("q3");
                if (ofAwareness == (measured == Measured.AWARENESS)
                        && !answer.getValue().equals("3")) {
                    valid++;
                    favorable += answer.getValue().equals("1") ? 1 : 0;
                }
            }
        }
        return new Rate(favorable, valid);
    }
}
