package io.gongkai.demonstration;

import io.gongkai.document.Attachments;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import io.gongkai.statistics.CheckFinding;
import io.gongkai.statistics.Corrections;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.Reporting.Which;
import io.gongkai.statistics.Reporting.Words;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.ReturnStatus;
import io.gongkai.statistics.ReturnStep;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.StatisticalReturn.CellRemark;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * The first days of the weeks in which the annual return is asked for: the town of the accounts has computed its villages'
 * returns, some have come in and one went back, another town is ahead of everybody. Nothing happens before those weeks.
 */
@Component
class ReturnSeason {

    private static final String FORM = "annual-disclosure-return";
    private static final ReturnPeriod PERIOD = ReturnPeriod.ofYear(Days.YEAR);
    private static final int AHEAD_VILLAGES_MOST = 14;

    /** What the unit says to a warning, by row; to every other it says that it has looked. */
    private static final Map<String, String> REMARKS = Map.of(
            "orgPractisingDisclosureCount", "今年分两批推开，各基层党组织都已实行",
            "screenCount", "今年新装电子屏，按台账计",
            "opinionRepliedCount", "其余为当面答复，未另发书面回复",
            "webPublicationCount", "在县门户网站公开，本级未单独建网",
            "screenIssueCount", "借用便民服务大厅电子屏",
            "hotlineCount", "村里未单设热线，来电由乡镇热线转来",
            "boardIssueCount", "公开栏年中翻新，期间张贴在村部");

    private final Reporting reporting;
    private final Returns returns;
    private final Corrections corrections;
    private final Attachments attachments;
    private final CountyClock clock;

    ReturnSeason(
            Reporting reporting, Returns returns, Corrections corrections, Attachments attachments, CountyClock clock) {
        this.reporting = reporting;
        this.returns = returns;
        this.corrections = corrections;
        this.attachments = attachments;
        this.clock = clock;
    }

    private boolean hasBegun(County county, Days days) {
        return county.full() && days.last().isAfter(reporting.day(FORM, PERIOD).remindFrom());
    }

    /** One figure of the town that is ahead was corrected by hand: an exception, so there is one. */
    void correct(County county, Ids ids, Staff staff, Days days) {
        if (!hasBegun(county, days)) {
            return;
        }
        var village = county.villagesOf(ahead(county)).getFirst();
        var clerk = staff.clerk(village);
        var day = days.workdayUpTo(days.last());
        var proposed = clock.at(days.at(day, 8, 40), () -> {
            var paper = attachments
                    .store("宣传稿件采用证明.txt", "兹证明本年采用该村宣传稿件四篇。".getBytes(StandardCharsets.UTF_8), clerk)
                    .orThrow();
            return corrections
                    .propose(
                            new Corrections.Proposal(
                                    FORM,
                                    ids.of(village),
                                    PERIOD,
                                    "newsArticleCount",
                                    4L,
                                    null,
                                    "剪报和登记簿七月水淹损毁，无法逐篇补记，按采用证明更正",
                                    paper.id()),
                            clerk)
                    .orThrow();
        });
        clock.at(
                days.at(day, 8, 55),
                () -> corrections.confirm(proposed, staff.approver(village)).orThrow());
    }

    void tell(County county, Ids ids, Staff staff, Days days) {
        if (!hasBegun(county, days)) {
            return;
        }
        var day = days.workdayUpTo(days.last());
        var before = days.workdaysBefore(day, 1);
        theTownOfTheAccounts(county, ids, staff, days, before, day);
        theTownThatIsAhead(county, ids, staff, days, day);
    }

    /** Its village of the accounts waits for its secretary; others have come in for the town's own accounts to look at. */
    private void theTownOfTheAccounts(County county, Ids ids, Staff staff, Days days, LocalDate before, LocalDate day) {
        var town = county.units().stream()
                .filter(unit -> unit.code().equals(Staff.DEMONSTRATION_TOWN))
                .findFirst()
                .orElseThrow();
        clock.at(
                days.at(before, 9, 10),
                () -> reporting.takeForUnits(ReturnStep.COMPUTE, ids.of(town), FORM, PERIOD, staff.clerk(town)));
        var reporters = county.villagesOf(town).stream()
                .filter(village -> !village.code().equals(Staff.DEMONSTRATION_VILLAGE))
                .limit(5)
                .toList();
        for (var village : reporters) {
            clock.at(
                    days.at(before, 15, 20),
                    () -> report(ids.of(village), staff.clerk(village), staff.approver(village)));
        }
        var received = reporters.getFirst();
        clock.at(days.at(day, 9, 30), () -> take(ReturnStep.RECEIVE, ids.of(received), Words.NONE, staff.clerk(town)));
        var returned = reporters.get(1);
        clock.at(days.at(day, 9, 40), () -> {
            take(ReturnStep.RECEIVE, ids.of(returned), Words.NONE, staff.clerk(town));
            var remark = new CellRemark("forumCount", returned.kind().name(), "会议登记簿上还有十月的一次，请核对是否漏记");
            take(ReturnStep.RETURN, ids.of(returned), new Words("", List.of(remark)), staff.clerk(town));
        });
    }

    /** All its villages are accepted, and its own return waits for the county. */
    private void theTownThatIsAhead(County county, Ids ids, Staff staff, Days days, LocalDate day) {
        var town = ahead(county);
        clock.at(
                days.at(day, 9, 0),
                () -> reporting.takeForUnits(ReturnStep.COMPUTE, ids.of(town), FORM, PERIOD, staff.clerk(town)));
        for (var village : county.villagesOf(town)) {
            clock.at(days.at(day, 10, 0), () -> report(ids.of(village), staff.clerk(village), staff.approver(village)));
        }
        clock.at(days.at(day, 14, 30), () -> {
            reporting.takeForUnits(ReturnStep.RECEIVE, ids.of(town), FORM, PERIOD, staff.clerk(town));
            reporting.takeForUnits(ReturnStep.ACCEPT, ids.of(town), FORM, PERIOD, staff.approver(town));
            for (var line : reporting.lines(ids.of(town), FORM, PERIOD)) {
                if (line.status() == ReturnStatus.RECEIVED) {
                    take(ReturnStep.ACCEPT, line.organization(), Words.NONE, staff.approver(town));
                }
            }
            reporting.takeForUnits(ReturnStep.CONSOLIDATE, ids.of(town), FORM, PERIOD, staff.clerk(town));
        });
        clock.at(days.at(day, 16, 0), () -> {
            take(ReturnStep.COMPUTE, ids.of(town), Words.NONE, staff.clerk(town));
            report(ids.of(town), staff.clerk(town), staff.approver(town));
        });
    }

    private static Unit ahead(County county) {
        return county.heads().stream()
                .filter(Unit::isTown)
                .filter(town -> !town.code().equals(Staff.DEMONSTRATION_TOWN))
                .filter(town -> {
                    var villages = county.villagesOf(town).size();
                    return villages > 3 && villages <= AHEAD_VILLAGES_MOST;
                })
                .findFirst()
                .orElseThrow();
    }

    /** Explains the warnings, then confirms, signs and submits in one go; a return with a hard finding stays where it is. */
    private void report(OrganizationId unit, PersonId clerk, PersonId approver) {
        var which = new Which(FORM, unit, PERIOD);
        var snapshot = Objects.requireNonNull(reporting.latest(which).snapshot());
        var findings = returns.checkSigned(returns.signed(snapshot.content()));
        if (findings.stream().anyMatch(CheckFinding::hard)) {
            return;
        }
        var remarks = new HashMap<String, String>();
        findings.forEach(finding -> remarks.put(finding.row(), REMARKS.getOrDefault(finding.row(), "已核对台账，情况属实")));
        if (!remarks.isEmpty()) {
            reporting.remark(which, remarks, clerk).orThrow();
        }
        reporting.report(which, Words.NONE, approver).orThrow();
    }

    private void take(ReturnStep step, OrganizationId unit, Words words, PersonId by) {
        reporting.take(step, new Which(FORM, unit, PERIOD), words, by).orThrow();
    }
}
