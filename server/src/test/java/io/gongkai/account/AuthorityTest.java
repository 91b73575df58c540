package io.gongkai.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.Organization;
import io.gongkai.shared.PersonId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may do what, and where. */
@CountyTest
class AuthorityTest {

    @Autowired
    Authority authority;

    @Autowired
    People people;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    MadeUpCounty county;

    @BeforeEach
    void establish() {
        county = founder.establish();
    }

    @Test
    void anAppointmentReachesEverythingBelowAndNothingAboveOrBeside() {
        var clerk = county.townClerk().id();

        assertThat(authority.may(
                        clerk, Permission.WRITE_DISCLOSURE, county.town().id()))
                .isTrue();
        assertThat(authority.may(
                        clerk, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isTrue();
        assertThat(authority.may(
                        clerk, Permission.WRITE_DISCLOSURE, county.county().id()))
                .isFalse();
        assertThat(authority.may(
                        clerk, Permission.WRITE_DISCLOSURE, county.otherTown().id()))
                .isFalse();
        assertThat(authority.may(
                        clerk, Permission.APPROVE_DISCLOSURE, county.town().id()))
                .isFalse();
        assertThatThrownBy(() -> authority.require(
                        clerk, Permission.WRITE_DISCLOSURE, county.otherTown().id()))
                .isInstanceOf(NotPermittedException.class);
    }

    @Test
    void anotherCountysClerkMayNothingHere() {
        var other = founder.establish();

        assertThat(authority.may(
                        other.countyClerk().id(),
                        Permission.READ_WORK,
                        county.village().id()))
                .isFalse();
        assertThat(authority.may(
                        other.countyClerk().id(),
                        Permission.READ_WORK,
                        other.village().id()))
                .isTrue();
    }

    @Test
    void anAppointmentHoldsFromItsFirstDayUntilTheDayBeforeItEnds() {
        var today = LocalDate.now(clock);
        var person = founder.person(county, "deputy", "代理").id();

        appoint(person, Role.CLERK, county.village(), today.plusDays(1), null);
        appoint(person, Role.PUBLISHER, county.village(), today.minusDays(9), today);
        appoint(person, Role.APPROVER, county.village(), today.minusDays(9), today.plusDays(1));

        assertThat(authority.actor(person).orElseThrow().appointments())
                .extracting(Appointment::role)
                .containsExactly(Role.APPROVER);
        assertThat(authority.may(
                        person, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isFalse();
        assertThat(authority.may(
                        person, Permission.APPROVE_DISCLOSURE, county.village().id()))
                .isTrue();
    }

    @Test
    void aBranchOfOnePersonFallsBackToTheReviewerOfItsSuperior() {
        var villageReviewer = county.villageSecrecyReviewer().id();
        var townReviewer = county.who(Role.SECRECY_REVIEWER, county.town()).id();
        var countyReviewer = county.who(Role.SECRECY_REVIEWER, county.county()).id();

        assertThat(reviewers(county.village(), List.of())).containsExactly(villageReviewer);
        assertThat(reviewers(county.village(), List.of(villageReviewer))).containsExactly(townReviewer);
        assertThat(reviewers(county.secondVillage(), List.of())).containsExactly(townReviewer);
        assertThat(reviewers(county.school(), List.of())).containsExactly(countyReviewer);
        assertThat(reviewers(county.school(), List.of(countyReviewer))).isEmpty();
    }

    @Test
    void anAppointmentCountsAtOnceAndOneThatWasRolledBackNever() {
        var person = founder.person(county, "new", "新人").id();
        assertThat(authority.may(
                        person, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isFalse();

        transactions.executeWithoutResult(transaction -> {
            appoint(person, Role.CLERK, county.village(), MadeUpCounty.SINCE, null);
            assertThat(authority.may(
                            person,
                            Permission.WRITE_DISCLOSURE,
                            county.village().id()))
                    .isTrue();
            transaction.setRollbackOnly();
        });
        assertThat(authority.may(
                        person, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isFalse();

        appoint(person, Role.CLERK, county.village(), MadeUpCounty.SINCE, null);
        assertThat(authority.may(
                        person, Permission.WRITE_DISCLOSURE, county.village().id()))
                .isTrue();
    }

    @Test
    void theDatabaseItselfKeepsTheThreeAdministratorsApart() {
        assertThatThrownBy(() ->
                        appoint(county.securityAdmin().id(), Role.AUDIT_ADMIN, county.town(), MadeUpCounty.SINCE, null))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("administrators_are_separate_persons");
    }

    private List<PersonId> reviewers(Organization at, List<PersonId> excluded) {
        return authority.nearestHolders(Permission.REVIEW_SECRECY, at.id(), excluded);
    }

    private void appoint(PersonId person, Role role, Organization at, LocalDate from, @Nullable LocalDate until) {
        people.appoint(person, at.id(), role, from, until);
    }
}
