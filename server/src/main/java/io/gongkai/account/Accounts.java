package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.Slice;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the security administrator (安全管理员) does with other people's accounts, below his own post only.
 *
 * <p>He may not touch his own account, nor that of somebody who also holds a post outside his reach: with a new password he
 * could act as that person there. System, security and audit administrator are three different people.
 */
@Service
public class Accounts {

    private static final Set<Role> ADMINISTRATORS =
            EnumSet.of(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN);
    private static final int MAX_SIZE = 1000;
    /** Without letters and digits that look alike on paper. */
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    /** A post as the administrator fills it in. */
    public record Post(
            String organizationCode,
            @Nullable Role role,
            @Nullable LocalDate from,
            @Nullable LocalDate until) {}

    /** A password in the only moment in which it can be read; its owner changes it when he first signs in. */
    public record FirstPassword(PersonId person, String password) {}

    /** An account with every post, past and future ones too. */
    public record Details(AccountLine account, List<Appointment> appointments, boolean manageable) {

        public Details {
            appointments = List.copyOf(appointments);
        }
    }

    private final AccountStore store;
    private final People people;
    private final KnownPeople known;
    private final Authority authority;
    private final Organizations organizations;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Accounts(
            AccountStore store,
            People people,
            KnownPeople known,
            Authority authority,
            Organizations organizations,
            Passwords passwords,
            Sessions sessions,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.known = known;
        this.authority = authority;
        this.organizations = organizations;
        this.passwords = passwords;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** People with a post below the administrator's own, in order of login; {@code words} is part of login or name. */
    public Slice<AccountLine> list(PersonId by, String words, int size, @Nullable String cursor) {
        var limit = Math.clamp(size, 1, MAX_SIZE);
        var lines = store.people(places(by), by, words.strip(), cursor == null ? "" : cursor, limit + 1);
        return lines.size() <= limit
                ? new Slice<>(lines, null)
                : new Slice<>(lines.subList(0, limit), lines.get(limit - 1).login());
    }

    /** @throws NotPermittedException for a person who has nothing to do with the places that {@code by} administers */
    public Details details(PersonId person, PersonId by) {
        var line = store.line(person).orElseThrow(() -> new NoSuchElementException("person " + person));
        var appointments = store.appointments(person);
        var places = places(by);
        if (appointments.stream().noneMatch(appointment -> isWithin(appointment.organization(), places))
                && !(appointments.isEmpty() && store.isRegisteredBy(person, by))) {
            throw new NotPermittedException("%s does not administer %s".formatted(by, person));
        }
        return new Details(line, appointments, mayManage(person, by));
    }

    /** Registers somebody with a first post and a first password. */
    @Transactional
    public Outcome<FirstPassword> register(String login, String name, Post post, PersonId by) {
        places(by);
        var refusals = new ArrayList<Refusal>();
        var place = place(post.organizationCode(), by, refusals);
        var from = firstDay(post, refusals);
        if (!refusals.isEmpty() || place == null || post.role() == null || from == null) {
            refusals.addAll(people.groundsAgainst(login, name));
            return Outcome.refused(refusals);
        }
        var password = newPassword();
        return switch (people.register(login, name, password, true, by)) {
            case Outcome.Refused<PersonId>(var grounds) -> Outcome.refused(grounds);
            case Outcome.Done<PersonId>(var person) -> {
                people.appoint(person, place.id(), post.role(), from, post.until(), by);
                yield Outcome.done(new FirstPassword(person, password));
            }
        };
    }

    /** One more post for somebody who is registered; he may come from elsewhere. */
    @Transactional
    public Outcome<Appointment> appoint(PersonId person, Post post, PersonId by) {
        places(by);
        store.lockPerson(person);
        var account = store.account(person).orElseThrow(() -> new NoSuchElementException("person " + person));
        var refusals = new ArrayList<Refusal>();
        if (person.equals(by)) {
            refusals.add(Refusal.of("account.appoint.himself"));
        }
        var place = place(post.organizationCode(), by, refusals);
        var from = firstDay(post, refusals);
        if (place == null || from == null || post.role() == null) {
            return Outcome.refused(refusals);
        }
        refusals.addAll(groundsAgainst(account.appointments(), place.id(), post.role(), from, post.until()));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        return Outcome.done(people.appoint(person, place.id(), post.role(), from, post.until(), by));
    }

    /** Grounds in the posts that somebody holds already against one more. */
    static List<Refusal> groundsAgainst(
            List<Appointment> held, OrganizationId place, Role role, LocalDate from, @Nullable LocalDate until) {
        var refusals = new ArrayList<Refusal>();
        var atTheSameTime =
                held.stream().filter(other -> overlaps(other, from, until)).toList();
        if (atTheSameTime.stream()
                .anyMatch(other -> other.role() == role && other.organization().equals(place))) {
            refusals.add(Refusal.at("role", "account.appoint.twice", role));
        }
        if (ADMINISTRATORS.contains(role)) {
            atTheSameTime.stream()
                    .map(Appointment::role)
                    .filter(other -> other != role && ADMINISTRATORS.contains(other))
                    .findFirst()
                    .ifPresent(other -> refusals.add(Refusal.at("role", "account.appoint.separate", role, other)));
        }
        return refusals;
    }

    /** Ends a post; {@code on} is the first day without it and may not lie in the past, when work was done on its strength. */
    @Transactional
    public Outcome<Appointment> endAppointment(UUID appointment, LocalDate on, PersonId by) {
        var held = store.appointment(appointment)
                .orElseThrow(() -> new NoSuchElementException("appointment " + appointment));
        authority.require(by, Permission.MANAGE_ACCOUNTS, held.organization());
        var today = LocalDate.now(clock);
        if (held.person().equals(by)) {
            return Outcome.refused(Refusal.of("account.appoint.himself"));
        }
        if (held.validUntil() != null && !held.validUntil().isAfter(today)) {
            return Outcome.refused(Refusal.at("on", "account.appoint.ended", held.validUntil()));
        }
        if (on.isBefore(today)) {
            return Outcome.refused(Refusal.at("on", "account.appoint.past", today));
        }
        var end = on.isBefore(held.validFrom()) ? held.validFrom() : on;
        store.endAppointment(appointment, end, clock.instant(), by);
        known.changed(held.person());
        audit.record(
                Act.APPOINTMENT_ENDED,
                by,
                held.person(),
                held.organization(),
                held.role().name());
        return Outcome.done(store.appointment(appointment).orElseThrow());
    }

    /**
     * Shuts somebody out at once, wherever he is signed in. Nothing he did is touched.
     *
     * @param by null, here and below, for whoever works at the machine itself and holds its database anyway
     */
    @Transactional
    public void disable(PersonId person, @Nullable PersonId by) {
        requireManageable(person, by);
        store.setDisabled(person, clock.instant());
        known.changed(person);
        sessions.endAll(person, null);
        audit.record(Act.DISABLED, by, person, "");
    }

    @Transactional
    public void enable(PersonId person, @Nullable PersonId by) {
        requireManageable(person, by);
        store.setDisabled(person, null);
        known.changed(person);
        audit.record(Act.ENABLED, by, person, "");
    }

    /** Opens a login again that failed sign-ins have locked. */
    @Transactional
    public void unlock(PersonId person, @Nullable PersonId by) {
        requireManageable(person, by);
        store.forgetFailures(store.account(person).orElseThrow().login());
        audit.record(Act.UNLOCKED, by, person, "");
    }

    /** A new first password; every session of the person ends. */
    @Transactional
    public FirstPassword resetPassword(PersonId person, @Nullable PersonId by) {
        requireManageable(person, by);
        var password = newPassword();
        store.setPassword(person, passwords.hash(password), true, clock.instant());
        known.changed(person);
        sessions.endAll(person, null);
        audit.record(Act.PASSWORD_RESET, by, person, "");
        return new FirstPassword(person, password);
    }

    private void requireManageable(PersonId person, @Nullable PersonId by) {
        if (store.line(person).isEmpty()) {
            throw new NoSuchElementException("person " + person);
        }
        if (by != null && !mayManage(person, by)) {
            throw new NotPermittedException("%s may not manage the account of %s".formatted(by, person));
        }
    }

    private boolean mayManage(PersonId person, PersonId by) {
        if (person.equals(by)) {
            return false;
        }
        var places = places(by);
        var today = LocalDate.now(clock);
        var appointments = store.appointments(person);
        var standing = appointments.stream()
                .filter(appointment -> appointment.validUntil() == null
                        || appointment.validUntil().isAfter(today))
                .toList();
        if (!standing.isEmpty()) {
            return standing.stream().allMatch(appointment -> isWithin(appointment.organization(), places));
        }
        return appointments.isEmpty()
                ? store.isRegisteredBy(person, by)
                : appointments.stream().allMatch(appointment -> isWithin(appointment.organization(), places));
    }

    private Set<OrganizationId> places(PersonId by) {
        return authority
                .actor(by)
                .map(actor -> actor.where(Permission.MANAGE_ACCOUNTS))
                .filter(places -> !places.isEmpty())
                .orElseThrow(() -> new NotPermittedException(by + " administers accounts nowhere"));
    }

    private boolean isWithin(OrganizationId organization, Set<OrganizationId> places) {
        return organizations.path(organization).stream().anyMatch(places::contains);
    }

    private @Nullable Organization place(String code, PersonId by, List<Refusal> refusals) {
        var place = organizations.find(code.strip());
        if (place.isEmpty()) {
            refusals.add(Refusal.at("organizationCode", "account.appoint.organization", code));
            return null;
        }
        authority.require(by, Permission.MANAGE_ACCOUNTS, place.get().id());
        return place.get();
    }

    /** The first day, today where none is given; null after a refusal. */
    private @Nullable LocalDate firstDay(Post post, List<Refusal> refusals) {
        if (post.role() == null) {
            refusals.add(Refusal.at("role", "account.appoint.role"));
        }
        var from = post.from() == null ? LocalDate.now(clock) : post.from();
        if (post.until() != null && !post.until().isAfter(from)) {
            refusals.add(Refusal.at("until", "account.appoint.period"));
            return null;
        }
        return from;
    }

    private static boolean overlaps(Appointment other, LocalDate from, @Nullable LocalDate until) {
        return (other.validUntil() == null || from.isBefore(other.validUntil()))
                && (until == null || other.validFrom().isBefore(until));
    }

    private String newPassword() {
        var password = new StringBuilder();
        for (var i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
