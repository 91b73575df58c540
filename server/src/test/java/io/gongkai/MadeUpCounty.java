package io.gongkai;

import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.account.Tokens;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.PersonId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The cast of the tests: a county that nobody else has, with two towns, three villages below the first, a school, a
 * hospital, an enterprise, and one person for every post.
 *
 * <p>{@code @Autowired MadeUpCounty.Founder founder; var county = founder.establish();}
 *
 * @param mark begins every code and login of this county and of no other
 * @param office the county's openness office (县公开办)
 * @param village the one of the three that has people of its own; the other two fall back to the town's
 */
public record MadeUpCounty(
        String mark,
        Organization county,
        Organization office,
        Organization town,
        Organization otherTown,
        Organization village,
        Organization secondVillage,
        Organization thirdVillage,
        Organization school,
        Organization hospital,
        Organization enterprise,
        Map<Post, Person> people) {

    public static final String PASSWORD = "gongkai-test";

    /** Organizations and appointments of the cast hold from this day on. */
    public static final LocalDate SINCE = LocalDate.of(2016, 1, 1);

    private static final List<Role> WORKING_ROLES =
            List.of(Role.CLERK, Role.SECRECY_REVIEWER, Role.PRIVACY_REVIEWER, Role.APPROVER, Role.PUBLISHER);

    public record Post(Role role, OrganizationId organization) {}

    /** Somebody with exactly one post. The token opens the API, login and {@link #PASSWORD} the pages. */
    public record Person(PersonId id, String login, String name, String token) {}

    /** Who holds the role at exactly this organization. */
    public Person who(Role role, Organization at) {
        var person = people.get(new Post(role, at.id()));
        if (person == null) {
            throw new IllegalArgumentException("The cast has no %s at %s".formatted(role, at.name()));
        }
        return person;
    }

    /** Clerk, reviewers, approver and publisher exist at county, town and village; every other role at the county. */
    public Person countyClerk() {
        return who(Role.CLERK, county);
    }

    public Person countyApprover() {
        return who(Role.APPROVER, county);
    }

    public Person townClerk() {
        return who(Role.CLERK, town);
    }

    public Person townApprover() {
        return who(Role.APPROVER, town);
    }

    public Person villageClerk() {
        return who(Role.CLERK, village);
    }

    public Person villageSecrecyReviewer() {
        return who(Role.SECRECY_REVIEWER, village);
    }

    public Person villagePrivacyReviewer() {
        return who(Role.PRIVACY_REVIEWER, village);
    }

    public Person villageApprover() {
        return who(Role.APPROVER, village);
    }

    public Person villagePublisher() {
        return who(Role.PUBLISHER, village);
    }

    /** A Party member of the village. */
    public Person member() {
        return who(Role.MEMBER, village);
    }

    /** One of the masses of the village. */
    public Person resident() {
        return who(Role.RESIDENT, village);
    }

    public Person supervisor() {
        return who(Role.SUPERVISOR, county);
    }

    public Person systemAdmin() {
        return who(Role.SYSTEM_ADMIN, county);
    }

    public Person securityAdmin() {
        return who(Role.SECURITY_ADMIN, county);
    }

    public Person auditAdmin() {
        return who(Role.AUDIT_ADMIN, county);
    }

    /** Establishes made-up counties, each through the services that people use. */
    @Component
    public static class Founder {

        private final Organizations organizations;
        private final People people;
        private final Tokens tokens;
        private final Clock clock;

        Founder(Organizations organizations, People people, Tokens tokens, Clock clock) {
            this.organizations = organizations;
            this.people = people;
            this.tokens = tokens;
            this.clock = clock;
        }

        public MadeUpCounty establish() {
            var mark = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 11);
            var county = establish(
                    mark, "", "中共青禾县委员会", OrganizationKind.COUNTY_COMMITTEE, OrganizationForm.COMMITTEE, null);
            var office = establish(
                    mark, "-B01", "青禾县党务公开工作办公室", OrganizationKind.COUNTY_BODY, OrganizationForm.BRANCH, county);
            var town = establish(
                    mark, "-T01", "中共柳泉镇委员会", OrganizationKind.TOWN_COMMITTEE, OrganizationForm.COMMITTEE, county);
            var otherTown = establish(
                    mark, "-T02", "中共石桥镇委员会", OrganizationKind.TOWN_COMMITTEE, OrganizationForm.COMMITTEE, county);
            var village = village(mark, "-T01-V01", "柳泉镇东河村党支部", town);
            var secondVillage = village(mark, "-T01-V02", "柳泉镇西岭村党支部", town);
            var thirdVillage = village(mark, "-T01-V03", "柳泉镇南坪村党支部", town);
            var school = establish(
                    mark, "-S01", "青禾县第一中学党支部", OrganizationKind.INSTITUTION_SCHOOL, OrganizationForm.BRANCH, county);
            var hospital = establish(
                    mark, "-H01", "青禾县人民医院党委", OrganizationKind.INSTITUTION_HEALTH, OrganizationForm.COMMITTEE, county);
            var enterprise = establish(
                    mark, "-E01", "青禾县自来水公司党支部", OrganizationKind.ENTERPRISE, OrganizationForm.BRANCH, county);
            var cast = new LinkedHashMap<Post, Person>();
            for (var role : Role.values()) {
                appoint(cast, mark, "c", role, county);
            }
            for (var role : WORKING_ROLES) {
                appoint(cast, mark, "t", role, town);
                appoint(cast, mark, "v", role, village);
            }
            appoint(cast, mark, "v", Role.MEMBER, village);
            appoint(cast, mark, "v", Role.RESIDENT, village);
            return new MadeUpCounty(
                    mark,
                    county,
                    office,
                    town,
                    otherTown,
                    village,
                    secondVillage,
                    thirdVillage,
                    school,
                    hospital,
                    enterprise,
                    Map.copyOf(cast));
        }

        /** One more person of the county, in whatever posts the test wants. */
        public Person person(MadeUpCounty county, String login, String name) {
            return register(county.mark() + "." + login, name);
        }

        private Organization village(String mark, String suffix, String name, Organization town) {
            return establish(
                    mark, suffix, name, OrganizationKind.ADMINISTRATIVE_VILLAGE, OrganizationForm.BRANCH, town);
        }

        private Organization establish(
                String mark,
                String suffix,
                String name,
                OrganizationKind kind,
                OrganizationForm form,
                @Nullable Organization parent) {
            return organizations
                    .establish(new Organizations.New(
                            mark + suffix, name, kind, form, parent == null ? null : parent.id(), null, SINCE))
                    .orThrow();
        }

        private void appoint(Map<Post, Person> cast, String mark, String level, Role role, Organization at) {
            var person = register(
                    "%s.%s-%s".formatted(mark, level, role.name().toLowerCase(Locale.ROOT)), level + " " + role.name());
            people.appoint(person.id(), at.id(), role, SINCE, null);
            cast.put(new Post(role, at.id()), person);
        }

        private Person register(String login, String name) {
            var id = people.register(login, name, PASSWORD).orThrow();
            var token =
                    tokens.issue(id, "test", LocalDate.now(clock).plusDays(30)).orThrow();
            return new Person(id, login, name, token.secret());
        }
    }
}
