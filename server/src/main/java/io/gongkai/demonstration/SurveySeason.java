package io.gongkai.demonstration;

import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.opinion.survey.FrameUnit;
import io.gongkai.opinion.survey.Handouts;
import io.gongkai.opinion.survey.Keyings;
import io.gongkai.opinion.survey.RoundKind;
import io.gongkai.opinion.survey.RoundTexts;
import io.gongkai.opinion.survey.SlipCode;
import io.gongkai.opinion.survey.SurveyAnswer;
import io.gongkai.opinion.survey.Surveys;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The autumn's rounds of questions in the street of the accounts: satisfaction and awareness counted and released, one that
 * came back too small, an opinion form keyed by two people, and one that runs today.
 */
@Component
class SurveySeason {

    private static final LocalDate AUTUMN = LocalDate.of(Days.YEAR, 10, 12);
    private static final int VILLAGES = 3;
    private static final List<String> WORDS =
            List.of("公开栏的字太小，老人看不清", "低保名单请公开得早一点", "村里账目一季度公开一次太慢", "希望用广播再念一遍", "路灯维修的进展没有公开");

    private final Surveys surveys;
    private final Handouts handouts;
    private final Keyings keyings;
    private final Desks desks;
    private final Organizations organizations;
    private final CountyClock clock;

    SurveySeason(
            Surveys surveys,
            Handouts handouts,
            Keyings keyings,
            Desks desks,
            Organizations organizations,
            CountyClock clock) {
        this.surveys = surveys;
        this.handouts = handouts;
        this.keyings = keyings;
        this.desks = desks;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Nothing happens before the rounds are over. */
    void tell(County county, Ids ids, Staff staff, Days days) {
        if (!county.full() || !ids.has(Staff.DEMONSTRATION_TOWN) || days.last().isBefore(AUTUMN.plusDays(35))) {
            return;
        }
        var telling = new Rounds(
                organizations.get(ids.of(Staff.DEMONSTRATION_TOWN)),
                organizations.get(ids.of(Staff.DEMONSTRATION_VILLAGE)),
                staff.find("town-clerk"),
                staff.find("county-clerk"),
                staff.find("town-approver"),
                days);
        telling.counted(RoundKind.SATISFACTION, "2026年下半年党务公开满意度测评", 33, 92);
        telling.counted(RoundKind.AWARENESS, "2026年下半年党务公开知晓率测评", 30, 88);
        telling.tooSmall();
        telling.form();
        telling.running();
    }

    private final class Rounds {

        private final Organization town;
        private final Organization village;
        private final PersonId clerk;
        private final PersonId second;
        private final PersonId approver;
        private final Days days;
        private final Chance chance = new Chance("surveys");

        Rounds(Organization town, Organization village, PersonId clerk, PersonId second, PersonId approver, Days days) {
            this.town = town;
            this.village = village;
            this.clerk = clerk;
            this.second = second;
            this.approver = approver;
            this.days = days;
        }

        void counted(RoundKind kind, String title, int slips, int percent) {
            var villages =
                    organizations.children(town.id()).stream().limit(VILLAGES).toList();
            var frame = new HashMap<Organization, Integer>();
            villages.forEach(each -> frame.put(each, 320 + chance.below(180)));
            var round = opened(kind, town, title, AUTUMN, AUTUMN.plusDays(21), frame);
            for (var each : villages) {
                answer(round, each, slips, percent, AUTUMN.plusDays(5));
            }
            at(AUTUMN.plusDays(24), () -> surveys.close(round, clerk).orThrow());
            at(AUTUMN.plusDays(28), () -> surveys.release(round, approver).orThrow());
        }

        void tooSmall() {
            var round = opened(
                    RoundKind.SATISFACTION,
                    village,
                    "2026年第三季度村务党务公开满意度测评",
                    AUTUMN,
                    AUTUMN.plusDays(10),
                    Map.of(village, 86));
            answer(round, village, 9, 90, AUTUMN.plusDays(3));
            at(AUTUMN.plusDays(12), () -> surveys.close(round, clerk).orThrow());
            at(AUTUMN.plusDays(14), () -> surveys.release(round, approver).orThrow());
        }

        void form() {
            var round = opened(RoundKind.OPINION_FORM, town, "2026年党务公开征求意见表", AUTUMN, AUTUMN.plusDays(30), Map.of());
            at(
                    AUTUMN.plusDays(1),
                    () -> handouts.issue(round, village.code(), 12, AUTUMN.plusDays(1), "村民代表", clerk)
                            .orThrow());
            at(AUTUMN.plusDays(9), () -> {
                handouts.takeBack(round, "1-6", AUTUMN.plusDays(9), clerk).orThrow();
                for (var number = 1; number <= 6; number++) {
                    var answers =
                            number <= WORDS.size() ? Map.of("q1", "2", "q3", WORDS.get(number - 1)) : Map.of("q1", "1");
                    keyings.key(round, number, answers, clerk).orThrow();
                    keyings.key(round, number, answers, second).orThrow();
                }
            });
            at(AUTUMN.plusDays(31), () -> surveys.close(round, clerk).orThrow());
        }

        void running() {
            var begun = days.last().minusDays(6);
            var round = opened(
                    RoundKind.SATISFACTION,
                    village,
                    "2026年岁末党务公开满意度测评",
                    begun,
                    days.today().plusDays(20),
                    Map.of(village, 412));
            answer(round, village, 20, 90, begun.plusDays(1));
            at(begun.plusDays(2), () -> {
                handouts.issue(round, village.code(), 6, begun.plusDays(2), "不用手机的农户", clerk)
                        .orThrow();
                handouts.takeBack(round, "1-3", begun.plusDays(2), clerk).orThrow();
                keyings.key(round, 1, Map.of("q1", "1", "q2", "2", "q3", "2"), clerk)
                        .orThrow();
                keyings.key(round, 1, Map.of("q1", "1", "q2", "2", "q3", "3"), second)
                        .orThrow();
                keyings.key(round, 2, Map.of("q1", "2", "q2", "2", "q3", "1"), clerk)
                        .orThrow();
            });
        }

        private UUID opened(
                RoundKind kind,
                Organization holder,
                String title,
                LocalDate on,
                LocalDate closesOn,
                Map<Organization, Integer> frame) {
            var made = new UUID[1];
            at(on, () -> {
                var texts = new RoundTexts(title, "请如实填写，不记名。", FrameUnit.HOUSEHOLDS, closesOn);
                made[0] = surveys.draft(kind, holder.id(), texts, clerk).orThrow();
                frame.forEach(
                        (organization, population) -> surveys.frame(made[0], organization.code(), population, clerk)
                                .orThrow());
                surveys.open(made[0], clerk).orThrow();
            });
            return made[0];
        }

        /** Most of those who were given a slip answer, most of them well. */
        private void answer(UUID round, Organization to, int slips, int percent, LocalDate on) {
            at(on, () -> {
                for (var code : handouts.printSlips(round, to.code(), slips, clerk)
                        .orThrow()
                        .codes()) {
                    if (chance.in100(94)) {
                        receive(code, percent, on);
                    }
                }
            });
        }

        private void receive(SlipCode code, int percent, LocalDate on) {
            var answers = new HashMap<String, String>();
            for (var question : List.of("q1", "q2", "q3")) {
                answers.put(question, chance.in100(percent) ? String.valueOf(1 + chance.below(2)) : "3");
            }
            desks.of(SurveyAnswer.FORM)
                    .receive(new Incoming(SurveyAnswer.FORM, code.tracking(), on, answers, List.of()))
                    .ifPresent(refusal -> {
                        throw new IllegalStateException("Refused: " + refusal);
                    });
        }

        private void at(LocalDate day, Runnable work) {
            clock.at(days.at(day, 10, 20), work);
        }
    }
}
