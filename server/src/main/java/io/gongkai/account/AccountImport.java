package io.gongkai.account;

import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import io.gongkai.web.Messages;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One table of people and posts: looked at from the first row to the last before anything is written. */
final class AccountImport {

    private record Wanted(
            int row,
            String login,
            String name,
            Organization at,
            Role role,
            LocalDate from,
            @Nullable LocalDate until) {}

    private final People people;
    private final AccountStore store;
    private final Organizations organizations;
    private final Authority authority;
    private final Messages messages;
    private final LocalDate today;
    private final PersonId by;
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final Map<String, List<Appointment>> posts = new HashMap<>();

    AccountImport(
            People people,
            AccountStore store,
            Organizations organizations,
            Authority authority,
            Messages messages,
            LocalDate today,
            PersonId by) {
        this.people = people;
        this.store = store;
        this.organizations = organizations;
        this.authority = authority;
        this.messages = messages;
        this.today = today;
        this.by = by;
    }

    ImportReport take(List<TableRow> rows) {
        rows.forEach(this::look);
        if (!rejected.isEmpty()) {
            return new ImportReport(rows.size(), 0, rejected);
        }
        for (var post : wanted) {
            var person = people.find(post.login())
                    .orElseGet(() -> people.register(post.login(), post.name(), null, false, by)
                            .orThrow());
            people.appoint(person, post.at().id(), post.role(), post.from(), post.until(), by);
        }
        return new ImportReport(rows.size(), rows.size(), List.of());
    }

    private void look(TableRow row) {
        var before = rejected.size();
        var login = row.cell("login").toLowerCase(Locale.ROOT);
        var known = people.find(login);
        if (known.isEmpty()) {
            people.groundsAgainst(login, row.cell("name")).forEach(ground -> reject(row, ground));
        } else if (known.get().equals(by)) {
            reject(row, Refusal.at("login", "account.appoint.himself"));
        }
        var at = place(row);
        var role = role(row.cell("role"));
        if (role.isEmpty()) {
            reject(row, Refusal.at("role", "account.appoint.role"));
        }
        var from = day(row, "validFrom", today);
        var until = day(row, "validUntil", null);
        if (from != null && until != null && !until.isAfter(from)) {
            reject(row, Refusal.at("validUntil", "account.appoint.period"));
        }
        if (rejected.size() == before && at != null && role.isPresent() && from != null) {
            plan(row, new Wanted(row.number(), login, row.cell("name"), at, role.get(), from, until), known);
        }
    }

    /** Posts of earlier rows count like those that are held already. */
    private void plan(TableRow row, Wanted post, Optional<PersonId> known) {
        var held = posts.computeIfAbsent(
                post.login(),
                _ -> new ArrayList<>(known.map(store::appointments).orElse(List.of())));
        var grounds = Accounts.groundsAgainst(held, post.at().id(), post.role(), post.from(), post.until());
        grounds.forEach(ground -> reject(row, ground));
        held.add(new Appointment(
                UUID.randomUUID(), known.orElse(by), post.at().id(), post.role(), post.from(), post.until()));
        wanted.add(post);
    }

    private @Nullable Organization place(TableRow row) {
        var code = row.cell("organizationCode");
        var place = organizations.find(code);
        if (place.isEmpty()) {
            reject(row, Refusal.at("organizationCode", "account.appoint.organization", code));
            return null;
        }
        if (!authority.may(by, Permission.MANAGE_ACCOUNTS, place.get().id())) {
            reject(
                    row,
                    Refusal.at(
                            "organizationCode",
                            "account.import.notYours",
                            place.get().name()));
            return null;
        }
        return place.get();
    }

    private Optional<Role> role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(word)
                        || messages.text(Locale.SIMPLIFIED_CHINESE, "Role." + role.name())
                                .equals(word))
                .findFirst();
    }

    private @Nullable LocalDate day(TableRow row, String heading, @Nullable LocalDate otherwise) {
        var cell = row.cell(heading);
        if (cell.isEmpty()) {
            return otherwise;
        }
        try {
            return LocalDate.parse(cell);
        } catch (DateTimeException notADay) {
            reject(row, Refusal.at(heading, "account.import.day", cell));
            return null;
        }
    }

    private void reject(TableRow row, Refusal ground) {
        rejected.add(new RejectedRow(row.number(), ground.field() == null ? "" : ground.field(), ground));
    }
}
