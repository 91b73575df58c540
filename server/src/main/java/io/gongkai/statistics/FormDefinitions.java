package io.gongkai.statistics;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.organization.OrganizationId;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Looks at definitions of forms and installs them. A new version begins today or later, so that no return whose last day has
 * passed is ever counted by other rules than those it was made under.
 */
@Service
public class FormDefinitions {

    private final FormStore store;
    private final Forms forms;
    private final Authority authority;
    private final Clock clock;

    /** By id: a form is the same object as long as the program runs, since much is remembered of it. */
    private final Map<UUID, Form> read = new ConcurrentHashMap<>();

    private volatile List<Form> installed = List.of();

    FormDefinitions(FormStore store, Forms forms, Authority authority, Clock clock) {
        this.store = store;
        this.forms = forms;
        this.authority = authority;
        this.clock = clock;
        forms.with(() -> installed);
        look();
    }

    /** Sees what was installed on another node. */
    @Scheduled(fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    final void look() {
        installed = store.all().stream()
                .map(one -> read.computeIfAbsent(
                        one.id(), _ -> FormReader.read(one.definition()).orThrow()))
                .toList();
    }

    /** Every version of every form, by code and first day. */
    public List<Form> all() {
        return forms.all();
    }

    /** The form that a definition describes, or everything that is wrong with it, each ground with its place. */
    public Outcome<Form> check(String definition) {
        return switch (FormReader.read(definition)) {
            case Outcome.Refused<Form> refused -> refused;
            case Outcome.Done<Form>(var form) -> {
                var grounds = groundsAgainst(form);
                yield grounds.isEmpty() ? Outcome.done(form) : Outcome.refused(grounds);
            }
        };
    }

    private List<Refusal> groundsAgainst(Form form) {
        var grounds = new ArrayList<Refusal>();
        var versions = forms.all().stream()
                .filter(one -> one.code().equals(form.code()))
                .toList();
        if (versions.stream().anyMatch(one -> one.version().equals(form.version()))) {
            grounds.add(Refusal.at("version", "statistics.form.version.known", form.version()));
        }
        var today = LocalDate.now(clock);
        if (form.validFrom().isBefore(today)) {
            grounds.add(Refusal.at("validFrom", "statistics.form.validFrom.past", today));
        } else if (versions.stream().anyMatch(one -> one.validFrom().equals(form.validFrom()))) {
            grounds.add(Refusal.at("validFrom", "statistics.form.validFrom.taken", form.validFrom()));
        }
        if (!versions.isEmpty()) {
            var former = forms.inForce(form.code(), form.validFrom());
            if (former.period() != form.period()) {
                grounds.add(Refusal.at("period", "statistics.form.period.other", former.period()));
            }
            former.rows().stream()
                    .map(Form.Row::code)
                    .filter(code ->
                            form.rows().stream().noneMatch(row -> row.code().equals(code)))
                    .forEach(code -> grounds.add(Refusal.at("rows", "statistics.form.rows.gone", code)));
            former.columns().stream()
                    .map(Form.Column::code)
                    .filter(code -> form.columns().stream()
                            .noneMatch(column -> column.code().equals(code)))
                    .forEach(code -> grounds.add(Refusal.at("columns", "statistics.form.columns.gone", code)));
        }
        return grounds;
    }

    /** Installs it for all organizations, from its first day on. Judged again, whatever was seen before. */
    public Outcome<Form> install(String definition, OrganizationId at, PersonId by) {
        authority.require(by, Permission.MANAGE_FORMS, at);
        var outcome = check(definition);
        if (outcome instanceof Outcome.Done<Form>(var form)) {
            if (!store.insert(form, definition, by, clock.instant())) {
                return Outcome.refused(Refusal.at("version", "statistics.form.version.known", form.version()));
            }
            look();
        }
        return outcome;
    }
}
