package io.gongkai.demonstration;

import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.document.PrintedForm;
import io.gongkai.ledger.Cell;
import io.gongkai.ledger.Count;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Sums;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.CountyClock;
import io.gongkai.statistics.PaperReturns;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The years before the program, taken over by the county's clerk from filled copies of the form: the county alone of 2024, and a
 * book with the county and its towns of 2025. What stands in a town's paper is part of the county's, and what a unit had in a
 * year it still has in the next.
 */
@Component
class PaperYears {

    private static final String FORM = "annual-disclosure-return";
    private static final int LAST = Days.YEAR - 1;
    private static final LocalDate TAKEN_OVER = LocalDate.of(Days.YEAR, 1, 13);

    /** Of a hundred units that had something so many had it not yet a year earlier. */
    private static final int FEWER = 12;

    private final PaperReturns papers;
    private final Returns returns;
    private final Organizations organizations;
    private final FormPrinter printer;
    private final CountyClock clock;

    PaperYears(
            PaperReturns papers, Returns returns, Organizations organizations, FormPrinter printer, CountyClock clock) {
        this.papers = papers;
        this.returns = returns;
        this.organizations = organizations;
        this.printer = printer;
        this.clock = clock;
    }

    /** Villages have no paper in it: nobody at the county kept theirs. Nothing happens before the clerk came to it. */
    void takeOver(County county, Ids ids, Staff staff, Days days) {
        if (!county.full() || days.last().isBefore(TAKEN_OVER)) {
            return;
        }
        var book = new ArrayList<>(List.of(county.top()));
        county.units().stream().filter(Unit::isTown).forEach(book::add);
        clock.at(days.at(TAKEN_OVER, 9, 40), () -> take(county, LAST - 1, List.of(county.top()), ids, staff));
        clock.at(days.at(TAKEN_OVER, 10, 20), () -> take(county, LAST, book, ids, staff));
    }

    private void take(County county, int year, List<Unit> book, Ids ids, Staff staff) {
        var report = papers.take(
                FORM,
                organizations.get(ids.of(county.top())),
                ReturnPeriod.ofYear(year),
                "%s%d年党务公开工作情况统计表.xlsx".formatted(county.name(), year),
                filled(book.stream().map(unit -> form(county, unit, year)).toList()),
                true,
                staff.clerk(county.top()));
        if (!report.problems().isEmpty()) {
            throw new IllegalStateException("Not taken over: " + report.problems());
        }
    }

    private byte[] filled(List<PrintedForm> forms) {
        var bytes = new ByteArrayOutputStream();
        try {
            printer.print(forms.getFirst().title(), forms.iterator(), FormFormat.XLSX, Paper.A3, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private PrintedForm form(County county, Unit unit, int year) {
        var period = ReturnPeriod.ofYear(year);
        var form = returns.form(FORM, period.last());
        var sums = new Sums();
        county.units().stream()
                .filter(one -> unit.parentCode() == null
                        || unit.equals(one)
                        || unit.code().equals(one.parentCode()))
                .forEach(one -> new UnitOnPaper(one, year, sums).tell());
        return returns.printed(
                new Sheet(
                        form,
                        unit.code(),
                        unit.name(),
                        county.name() + form.title(),
                        period,
                        period.last(),
                        0,
                        Sheet.lines(form, sums, new Sums())),
                LocalDate.of(year, 12, unit.isTown() ? 12 : 19));
    }

    /** What one unit brings to the sums of its superiors. */
    private static final class UnitOnPaper {

        private final Unit unit;
        private final Sums sums;
        private final int yearsEarlier;

        /** The same draws in every year. */
        private final Chance lasting;

        private final Chance yearly;

        UnitOnPaper(Unit unit, int year, Sums sums) {
            this.unit = unit;
            this.sums = sums;
            this.yearsEarlier = LAST - year;
            this.lasting = new Chance(unit.code() + "/paper");
            this.yearly = new Chance(unit.code() + "/paper/" + year);
        }

        void tell() {
            var zeal = lasting.below(100);
            add(Measure.ORGANIZATION, 1);
            add(Measure.LEADING_BODY, among(90, zeal));
            add(Measure.MEASURE_DOCUMENT, here(0, among(90, zeal)));
            add(Measure.WORK_PLAN, among(86, zeal));
            add(Measure.WORK_RULE, among(88, zeal) * here(lasting.between(1, 2), lasting.between(3, 5)));
            add(Measure.CATALOG, among(86, zeal));
            add(Measure.LEDGER_SET, among(86, zeal));
            add(Measure.CONTACT_POINT, unit.isTown() ? lasting.between(1, 3) : had(5));
            var places = EnumSet.noneOf(FacilityKind.class);
            for (var place : Foundation.places(unit)) {
                // Screens came late: a quarter of today's were not there yet.
                if (had(place.kind() == FacilityKind.SCREEN ? 75 : 92) == 1) {
                    places.add(place.kind());
                    add(Measure.of(place.kind()), 1);
                }
            }
            add(Measure.SUPERVISOR, had(here(55, 95)) * here(3, lasting.between(5, 8)));
            // Little more than three in four practised openness, and in the program's first year all do.
            if (among(78, zeal) == 1) {
                add(Measure.PRACTISING_ORGANIZATION, 1);
                publications(places);
                work();
                opinions();
                requests();
            }
        }

        private void publications(Set<FacilityKind> places) {
            add(Measure.BOARD_ISSUE, in(places, FacilityKind.BOARD) * yearly.between(2, here(4, 6)));
            add(Measure.WEB_PUBLICATION, in(places, FacilityKind.WEBSITE) * yearly.between(2, here(5, 9)));
            add(Measure.SCREEN_ISSUE, in(places, FacilityKind.SCREEN) * yearly.between(2, 5));
            add(Measure.MEETING_PUBLICATION, yearly.between(1, here(2, 4)));
            add(Measure.MEDIA_PUBLICATION, here(0, yearly.between(0, 1)));
            add(Measure.SMS_ISSUE, here(0, yearly.between(0, 1)));
            add(Measure.PRESS_BRIEFING, here(0, drawn(25)));
            add(Measure.BULLETIN_ISSUE, here(0, yearly.between(0, 2)));
            add(Measure.OTHER_FORM_PUBLICATION, yearly.between(0, here(2, 4)));
            for (var content : List.of(
                    Measure.RESOLUTION_CONTENT,
                    Measure.IDEOLOGY_CONTENT,
                    Measure.ORGANIZATION_CONTENT,
                    Measure.LEADERSHIP_TEAM_CONTENT,
                    Measure.SERVICE_CONTENT,
                    Measure.INTEGRITY_CONTENT,
                    Measure.OTHER_CONTENT)) {
                add(content, here(yearly.between(0, 2), yearly.between(1, 4)));
            }
            add(Measure.CADRE_CONTENT, here(0, yearly.between(0, 2)));
        }

        private void work() {
            add(Measure.PUBLICITY_ACTIVITY, here(drawn(85), yearly.between(1, 3)));
            add(Measure.NEWS_ARTICLE, here(drawn(8), yearly.between(0, 3)));
            add(Measure.INSPECTION, here(drawn(8), yearly.between(0, 3)));
            add(Measure.FORUM, drawn(here(16, 28)));
        }

        /** All that was said was dealt with before the form was due; what was open would be missing in the program. */
        private void opinions() {
            var supervisors = drawn(here(5, 20));
            var said = supervisors + yearly.between(0, here(2, 3));
            add(Measure.SUPERVISOR_OPINION, supervisors);
            add(Measure.OPINION_COLLECTED, said);
            add(Measure.OPINION_CLOSED, said);
            add(Measure.OPINION_REPLIED, said);
            add(Measure.OPINION_FORM_ISSUED, here(yearly.between(20, 50), yearly.between(50, 180)));
            var answers = drawn(here(40, 90)) * here(yearly.between(16, 36), yearly.between(40, 110));
            add(Measure.SATISFACTION_VALID, answers);
            add(Measure.SATISFACTION_SATISFIED, answers - yearly.between(0, answers / 5));
        }

        private void requests() {
            var asked = drawn(here(6, 14));
            add(Measure.MEMBER_REQUEST, asked);
            add(Measure.MEMBER_REQUEST_HANDLED, asked);
            var rated = asked * drawn(70);
            add(Measure.MEMBER_REQUEST_RATED, rated);
            add(Measure.MEMBER_REQUEST_SATISFIED, rated * drawn(88));
        }

        private int here(int inVillages, int elsewhere) {
            return unit.isVillage() ? inVillages : elsewhere;
        }

        /** 1 where the unit had it in the year by its own lasting draw. */
        private int had(int in100) {
            return among(in100, lasting.below(100));
        }

        private int among(int in100, int draw) {
            return draw * 100 < in100 * (100 - FEWER * yearsEarlier) ? 1 : 0;
        }

        private static int in(Set<FacilityKind> places, FacilityKind kind) {
            return places.contains(kind) ? 1 : 0;
        }

        private int drawn(int in100) {
            return yearly.in100(in100) ? 1 : 0;
        }

        private void add(Measure measure, int quantity) {
            sums.add(new Cell(unit.kind(), Count.of(measure)), quantity, quantity);
        }
    }
}
