package io.gongkai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.account.AuditEvent.Act;
import io.gongkai.organization.Organization;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import io.gongkai.web.TestRoutes;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The security administrator registers, appoints and shuts out, within his reach and never for himself. */
@CountyTest
class AdministeringAccountsTest {

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    People people;

    @Autowired
    Authority authority;

    @Autowired
    Sessions sessions;

    @Autowired
    SignIns signIns;

    @Autowired
    AuditLog log;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    MadeUpCounty county;
    PersonId admin;

    @BeforeEach
    void establish() {
        county = founder.establish();
        admin = county.securityAdmin().id();
    }

    @Test
    void whoIsRegisteredChangesTheFirstPasswordBeforeAnythingElse() {
        var login = county.mark() + ".new";
        var first = accounts.register(login, "新文书", post(county.village(), Role.CLERK), admin)
                .orThrow();
        var browser = new Browser(port).signIn(login, first.password());

        assertThat(browser.get("/work/accounts").statusCode()).isEqualTo(403);
        assertThat(browser.get(TestRoutes.PAGE + "staff").headers().firstValue("Location"))
                .hasValue("/work/account#password");
        browser.get("/work/account");
        browser.post("/work/account/password", Map.of("present", first.password(), "wanted", "eine gute Parole"));

        assertThat(browser.get("/work/account").body()).doesNotContain("密码是管理员设定的");
        assertThat(authority.may(
                        first.person(),
                        Permission.WRITE_DISCLOSURE,
                        county.village().id()))
                .isTrue();
    }

    @Test
    void nobodyAppointsHimself() {
        assertThat(grounds(accounts.appoint(admin, post(county.village(), Role.CLERK), admin)))
                .containsExactly("account.appoint.himself");
        assertThatThrownBy(
                        () -> people.appoint(admin, county.village().id(), Role.CLERK, MadeUpCounty.SINCE, null, admin))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("nobody_appoints_himself");
    }

    @Test
    void systemSecurityAndAuditAdministratorAreThreePersons() {
        var systemAdmin = county.systemAdmin().id();

        assertThat(grounds(accounts.appoint(systemAdmin, post(county.town(), Role.AUDIT_ADMIN), admin)))
                .containsExactly("account.appoint.separate");
        assertThat(grounds(accounts.appoint(systemAdmin, post(county.town(), Role.SYSTEM_ADMIN), admin)))
                .isEmpty();
    }

    @Test
    void twoAppointmentsAtOnceDoNotMakeOneTwoAdministrators() throws Exception {
        var person = founder.person(county, "twice", "双岗").id();
        var other = founder.person(county, "admin2", "二管").id();
        people.appoint(other, county.county().id(), Role.SECURITY_ADMIN, MadeUpCounty.SINCE, null);

        try (var offices = Executors.newVirtualThreadPerTaskExecutor()) {
            var system =
                    offices.submit(() -> accounts.appoint(person, post(county.county(), Role.SYSTEM_ADMIN), admin));
            var audit = offices.submit(() -> accounts.appoint(person, post(county.county(), Role.AUDIT_ADMIN), other));

            assertThat(List.of(system.get(), audit.get()))
                    .hasAtLeastOneElementOfType(Outcome.Done.class)
                    .hasAtLeastOneElementOfType(Outcome.Refused.class);
        }
    }

    @Test
    void anAdministratorReachesHisOwnPartOfTheTreeOnly() {
        var townAdmin = founder.person(county, "town-admin", "镇安管").id();
        people.appoint(townAdmin, county.town().id(), Role.SECURITY_ADMIN, MadeUpCounty.SINCE, null);
        var clerk = county.villageClerk().id();

        accounts.resetPassword(clerk, townAdmin);
        assertThatThrownBy(() -> accounts.resetPassword(county.countyClerk().id(), townAdmin))
                .isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> accounts.appoint(clerk, post(county.otherTown(), Role.CLERK), townAdmin))
                .isInstanceOf(NotPermittedException.class);

        // With a post in the county's office too, a new password would let the town act there.
        people.appoint(clerk, county.office().id(), Role.CLERK, MadeUpCounty.SINCE, null);
        assertThatThrownBy(() -> accounts.resetPassword(clerk, townAdmin)).isInstanceOf(NotPermittedException.class);
        assertThat(accounts.details(clerk, townAdmin).manageable()).isFalse();
    }

    @Test
    void whoIsShutOutIsOutEverywhereAtOnce() {
        var clerk = county.villageClerk();
        var browser = new Browser(port).signIn(clerk);
        assertThat(sessions.of(clerk.id(), null)).hasSize(1);

        accounts.disable(clerk.id(), admin);

        assertThat(browser.get("/work/account").statusCode()).isEqualTo(303);
        assertThat(sessions.of(clerk.id(), null)).isEmpty();
        assertThat(grounds(signIns.signIn(clerk.login(), MadeUpCounty.PASSWORD, "10.0.0.2")))
                .containsExactly("account.signIn.disabled");

        accounts.enable(clerk.id(), admin);
        signIns.signIn(clerk.login(), MadeUpCounty.PASSWORD, "10.0.0.2").orThrow();
    }

    @Test
    void oneEndsTheOwnSessionsElsewhere() {
        var clerk = county.villageClerk();
        var office = new Browser(port).signIn(clerk);
        var forgotten = new Browser(port).signIn(clerk);
        var page = Browser.page(office.get("/work/account"));
        var end = page.select("form[action~=/sessions/.*/end]").attr("action");
        assertThat(end).isNotEmpty();

        office.post(end, Map.of());

        assertThat(forgotten.get("/work/account").statusCode()).isEqualTo(303);
        assertThat(office.get("/work/account").statusCode()).isEqualTo(200);
    }

    @Test
    void unlockingOpensALockedLogin() {
        var clerk = county.villageClerk();
        for (var i = 0; i < SignIns.FAILURES; i++) {
            signIns.signIn(clerk.login(), "wrong wrong wrong", "10.0.0.3");
        }
        assertThat(grounds(signIns.signIn(clerk.login(), MadeUpCounty.PASSWORD, "10.0.0.3")))
                .containsExactly("account.signIn.locked");

        accounts.unlock(clerk.id(), admin);

        signIns.signIn(clerk.login(), MadeUpCounty.PASSWORD, "10.0.0.3").orThrow();
    }

    @Test
    void endingAPostTakesItsRightsFromThatDayOn() {
        var clerk = county.villageClerk().id();
        var post = authority.actor(clerk).orElseThrow().appointments().getFirst();

        accounts.endAppointment(post.id(), LocalDate.now(clock), admin).orThrow();

        assertThat(authority.may(
                        clerk, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isFalse();
        assertThat(grounds(accounts.endAppointment(post.id(), LocalDate.now(clock), admin)))
                .containsExactly("account.appoint.ended");
    }

    @Test
    void aTableOfPeopleIsTakenOverWholeOrNotAtAll() {
        var mark = county.mark();
        var good = row(2, mark + ".a", "甲", county.village(), "起草人");
        var secondPost = row(3, mark + ".a", "甲", county.village(), "PUBLISHER");
        var bad = row(4, "Not A Login", "", county.village(), "king");
        var elsewhere = row(5, mark + ".b", "乙", founder.establish().village(), "CLERK");

        var report = people.importRows(List.of(good, secondPost, bad, elsewhere), admin);
        assertThat(report.accepted()).isZero();
        assertThat(report.rejected())
                .extracting(
                        ImportReport.RejectedRow::row,
                        rejected -> rejected.refusal().code())
                .containsExactly(
                        tuple(4, "account.register.login"),
                        tuple(4, "account.register.name"),
                        tuple(4, "account.appoint.role"),
                        tuple(5, "account.import.notYours"));
        assertThat(people.find(mark + ".a")).isEmpty();

        assertThat(people.importRows(List.of(good, secondPost), admin).accepted())
                .isEqualTo(2);
        assertThat(authority
                        .actor(people.find(mark + ".a").orElseThrow())
                        .orElseThrow()
                        .appointments())
                .extracting(Appointment::role)
                .containsExactlyInAnyOrder(Role.CLERK, Role.PUBLISHER);
    }

    @Test
    void theAuditRecordShowsWhoDidWhatAndNobodyChangesIt() {
        var clerk = county.villageClerk();
        accounts.disable(clerk.id(), admin);
        new Browser(port).signIn(county.townClerk()).get("/work/audit");

        // Whoever was turned away has the answer before the record of it is written.
        var events = await().until(
                        () -> log.read(county.auditAdmin().id(), null, "", 100, null)
                                .items(),
                        read -> read.stream().anyMatch(event -> event.act() == Act.ACCESS_REFUSED));

        assertThat(events)
                .anySatisfy(event -> {
                    assertThat(event.act()).isEqualTo(Act.DISABLED);
                    assertThat(event.actor()).isEqualTo(admin);
                    assertThat(event.subject()).isEqualTo(clerk.id());
                })
                .anySatisfy(event -> {
                    assertThat(event.act()).isEqualTo(Act.ACCESS_REFUSED);
                    assertThat(event.detail()).isEqualTo("GET /work/audit");
                });
        assertThatThrownBy(() -> log.read(admin, null, "", 100, null)).isInstanceOf(NotPermittedException.class);
        assertThatThrownBy(() -> jdbc.sql("update account.audit_event set detail = 'nothing'")
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> jdbc.sql("delete from account.audit_event").update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void theAuditRecordIsReadPageByPageWithNothingLostOrDoubled() {
        var auditor = county.auditAdmin().id();
        var all = log.read(auditor, Act.APPOINTED, "", 1000, null).items();
        var first = log.read(auditor, Act.APPOINTED, "", 10, null);
        var second = log.read(auditor, Act.APPOINTED, "", 1000, first.next());

        assertThat(first.items()).hasSize(10);
        assertThat(Stream.concat(first.items().stream(), second.items().stream()))
                .containsExactlyElementsOf(all);
        assertThat(log.read(founder.establish().auditAdmin().id(), Act.APPOINTED, "", 1000, null)
                        .items())
                .doesNotContainAnyElementsOf(all);
    }

    private static Accounts.Post post(Organization at, Role role) {
        return new Accounts.Post(at.code(), role, null, null);
    }

    private static TableRow row(int number, String login, String name, Organization at, String role) {
        return new TableRow(number, Map.of("login", login, "name", name, "organizationCode", at.code(), "role", role));
    }

    private static List<String> grounds(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(var refusals)
                ? refusals.stream().map(Refusal::code).toList()
                : Collections.emptyList();
    }
}
