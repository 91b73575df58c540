package io.gongkai.account;

import io.gongkai.account.AuditEvent.Act;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People who work with the program: accounts and appointments. */
@Service
public class People {

    /** The password of every account of the demonstration; it stands on the sign-in page there. */
    public static final String DEMONSTRATION_PASSWORD = "gongkai-demo";

    static final Pattern LOGIN = Pattern.compile("[a-z0-9][a-z0-9._-]{1,59}");
    private static final int MAX_NAME = 60;

    private final AccountStore store;
    private final KnownPeople known;
    private final Passwords passwords;
    private final Audit audit;
    private final Organizations organizations;
    private final Authority authority;
    private final Messages messages;
    private final Clock clock;

    People(
            AccountStore store,
            KnownPeople known,
            Passwords passwords,
            Audit audit,
            Organizations organizations,
            Authority authority,
            Messages messages,
            Clock clock) {
        this.store = store;
        this.known = known;
        this.passwords = passwords;
        this.audit = audit;
        this.organizations = organizations;
        this.authority = authority;
        this.messages = messages;
        this.clock = clock;
    }

    /** Registers without asking anybody: for the first administrator and the demonstration. */
    @Transactional
    public Outcome<PersonId> register(String login, String name, String password) {
        return register(login, name, password, false, null);
    }

    /** Somebody who is named in records and cannot sign in until a password is set. Costs no hashing. */
    @Transactional
    public Outcome<PersonId> registerWithoutPassword(String login, String name) {
        return register(login, name, null, false, null);
    }

    Outcome<PersonId> register(
            String login, String name, @Nullable String password, boolean temporary, @Nullable PersonId by) {
        var plainLogin = login.strip().toLowerCase(Locale.ROOT);
        var plainName = name.strip();
        var refusals = new ArrayList<>(groundsAgainst(plainLogin, plainName));
        if (password != null) {
            refusals.addAll(passwords.refusals("password", plainLogin, password));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var hash = password == null ? null : passwords.hash(password);
        var person = store.insertPerson(plainLogin, plainName, hash, temporary, clock.instant(), by);
        if (person.isEmpty()) {
            return Outcome.refused(Refusal.at("login", "account.register.taken", plainLogin));
        }
        known.changed(person.get());
        audit.record(Act.REGISTERED, by, person.get(), plainLogin);
        return Outcome.done(person.get());
    }

    List<Refusal> groundsAgainst(String typedLogin, String name) {
        var refusals = new ArrayList<Refusal>();
        var login = typedLogin.strip().toLowerCase(Locale.ROOT);
        if (!LOGIN.matcher(login).matches()) {
            refusals.add(Refusal.at("login", "account.register.login"));
        } else if (store.personByLogin(login).isPresent()) {
            refusals.add(Refusal.at("login", "account.register.taken", login));
        }
        if (name.isBlank() || name.length() > MAX_NAME) {
            refusals.add(Refusal.at("name", "account.register.name", MAX_NAME));
        }
        return refusals;
    }

    /** Appoints without asking anybody: for the first administrator and the demonstration. */
    @Transactional
    public Appointment appoint(
            PersonId person, OrganizationId organization, Role role, LocalDate from, @Nullable LocalDate until) {
        return appoint(person, organization, role, from, until, null);
    }

    Appointment appoint(
            PersonId person,
            OrganizationId organization,
            Role role,
            LocalDate from,
            @Nullable LocalDate until,
            @Nullable PersonId by) {
        var appointment = store.insertAppointment(person, organization, role, from, until, clock.instant(), by);
        known.changed(person);
        audit.record(Act.APPOINTED, by, person, organization, role.name());
        return appointment;
    }

    /** By the login under which somebody signs in. */
    public Optional<PersonId> find(String login) {
        return store.personByLogin(login.strip().toLowerCase(Locale.ROOT));
    }

    /** Names by person; unknown ids are left out. */
    public Map<PersonId, String> names(Collection<PersonId> people) {
        return people.isEmpty() ? Map.of() : store.names(people);
    }

    /** Lists the person on the sign-in page together with {@link #DEMONSTRATION_PASSWORD}. */
    @Transactional
    public void showOnSignInPage(PersonId person) {
        store.setDemonstration(person);
    }

    /** Those whom {@link #showOnSignInPage} lists, in the order in which they were registered. */
    public List<PersonId> shownOnSignInPage() {
        return store.demonstrationPeople();
    }

    /**
     * Takes over all rows or none. Headings: login, name, organizationCode, role (its code or its Chinese word), validFrom,
     * validUntil. A login may stand in several rows, one for each post; those who are new get their first password from the
     * administrator afterwards.
     */
    @Transactional
    public ImportReport importRows(List<TableRow> rows, PersonId by) {
        return new AccountImport(this, store, organizations, authority, messages, LocalDate.now(clock), by).take(rows);
    }
}
