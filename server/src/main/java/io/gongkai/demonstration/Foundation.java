package io.gongkai.demonstration;

import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup.Post;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.CountyClock;
import io.gongkai.shared.PersonId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings a county's organizations into being, with their boards and hotlines, leading groups and people. */
@Component
class Foundation {

    private final Organizations organizations;
    private final People people;
    private final CountyClock clock;

    Foundation(Organizations organizations, People people, CountyClock clock) {
        this.organizations = organizations;
        this.people = people;
        this.clock = clock;
    }

    /** All organizations of a county, superiors first. */
    void establish(County county, Days days) {
        clock.at(days.at(LocalDate.of(Days.YEAR, 1, 5), 9, 0), () -> {
            var ids = new HashMap<String, OrganizationId>();
            var waiting = new ArrayList<>(county.units());
            while (!waiting.isEmpty()) {
                var level = waiting.stream()
                        .filter(unit -> unit.parentCode() == null || ids.containsKey(unit.parentCode()))
                        .toList();
                if (level.isEmpty()) {
                    throw new IllegalStateException("Nobody stands above " + waiting);
                }
                organizations
                        .establishAll(level.stream()
                                .map(unit -> new Organizations.New(
                                        unit.code(),
                                        unit.name(),
                                        unit.kind(),
                                        unit.form(),
                                        unit.parentCode() == null ? null : ids.get(unit.parentCode()),
                                        unit.divisionCode(),
                                        Days.FOUNDED))
                                .toList())
                        .orThrow()
                        .forEach(founded -> ids.put(founded.code(), founded.id()));
                waiting.removeAll(level);
            }
        });
    }

    // ---- people

    /** Accounts of a county's own desks. */
    void appointAtTheTop(County county, Ids ids, Days days) {
        clock.at(days.at(LocalDate.of(Days.YEAR, 1, 6), 9, 0), () -> {
            var top = county.top();
            desk(top, ids, true);
        });
    }

    /** People of a town or another unit, and of its villages. */
    void appoint(County county, Unit head, Ids ids, Days days) {
        clock.at(days.at(LocalDate.of(Days.YEAR, 1, 6), 10, 0), () -> {
            desk(head, ids, head.isTown() && !county.full());
            if (county.full()) {
                for (var village : county.villagesOf(head)) {
                    villageDesk(village, ids);
                }
            }
        });
    }

    private void desk(Unit unit, Ids ids, boolean deputy) {
        var at = ids.of(unit);
        var clerk = person("clerk", unit, "经办人");
        appoint(clerk, at, Role.CLERK, Role.BOARD_KEEPER, Role.RECEPTIONIST, Role.STATISTICIAN);
        appoint(person("reviewer", unit, "审核人"), at, Role.SECRECY_REVIEWER, Role.PRIVACY_REVIEWER);
        var approver = person("approver", unit, "审批人");
        appoint(approver, at, Role.APPROVER, Role.PUBLISHER);
        if (unit.code().equals(Staff.DEMONSTRATION_TOWN)) {
            appoint(approver, at, Role.SECRECY_REVIEWER, Role.PRIVACY_REVIEWER);
        }
        if (deputy) {
            appoint(person("deputy", unit, "副书记"), at, Role.APPROVER, Role.PUBLISHER);
        }
    }

    private void villageDesk(Unit village, Ids ids) {
        var at = ids.of(village);
        appoint(person("clerk", village, "经办人"), at, Role.CLERK, Role.BOARD_KEEPER);
        appoint(person("approver", village, "书记"), at, Role.APPROVER, Role.PUBLISHER);
    }

    private PersonId person(String post, Unit unit, String title) {
        var login = Staff.login(post, unit.code());
        var name = unit.place()
                + title
                + switch (post) {
                    case "approver" -> Composer.holder(unit, "书记");
                    case "deputy" -> Composer.holder(unit, "副书记");
                    case "reviewer" -> Composer.holder(unit, "纪检委员");
                    default -> Composer.holder(unit, "会计");
                };
        return login.contains(unit.code().toLowerCase(java.util.Locale.ROOT))
                ? people.registerWithoutPassword(login, name).orThrow()
                : account(login, name);
    }

    private PersonId account(String login, String name) {
        return people.register(login, name, People.DEMONSTRATION_PASSWORD).orThrow();
    }

    private void appoint(PersonId person, OrganizationId at, Role... roles) {
        for (var role : roles) {
            people.appoint(person, at, role, Days.FOUNDED, null);
        }
    }

    /** The accounts that are no desk: supervisor, member, resident and the three administrators. */
    void appointOthers(County county, Ids ids, Days days) {
        clock.at(days.at(LocalDate.of(Days.YEAR, 1, 7), 9, 0), () -> {
            var village = ids.of(ids.has(Staff.DEMONSTRATION_VILLAGE) ? Staff.DEMONSTRATION_VILLAGE : county.code());
            var town = ids.of(ids.has(Staff.DEMONSTRATION_TOWN) ? Staff.DEMONSTRATION_TOWN : county.code());
            var top = ids.of(county.top());
            appoint(account("supervisor", "党务公开监督员郑某某"), town, Role.SUPERVISOR);
            appoint(account("member", "陈畈村党员何某某"), village, Role.MEMBER);
            appoint(account("resident", "陈畈村村民吴某某"), village, Role.RESIDENT);
            appoint(account("system-admin", "系统管理员"), top, Role.SYSTEM_ADMIN);
            appoint(account("security-admin", "安全管理员"), top, Role.SECURITY_ADMIN);
            appoint(account("audit-admin", "审计管理员"), top, Role.AUDIT_ADMIN);
        });
    }

    /** Lists the accounts on the sign-in page, in the order of the county's own chain. */
    void showAccounts() {
        for (var login : List.of(
                "county-clerk",
                "county-reviewer",
                "county-approver",
                "town-clerk",
                "town-approver",
                "village-clerk",
                "village-secretary",
                "supervisor",
                "member",
                "resident",
                "system-admin",
                "security-admin",
                "audit-admin")) {
            people.find(login).ifPresent(people::showOnSignInPage);
        }
    }

    // ---- groups and places

    /** Leading group and places of openness of each unit. */
    void equip(County county, Unit head, Ids ids, Days days) {
        equip(county, head, ids.of(head), days);
        for (var village : county.villagesOf(head)) {
            if (county.opens(village)) {
                equip(county, village, ids.of(village), days);
            }
        }
    }

    private void equip(County county, Unit unit, OrganizationId id, Days days) {
        var chance = new Chance(unit.code() + "/equipment");
        if (county.full() || !chance.in100(8)) {
            var formed = days.between(LocalDate.of(Days.YEAR, 3, 2), LocalDate.of(Days.YEAR, 5, 9), chance);
            clock.at(days.at(formed, 10, 30), () -> {
                organizations
                        .formLeadingGroup(id, unit.place() + "党务公开领导小组", formed, posts(unit))
                        .orThrow();
            });
        }
        for (var place : places(unit)) {
            var opened = place.kind == FacilityKind.BOARD
                    ? days.between(LocalDate.of(Days.YEAR, 1, 8), LocalDate.of(Days.YEAR, 5, 12), chance)
                    : days.between(LocalDate.of(Days.YEAR, 3, 9), LocalDate.of(Days.YEAR, 9, 18), chance);
            var from = opened.isAfter(days.last()) ? days.last() : opened;
            clock.at(days.at(from, 11, 0), () -> {
                organizations
                        .openFacility(id, place.kind, place.name, place.where, from)
                        .orThrow();
            });
        }
    }

    private static List<Post> posts(Unit unit) {
        var phone = Composer.phone(unit);
        return List.of(
                new Post("组长", Composer.holder(unit, "书记"), "党务公开第一责任人", phone, 1),
                new Post("副组长", Composer.holder(unit, "副书记"), "审批，协调公开工作", phone, 2),
                new Post("成员", Composer.holder(unit, "组织委员"), "编制目录，组织公开", phone, 3),
                new Post("成员", Composer.holder(unit, "纪检委员"), "审核，受理意见和监督", phone, 4),
                new Post("经办人", Composer.holder(unit, "会计"), "起草、张贴、登记台账", phone, 5));
    }

    record Place(FacilityKind kind, String name, String where) {}

    static List<Place> places(Unit unit) {
        var chance = new Chance(unit.code() + "/places");
        var places = new ArrayList<Place>();
        var hall = unit.isVillage() ? "党群服务中心" : unit.isTown() ? "便民服务中心" : "办公楼";
        places.add(new Place(FacilityKind.BOARD, unit.place() + "党务公开栏", hall + "门口"));
        if (unit.isVillage() && chance.in100(25)) {
            places.add(new Place(FacilityKind.BOARD, unit.place() + "第二公开栏", "文化广场东侧"));
        }
        var site = website(unit);
        if (!unit.isVillage() || chance.in100(30)) {
            places.add(new Place(FacilityKind.WEBSITE, unit.place() + "党务公开专栏", site));
        }
        if (hasScreen(unit)) {
            places.add(new Place(FacilityKind.SCREEN, unit.place() + "电子显示屏", hall + "大厅"));
        }
        if (unit.isVillage() ? chance.in100(35) : chance.in100(70)) {
            places.add(new Place(FacilityKind.READING_ROOM, unit.place() + "资料查阅室", hall + "一楼"));
        }
        if (unit.isVillage() ? chance.in100(15) : chance.in100(80)) {
            places.add(new Place(FacilityKind.HOTLINE, unit.place() + "党务公开热线", Composer.phone(unit)));
        }
        return places;
    }

    static boolean hasScreen(Unit unit) {
        return !unit.isVillage() || new Chance(unit.code() + "/screen").in100(18);
    }

    private static String website(Unit unit) {
        return unit.countyName() + "党务公开网";
    }
}
