package io.gongkai.demonstration;

import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.DisclosureScope;
import io.gongkai.catalog.Duties;
import io.gongkai.catalog.Duty;
import io.gongkai.catalog.EntryOrigin;
import io.gongkai.catalog.TimeRule;
import io.gongkai.channel.Deliveries;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.CountyClock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One unit's matters from the day its catalog took effect until now: published, late, corrected, withdrawn or under way. */
@Component
class UnitYear {

    /** Duties that the county's late ones leave open, by unit: they are named on the portal. */
    private static final Map<String, Integer> LEFT_OPEN = Map.ofEntries(
            Map.entry("411524103", 3),
            Map.entry("411524-S02", 2),
            Map.entry("411524110", 1),
            Map.entry("411524-D25", 1),
            Map.entry("411524103201", 1),
            Map.entry("411524101205", 1),
            Map.entry("411524002205", 1),
            Map.entry("411524-H09", 1),
            Map.entry("411524-E08", 1),
            Map.entry("500110108", 1),
            Map.entry("320903108", 1));

    /** What becomes of a duty. */
    private enum Fate {
        PUBLISHED,
        NO_CHANGE,
        DRAFTED,
        PROPOSED,
        HALF_REVIEWED,
        REVIEWED,
        APPROVED,
        RETURNED,
        ESCALATED
    }

    /** What lies on the desks of the demonstration's own accounts today, the nearest duty first. */
    private static final List<Fate> ON_THE_DESK = List.of(
            Fate.PROPOSED,
            Fate.REVIEWED,
            Fate.APPROVED,
            Fate.RETURNED,
            Fate.HALF_REVIEWED,
            Fate.DRAFTED,
            Fate.ESCALATED);

    private record Plan(Duty duty, LocalDate on, Fate fate) {}

    /** Everything that the telling of one unit needs again and again. */
    private record Desk(
            Unit unit,
            OrganizationId id,
            Staff staff,
            Days days,
            Composer composer,
            Map<UUID, CatalogEntry> entries,
            boolean full,
            Chance chance) {}

    /** Published so far, for editions of boards and screens, by month. */
    private record Shown(UUID publication, LocalDate on, Set<ChannelType> channels) {}

    private final Catalogs catalogs;
    private final Duties duties;
    private final Disclosures disclosures;
    private final Deliveries deliveries;
    private final CountyClock clock;

    UnitYear(Catalogs catalogs, Duties duties, Disclosures disclosures, Deliveries deliveries, CountyClock clock) {
        this.catalogs = catalogs;
        this.duties = duties;
        this.disclosures = disclosures;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    void tell(Unit unit, OrganizationId id, Staff staff, Days days, Composer composer, boolean full) {
        var version = catalogs.inForce(id);
        if (version.isEmpty()) {
            return;
        }
        var since = Objects.requireNonNull(version.get().effectiveOn());
        var entries = new HashMap<UUID, CatalogEntry>();
        catalogs.entries(version.get().id()).forEach(entry -> entries.put(entry.id(), entry));
        var desk = new Desk(unit, id, staff, days, composer, entries, full, new Chance(unit.code() + "/year"));
        occasions(desk, since);
        var shown = new ArrayList<Shown>();
        for (var plan : plans(desk, since)) {
            carryOut(desk, plan, shown);
        }
        emergency(desk, shown);
        editions(desk, shown);
    }

    // ---- what happens

    private void occasions(Desk desk, LocalDate since) {
        var unit = desk.unit();
        for (var entry : byNo(desk)) {
            if (entry.origin() == EntryOrigin.NOT_APPLICABLE
                    || !Composer.wordings(unit).has(entry.no())) {
                continue;
            }
            var wording = Composer.wordings(unit).get(entry.no());
            if (wording.subjects().isEmpty()
                    || entry.time().rules().stream().allMatch(TimeRule.Periodic.class::isInstance)) {
                continue;
            }
            var chance = new Chance(unit.code() + "/occasion/" + entry.no());
            var often = (wording.frequency() == null ? 0.6 : wording.frequency()) * (unit.isVillage() ? 0.2 : 0.5);
            if (!desk.full()) {
                often *= 0.35;
            }
            var count = (int) often + (chance.below(1000) < (often - (int) often) * 1000 ? 1 : 0);
            for (var i = 0; i < count; i++) {
                occasion(desk, entry, since, i, chance);
            }
        }
    }

    private void occasion(Desk desk, CatalogEntry entry, LocalDate since, int occasion, Chance chance) {
        var days = desk.days();
        var notice = entry.time().rules().stream()
                .anyMatch(rule -> rule instanceof TimeRule.Notice || rule instanceof TimeRule.PreDisclosure);
        // Some notices and drafts open to opinions run just now.
        var on = notice && chance.in100(14)
                ? days.between(days.last().minusDays(5), days.last(), chance)
                : days.between(since.plusDays(3), days.last().minusDays(2), chance);
        var subject = desk.composer().subject(desk.unit(), entry.no(), occasion, on);
        clock.at(days.at(on, 8, 40), () -> {
            duties.occurred(entry.id(), subject, on, desk.staff().clerk(desk.unit()));
        });
    }

    // ---- what becomes of each duty

    private List<Plan> plans(Desk desk, LocalDate since) {
        var days = desk.days();
        var plans = new ArrayList<Plan>();
        var unchanged = new HashMap<UUID, Integer>();
        var leftOpen = LEFT_OPEN.getOrDefault(desk.unit().code(), 0);
        var open = duties.of(desk.id(), since, days.today().plusDays(45)).stream()
                .filter(duty -> duty.doneOn() == null)
                .sorted(Comparator.comparing(Duty::dueOn)
                        .thenComparing(Duty::entryNo)
                        .thenComparing(Duty::subject))
                .toList();
        var onTheDesk = onTheDesk(desk, open);
        for (var i = open.size() - 1; i >= 0; i--) {
            var duty = open.get(i);
            var due = duty.dueOn();
            var fate = onTheDesk.get(duty.id());
            if (fate != null) {
                var on = days.between(days.last().minusDays(3), days.last(), new Chance(duty.subject() + due));
                plans.add(new Plan(duty, on.isBefore(duty.arisesOn()) ? days.last() : on, fate));
                continue;
            }
            if (due.isBefore(days.today())
                    && leftOpen > 0
                    && due.isAfter(days.today().minusDays(60))) {
                leftOpen--;
                continue;
            }
            var chance = new Chance("%s/%d/%s/%s".formatted(desk.unit().code(), duty.entryNo(), duty.subject(), due));
            var plan = plan(desk, duty, chance);
            if (plan != null) {
                plans.add(plan);
            }
        }
        plans.sort(Comparator.comparing(Plan::on)
                .thenComparing(plan -> plan.duty().entryNo())
                .thenComparing(plan -> plan.duty().subject()));
        var result = new ArrayList<Plan>();
        for (var plan : plans) {
            result.add(withNoChange(desk, plan, unchanged));
        }
        return result;
    }

    /** Whoever signs in with one of the accounts finds something to do: each thing once, about another item each. */
    private static Map<UUID, Fate> onTheDesk(Desk desk, List<Duty> open) {
        var onTheDesk = new HashMap<UUID, Fate>();
        if (!Staff.hasAccounts(desk.unit())) {
            return onTheDesk;
        }
        var fates = new ArrayDeque<>(ON_THE_DESK);
        if (desk.unit().parentCode() == null) {
            fates.remove(Fate.ESCALATED);
        }
        var items = new HashSet<UUID>();
        for (var duty : open) {
            if (!fates.isEmpty()
                    && duty.dueOn().isAfter(desk.days().last())
                    && !duty.arisesOn().isAfter(desk.days().last())
                    && !isNotice(duty)
                    && items.add(duty.item())) {
                onTheDesk.put(duty.id(), fates.remove());
            }
        }
        return onTheDesk;
    }

    private static boolean isNotice(Duty duty) {
        return duty.rule().equals("NOTICE") || duty.rule().equals("PRE_DISCLOSURE");
    }

    private @Nullable Plan plan(Desk desk, Duty duty, Chance chance) {
        var days = desk.days();
        var due = duty.dueOn();
        if (isNotice(duty)) {
            return new Plan(duty, due.isAfter(days.last()) ? days.workdayUpTo(days.last()) : due, Fate.PUBLISHED);
        }
        if (!due.isAfter(days.last())) {
            var late = chance.in100(7);
            if (late) {
                var on = days.workdaysAfter(due, chance.between(1, 6));
                if (!on.isAfter(days.last())) {
                    return new Plan(duty, on, Fate.PUBLISHED);
                }
            }
            return new Plan(duty, days.between(earliest(duty, due), due, chance), Fate.PUBLISHED);
        }
        return underWay(desk, duty, chance);
    }

    /** A duty whose day has not come: done already, on its way, or not begun. */
    private @Nullable Plan underWay(Desk desk, Duty duty, Chance chance) {
        var days = desk.days();
        var soon = !duty.dueOn().isAfter(days.today().plusDays(14));
        var on = days.between(days.last().minusDays(12), days.last(), chance);
        if (on.isBefore(duty.arisesOn())) {
            return null;
        }
        var draw = chance.below(100);
        if (duty.rule().equals("CADENCE") && !soon) {
            return draw < 9 ? new Plan(duty, on, Fate.PUBLISHED) : draw == 9 ? new Plan(duty, on, Fate.DRAFTED) : null;
        }
        var recently = days.between(days.last().minusDays(3), days.last(), chance);
        if (draw < 46) {
            return new Plan(duty, on, Fate.PUBLISHED);
        }
        if (draw >= (desk.unit().isVillage() ? 54 : 70)) {
            return null;
        }
        var fates = List.of(
                Fate.DRAFTED,
                Fate.PROPOSED,
                Fate.HALF_REVIEWED,
                Fate.REVIEWED,
                Fate.APPROVED,
                Fate.PROPOSED,
                Fate.REVIEWED,
                Fate.RETURNED);
        return new Plan(duty, recently, chance.of(fates));
    }

    private static LocalDate earliest(Duty duty, LocalDate due) {
        var from = due.minusDays(duty.rule().equals("CADENCE") ? 13 : 6);
        return from.isBefore(duty.arisesOn()) ? duty.arisesOn() : from;
    }

    /** In some months nobody asked anything: that is said, twice in a row at most. */
    private Plan withNoChange(Desk desk, Plan plan, Map<UUID, Integer> unchanged) {
        var duty = plan.duty();
        var item = duty.item();
        if (plan.fate() != Fate.PUBLISHED || !duty.rule().equals("CADENCE")) {
            return plan;
        }
        var wordings = Composer.wordings(desk.unit());
        var share = wordings.has(duty.entryNo()) ? wordings.get(duty.entryNo()).unchanged() : 0;
        var chance = new Chance(desk.unit().code() + "/unchanged/" + duty.entryNo() + "/" + duty.subject());
        if (unchanged.getOrDefault(item, 0) < 2 && chance.in100(share)) {
            unchanged.merge(item, 1, Integer::sum);
            return new Plan(duty, plan.on(), Fate.NO_CHANGE);
        }
        unchanged.remove(item);
        return plan;
    }

    // ---- carrying it out

    private void carryOut(Desk desk, Plan plan, List<Shown> shown) {
        var entry = desk.entries().get(plan.duty().entry());
        if (entry == null || !Composer.wordings(desk.unit()).has(entry.no())) {
            return;
        }
        var clerk = desk.staff().clerk(desk.unit());
        if (plan.fate() == Fate.NO_CHANGE) {
            var recorded = clock.at(
                    desk.days().at(plan.on(), 10, 20),
                    () -> duties.noChange(plan.duty().id(), plan.on(), clerk));
            if (recorded instanceof io.gongkai.shared.Outcome.Done) {
                return;
            }
        }
        var chance = new Chance("%s/%d/%s/course"
                .formatted(desk.unit().code(), entry.no(), plan.duty().subject()));
        var draft = draft(desk, entry, plan.duty(), plan.on(), chance);
        var written = desk.days().workdaysBefore(plan.on(), 2);
        var start = written.isBefore(plan.duty().arisesOn()) ? plan.duty().arisesOn() : written;
        if (start.isAfter(plan.on())) {
            start = plan.on();
        }
        var course = new Course(desk, draft, start, plan.on(), chance);
        switch (plan.fate()) {
            case DRAFTED -> course.write();
            case PROPOSED -> course.propose();
            case HALF_REVIEWED -> course.halfReview();
            case REVIEWED -> course.review();
            case APPROVED -> course.approve();
            case RETURNED -> course.giveBack();
            case ESCALATED -> course.escalate();
            case PUBLISHED, NO_CHANGE -> {
                var publication = course.publish();
                aftermath(desk, course, publication, plan, entry, shown, chance);
            }
        }
    }

    /** Some publications are corrected, a few withdrawn and made anew. */
    private void aftermath(
            Desk desk,
            Course course,
            Disclosure published,
            Plan plan,
            CatalogEntry entry,
            List<Shown> shown,
            Chance chance) {
        var publication = Objects.requireNonNull(published.publication());
        var draw = chance.below(1600);
        var shownOn = plan.on();
        if (draw < 6 && !plan.on().isAfter(desk.days().last().minusDays(14))) {
            course.correct(published.id());
        } else if (draw == 6 && !plan.on().isAfter(desk.days().last().minusDays(12))) {
            var on = desk.days().workdaysAfter(plan.on(), 2);
            clock.at(desk.days().at(on, 10, 0), () -> {
                disclosures
                        .withdraw(
                                published.id(),
                                "误将征求意见稿作为定稿公开，撤回后按定稿重新公开",
                                desk.staff().approver(desk.unit()))
                        .orThrow();
            });
            var again = new Course(
                    desk,
                    draft(desk, entry, plan.duty(), on, chance),
                    on,
                    desk.days().workdaysAfter(on, 1),
                    chance);
            publication = Objects.requireNonNull(again.publish().publication());
            shownOn = again.on;
        }
        show(desk, publication, course.draft(), shownOn, shown, chance);
        outcome(desk, publication, course.draft(), chance);
    }

    /** What came of a notice or of a draft put before the public, soon after its time was over. */
    private void outcome(Desk desk, UUID publication, Draft draft, Chance chance) {
        if (draft.noticeDays() == null) {
            return;
        }
        var notice = draft.kind() == DisclosureKind.PUBLIC_NOTICE;
        var until = Objects.requireNonNull(disclosures.publication(publication).noticeUntil());
        var recorded = desk.days().workdaysAfter(until, 1 + chance.below(2));
        if (recorded.isAfter(desk.days().last())) {
            return;
        }
        var opinions = notice ? chance.in100(6) ? 1 : 0 : chance.between(3, 26);
        var conclusion = notice
                ? opinions == 0 ? "公示期内没有收到异议，按程序办理" : "收到异议1件，经核实不影响结果，已答复本人"
                : "收到意见%d条，采纳%d条，没有采纳的已逐条说明理由".formatted(opinions, opinions * 6 / 10);
        clock.at(desk.days().at(recorded, 9, 20), () -> {
            disclosures
                    .recordOutcome(
                            publication, opinions, conclusion, desk.staff().clerk(desk.unit()))
                    .orThrow();
        });
    }

    private Draft draft(Desk desk, CatalogEntry entry, Duty duty, LocalDate on, Chance chance) {
        var subject = duty.subject().isBlank() ? "%d-%02d".formatted(on.getYear(), on.getMonthValue()) : duty.subject();
        var text = desk.composer()
                .write(
                        desk.unit(),
                        entry.no(),
                        subject,
                        on,
                        entry.elements(),
                        desk.entries().size());
        var kind = switch (duty.rule()) {
            case "NOTICE" -> DisclosureKind.PUBLIC_NOTICE;
            case "PRE_DISCLOSURE" -> DisclosureKind.PRE_DISCLOSURE;
            default -> DisclosureKind.REGULAR;
        };
        return new Draft(
                desk.id(),
                kind,
                entry.id(),
                duty.id(),
                "",
                text.title(),
                text.summary(),
                text.elements(),
                text.body(),
                entry.scope(),
                entry.audience(),
                channels(desk, entry, chance),
                kind == DisclosureKind.REGULAR ? null : noticeDays(entry, kind),
                kind == DisclosureKind.REGULAR
                        ? ""
                        : "%s %s，电话%s"
                                .formatted(
                                        desk.unit().place(),
                                        Composer.holder(desk.unit(), "组织委员"),
                                        Composer.phone(desk.unit())),
                null,
                List.of());
    }

    private static int noticeDays(CatalogEntry entry, DisclosureKind kind) {
        return entry.time().rules().stream()
                .mapToInt(rule -> switch (rule) {
                    case TimeRule.Notice(var days) when kind == DisclosureKind.PUBLIC_NOTICE -> days;
                    case TimeRule.PreDisclosure(var days) when kind == DisclosureKind.PRE_DISCLOSURE -> days;
                    default -> 5;
                })
                .max()
                .orElse(5);
    }

    private static List<ChannelType> channels(Desk desk, CatalogEntry entry, Chance chance) {
        var channels = new ArrayList<>(entry.channels());
        if (channels.isEmpty()) {
            channels.add(ChannelType.BOARD);
        }
        if (entry.scope() == DisclosureScope.SOCIETY && !desk.unit().isVillage()) {
            add(channels, ChannelType.NEWS_MEDIA, chance.in100(14));
            add(channels, ChannelType.PRESS_BRIEFING, chance.in100(4));
            add(channels, ChannelType.SMS, chance.in100(10));
        }
        return channels;
    }

    private static void add(List<ChannelType> channels, ChannelType channel, boolean wanted) {
        if (wanted && !channels.contains(channel)) {
            channels.add(channel);
        }
    }

    // ---- where it is shown

    private void show(Desk desk, UUID publication, Draft draft, LocalDate on, List<Shown> shown, Chance chance) {
        shown.add(new Shown(publication, on, Set.copyOf(draft.channels())));
        var meeting = desk.days().workdaysAfter(on, chance.between(0, 3));
        var day = meeting.isAfter(desk.days().last()) ? on : meeting;
        for (var channel : draft.channels()) {
            var place = switch (channel) {
                case MEETING -> chance.in100(35) ? desk.unit().isVillage() ? "党员大会" : "干部职工大会" : null;
                case OTHER -> chance.in100(30) ? desk.unit().isVillage() ? "大喇叭广播" : "党内文件传阅" : null;
                case NEWS_MEDIA -> desk.unit().countyName() + "融媒体中心《党务公开》栏目";
                case PRESS_BRIEFING -> desk.unit().countyName() + "党委新闻发布会";
                default -> null;
            };
            if (place != null) {
                clock.at(desk.days().at(day, 17, 30), () -> {
                    deliveries
                            .deliver(
                                    publication,
                                    channel,
                                    day,
                                    place,
                                    desk.staff().clerk(desk.unit()))
                            .orThrow();
                });
            }
        }
    }

    /** Once a month the board is renewed; screens, bulletins and messages carry what was meant for them. */
    private void editions(Desk desk, List<Shown> shown) {
        var byMonth = new TreeMap<LocalDate, List<Shown>>();
        shown.forEach(one -> byMonth.computeIfAbsent(one.on().withDayOfMonth(1), _ -> new ArrayList<>())
                .add(one));
        byMonth.forEach((month, ones) -> {
            var end = desk.days().workdayUpTo(month.plusMonths(1).minusDays(1));
            var on = end.isAfter(desk.days().last()) ? desk.days().last() : end;
            var by = new EnumMap<ChannelType, List<UUID>>(ChannelType.class);
            for (var one : ones) {
                for (var channel : one.channels()) {
                    if (channel.appearsInIssues()
                            && (channel != ChannelType.SCREEN || hasScreen(desk.unit()))
                            && !one.on().isAfter(on)) {
                        by.computeIfAbsent(channel, _ -> new ArrayList<>()).add(one.publication());
                    }
                }
            }
            by.forEach((channel, publications) -> clock.at(desk.days().at(on, 17, 40), () -> {
                deliveries
                        .issue(
                                desk.id(),
                                channel,
                                on,
                                place(desk.unit(), channel),
                                publications,
                                desk.staff().clerk(desk.unit()))
                        .orThrow();
            }));
        });
    }

    private static boolean hasScreen(Unit unit) {
        return !unit.isVillage() || Foundation.hasScreen(unit);
    }

    private static String place(Unit unit, ChannelType channel) {
        return switch (channel) {
            case BOARD -> unit.place() + "党务公开栏";
            case SCREEN -> unit.place() + "电子显示屏";
            case BULLETIN -> "《%s党务公开简报》".formatted(unit.place());
            default -> unit.place() + "短信平台";
        };
    }

    // ---- emergencies

    private void emergency(Desk desk, List<Shown> shown) {
        var days = desk.days();
        var on = switch (desk.unit().code()) {
            case "411524109" -> LocalDate.of(Days.YEAR, 7, 8);
            case "411524215" -> LocalDate.of(Days.YEAR, 8, 19);
            case "411524101" -> days.workdayUpTo(days.last());
            default -> null;
        };
        if (on == null || on.isAfter(days.last())) {
            return;
        }
        var entry =
                byNo(desk).stream().filter(one -> one.no() == 54).findFirst().orElseThrow();
        var staff = desk.staff();
        var chance = new Chance(desk.unit().code() + "/emergency");
        var subject = on.getMonthValue() < 9 ? "短时强降雨" : "供水主管爆裂";
        var published = clock.at(days.at(on, 6, 50), () -> {
            var duty = duties.occurred(entry.id(), subject, on, staff.clerk(desk.unit()));
            if (!(duty instanceof io.gongkai.shared.Outcome.Done<Duty> done)) {
                return null;
            }
            var draft = draft(desk, entry, done.value(), on, chance);
            var matter = disclosures.draft(draft, staff.clerk(desk.unit())).orThrow();
            var emergency = disclosures
                    .publishInEmergency(matter.id(), subject + "影响群众出行和用水，需立即告知", staff.approver(desk.unit()))
                    .orThrow();
            shown.add(new Shown(Objects.requireNonNull(emergency.publication()), on, Set.copyOf(draft.channels())));
            return emergency;
        });
        if (published != null && on.isBefore(days.last().minusDays(5))) {
            clock.at(days.at(on, 11, 30), () -> {
                for (var kind : ReviewKind.values()) {
                    disclosures
                            .review(published.id(), kind, "补审，同意", staff.reviewer(desk.unit()))
                            .orThrow();
                }
            });
        }
    }

    private static List<CatalogEntry> byNo(Desk desk) {
        return desk.entries().values().stream()
                .sorted(Comparator.comparing(CatalogEntry::no))
                .toList();
    }

    /** The steps of one matter, each by another pair of eyes, on the days before it is published. */
    private final class Course {

        private final Desk desk;
        private final Draft draft;
        private final LocalDate start;
        private final LocalDate on;
        private final Chance chance;
        private final int minute;

        Course(Desk desk, Draft draft, LocalDate start, LocalDate on, Chance chance) {
            this.desk = desk;
            this.draft = draft;
            this.start = start;
            this.on = on;
            this.chance = chance;
            this.minute = chance.below(50);
        }

        Draft draft() {
            return draft;
        }

        Disclosure write() {
            return clock.at(
                    desk.days().at(start, 9, minute),
                    () -> disclosures
                            .draft(draft, desk.staff().clerk(desk.unit()))
                            .orThrow());
        }

        Disclosure propose() {
            var written = write();
            var proposed = proposed(written.id(), 10);
            return !start.isEqual(on) && chance.below(700) == 0 ? afterReturn(proposed) : proposed;
        }

        private Disclosure proposed(UUID id, int hour) {
            return clock.at(
                    desk.days().at(start, hour, minute),
                    () -> disclosures
                            .propose(id, desk.staff().clerk(desk.unit()))
                            .orThrow());
        }

        private Disclosure afterReturn(Disclosure proposed) {
            var returned = returned(proposed);
            clock.at(desk.days().at(start, 14, minute), () -> {
                disclosures
                        .edit(
                                returned.id(),
                                withBody(draft.body() + "<p>表中数据已逐项复核。</p>"),
                                returned.version(),
                                desk.staff().clerk(desk.unit()))
                        .orThrow();
            });
            return proposed(returned.id(), 15);
        }

        private Disclosure returned(Disclosure proposed) {
            return clock.at(
                    desk.days().at(start, 11, minute),
                    () -> disclosures
                            .returnForRevision(
                                    proposed.id(),
                                    ReviewKind.ACCURACY,
                                    "表中合计与明细对不上，请核对原始凭证后再报",
                                    desk.staff().reviewer(desk.unit()))
                            .orThrow());
        }

        Disclosure giveBack() {
            return returned(propose());
        }

        Disclosure halfReview() {
            var proposed = propose();
            return reviewed(proposed.id(), ReviewKind.SECRECY);
        }

        Disclosure review() {
            var proposed = propose();
            reviewed(proposed.id(), ReviewKind.SECRECY);
            reviewed(proposed.id(), ReviewKind.PRIVACY);
            return reviewed(proposed.id(), ReviewKind.ACCURACY);
        }

        private Disclosure reviewed(UUID id, ReviewKind kind) {
            return clock.at(
                    desk.days().at(start, 16, minute),
                    () -> disclosures
                            .review(id, kind, "", desk.staff().reviewer(desk.unit()))
                            .orThrow());
        }

        Disclosure approve() {
            var reviewed = review();
            return clock.at(
                    desk.days().at(start, 17, minute),
                    () -> disclosures
                            .approve(reviewed.id(), "", desk.staff().approver(desk.unit()))
                            .orThrow());
        }

        Disclosure escalate() {
            var reviewed = review();
            return clock.at(
                    desk.days().at(start, 17, minute),
                    () -> disclosures
                            .escalate(
                                    reviewed.id(),
                                    "涉及" + desk.unit().superior() + "统一安排，本单位定不了，请上级审定",
                                    desk.staff().approver(desk.unit()))
                            .orThrow());
        }

        Disclosure publish() {
            var approved = approve();
            return clock.at(
                    desk.days().at(on, start.isEqual(on) ? 18 : 9, minute),
                    () -> disclosures
                            .publish(approved.id(), desk.staff().approver(desk.unit()))
                            .orThrow());
        }

        /** A figure was wrong: the old version stays readable, the new one says what was wrong. */
        void correct(UUID published) {
            var found = desk.days().workdaysAfter(on, 1 + chance.below(4));
            var clerk = desk.staff().clerk(desk.unit());
            var correction = clock.at(
                    desk.days().at(found, 9, minute),
                    () -> disclosures
                            .correct(published, "正文一处数字录入有误，按原始凭证更正", clerk)
                            .orThrow());
            var old = correction.draft();
            var edited = clock.at(
                    desk.days().at(found, 9, minute),
                    () -> disclosures
                            .edit(
                                    correction.id(),
                                    new Draft(
                                            old.organization(),
                                            old.kind(),
                                            old.entry(),
                                            old.duty(),
                                            old.outsideGround(),
                                            old.title(),
                                            old.summary(),
                                            old.elements(),
                                            old.body() + "<p>更正说明：原文一处数字录入有误，现按原始凭证更正，其他内容不变。</p>",
                                            old.scope(),
                                            old.audience(),
                                            old.channels(),
                                            old.noticeDays(),
                                            old.objectionContact(),
                                            old.displayUntil(),
                                            old.attachments()),
                                    correction.version(),
                                    clerk)
                            .orThrow());
            clock.at(desk.days().at(found, 10, minute), () -> {
                disclosures.propose(edited.id(), clerk).orThrow();
            });
            clock.at(desk.days().at(found, 16, minute), () -> {
                for (var kind : ReviewKind.values()) {
                    disclosures
                            .review(edited.id(), kind, "", desk.staff().reviewer(desk.unit()))
                            .orThrow();
                }
            });
            clock.at(desk.days().at(found, 17, minute), () -> {
                disclosures
                        .approve(edited.id(), "", desk.staff().approver(desk.unit()))
                        .orThrow();
                disclosures
                        .publish(edited.id(), desk.staff().approver(desk.unit()))
                        .orThrow();
            });
        }

        private Draft withBody(String body) {
            return new Draft(
                    draft.organization(),
                    draft.kind(),
                    draft.entry(),
                    draft.duty(),
                    draft.outsideGround(),
                    draft.title(),
                    draft.summary(),
                    draft.elements(),
                    body,
                    draft.scope(),
                    draft.audience(),
                    draft.channels(),
                    draft.noticeDays(),
                    draft.objectionContact(),
                    draft.displayUntil(),
                    draft.attachments());
        }
    }
}
