package io.gongkai.opinion.survey;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.ledger.Fact;
import io.gongkai.ledger.Ledger;
import io.gongkai.ledger.Measure;
import io.gongkai.ledger.Source;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What goes out in a round and comes back: slips with codes, and numbered copies on paper (发放、收回). */
@Service
public class Handouts {

    static final int SLIPS_MAX = 2000;
    static final int COPIES_MAX = 2000;
    private static final int WORDS_LENGTH_MIN = 2;
    private static final int WORDS_LENGTH_MAX = 80;
    private static final int REASON_LENGTH_MIN = 4;
    private static final int REASON_LENGTH_MAX = 200;
    private static final int NUMBERS_MAX = 2000;

    /**
     * Slips as they are printed, once: nobody can make the codes again.
     *
     * @param codes in random order, like their answers
     */
    public record Printed(Round round, Organization organization, int batch, List<SlipCode> codes) {

        public Printed {
            codes = List.copyOf(codes);
        }
    }

    private final SurveyStore store;
    private final Organizations organizations;
    private final Authority authority;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Handouts(
            SurveyStore store,
            Organizations organizations,
            Authority authority,
            Ledger ledger,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.authority = authority;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    // --- slips

    /** Makes codes for an organization of the frame, to be printed now. */
    @Transactional
    public Outcome<Printed> printSlips(UUID id, String organizationCode, int count, PersonId by) {
        var round = running(id, by);
        var refusals = new ArrayList<Refusal>();
        var group = group(round, organizationCode, refusals);
        if (count < 1 || count > SLIPS_MAX) {
            refusals.add(Refusal.at("count", "survey.slips.count", SLIPS_MAX));
        } else if (group != null && group.issued() + count > group.population()) {
            refusals.add(Refusal.at("count", "survey.slips.population", group.population(), group.issued()));
        }
        if (group == null || !refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var codes = Stream.generate(() -> SlipCode.random(random)).limit(count).toList();
        var batch = store.addSlips(
                id, group.organization(), codes.stream().map(SlipCode::tracking).toList());
        events.publishEvent(new RoundChanged(id));
        return Outcome.done(new Printed(round, organizations.get(group.organization()), batch, codes));
    }

    public List<SlipBatch> batches(Round round) {
        return store.batches(round.id());
    }

    /** Makes a batch void that was spoiled or lost; what was answered with it counts. Answers how many slips that are. */
    @Transactional
    public int voidSlips(UUID id, int batch, PersonId by) {
        running(id, by);
        var gone = store.voidSlips(id, batch);
        events.publishEvent(new RoundChanged(id));
        return gone;
    }

    // --- copies

    /**
     * Copies that go out to an organization, numbered on from the last. Of an opinion form each copy counts in row 38, on the day
     * on which it goes out.
     */
    @Transactional
    public Outcome<CopyIssue> issue(
            UUID id, String organizationCode, int count, LocalDate on, String recipient, PersonId by) {
        var round = running(id, by);
        var refusals = new ArrayList<Refusal>();
        var to = organization(round, organizationCode, count, refusals);
        if (count < 1 || count > COPIES_MAX) {
            refusals.add(Refusal.at("count", "survey.copies.count", COPIES_MAX));
        }
        if (on.isAfter(today())) {
            refusals.add(Refusal.at("on", "survey.copies.future"));
        }
        var words = recipient.strip();
        if (words.length() < WORDS_LENGTH_MIN || words.length() > WORDS_LENGTH_MAX) {
            refusals.add(Refusal.at("recipient", "survey.copies.recipient", WORDS_LENGTH_MIN, WORDS_LENGTH_MAX));
        }
        if (to == null || !refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var issue = store.issue(id, to.id(), count, on, words, by, clock.instant());
        if (!round.kind().isSurvey()) {
            ledger.record(new Fact(
                    Measure.OPINION_FORM_ISSUED,
                    to.id(),
                    on,
                    count,
                    new Source("OPINION_FORM", issue.id()),
                    round.title(),
                    false,
                    by));
        }
        return Outcome.done(issue);
    }

    /** In order of their numbers. */
    public List<CopyIssue> issues(Round round) {
        return store.copyIssues(round.id(), today());
    }

    /** Takes back a hand-out that was recorded by mistake and of which nothing has come back; its numbers are not used again. */
    @Transactional
    public Outcome<UUID> cancelIssue(UUID issueId, String reason, PersonId by) {
        var issue = issue(issueId);
        running(issue.round(), by);
        var refusals = new ArrayList<Refusal>();
        if (issue.cancelReason() != null) {
            refusals.add(Refusal.of("survey.issue.cancelled"));
        }
        if (issue.returned() > 0) {
            refusals.add(Refusal.of("survey.issue.returned", issue.returned()));
        }
        if (reason.strip().length() < REASON_LENGTH_MIN || reason.strip().length() > REASON_LENGTH_MAX) {
            refusals.add(Refusal.at("reason", "survey.reason", REASON_LENGTH_MIN, REASON_LENGTH_MAX));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        store.cancelIssue(issueId, reason.strip(), by, clock.instant());
        ledger.reverse(new Source("OPINION_FORM", issueId), by);
        return Outcome.done(issue.round());
    }

    public CopyIssue issue(UUID id) {
        return store.copyIssue(id, today()).orElseThrow(() -> new NoSuchElementException("No hand-out " + id));
    }

    /** Copies that have come back, for instance {@code 1-20, 23}. Answers how many. */
    @Transactional
    public Outcome<Integer> takeBack(UUID id, String numbers, LocalDate on, PersonId by) {
        running(id, by);
        var refusals = new ArrayList<Refusal>();
        var wanted = numbers(numbers, refusals);
        if (on.isAfter(today())) {
            refusals.add(Refusal.at("on", "survey.copies.future"));
        }
        if (refusals.isEmpty()) {
            var out = store.out(id, wanted);
            var other = wanted.stream().filter(number -> !out.contains(number)).toList();
            if (!other.isEmpty()) {
                refusals.add(Refusal.at("numbers", "survey.return.notOut", listed(other)));
            }
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        return Outcome.done(store.markReturned(id, wanted, on).size());
    }

    private static TreeSet<Integer> numbers(String typed, List<Refusal> refusals) {
        var numbers = new TreeSet<Integer>();
        var cleaned = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .replaceAll("\\s*[-–—~]\\s*", "-")
                .strip();
        for (var part : cleaned.split("[^0-9-]+")) {
            if (part.matches("[0-9]{1,6}")) {
                numbers.add(Integer.valueOf(part));
            } else if (part.matches("[0-9]{1,6}-[0-9]{1,6}")) {
                var first = Integer.parseInt(part.substring(0, part.indexOf('-')));
                var last = Integer.parseInt(part.substring(part.indexOf('-') + 1));
                for (var number = first; number <= last && numbers.size() <= NUMBERS_MAX; number++) {
                    numbers.add(number);
                }
            } else if (!part.isEmpty()) {
                refusals.add(Refusal.at("numbers", "survey.return.numbers"));
                return numbers;
            }
        }
        if (numbers.isEmpty() || numbers.size() > NUMBERS_MAX) {
            refusals.add(Refusal.at("numbers", "survey.return.numbers"));
        }
        return numbers;
    }

    private static String listed(List<Integer> numbers) {
        return numbers.stream().limit(10).map(String::valueOf).collect(Collectors.joining(", "))
                + (numbers.size() > 10 ? " …" : "");
    }

    private @Nullable Group group(Round round, String organizationCode, List<Refusal> refusals) {
        var group = store.groups(round.id(), today()).stream()
                .filter(each -> each.code().equals(organizationCode.strip()) && each.population() > 0)
                .findFirst();
        if (group.isEmpty()) {
            refusals.add(Refusal.at("organization", "survey.handout.frame"));
        }
        return group.orElse(null);
    }

    /** Where copies may go: in a survey to who is in the frame, else to anybody below. */
    private @Nullable Organization organization(Round round, String code, int count, List<Refusal> refusals) {
        if (round.kind().isSurvey()) {
            var group = group(round, code, refusals);
            if (group != null && group.issued() + count > group.population()) {
                refusals.add(Refusal.at("count", "survey.slips.population", group.population(), group.issued()));
            }
            return group == null ? null : organizations.get(group.organization());
        }
        var found = organizations
                .find(code.strip())
                .filter(organization -> organizations.isWithin(organization.id(), round.organization()));
        if (found.isEmpty()) {
            refusals.add(Refusal.at("organization", "survey.frame.organization", round.organizationName()));
        }
        return found.orElse(null);
    }

    private Round running(UUID id, PersonId by) {
        var status = store.lock(id).orElseThrow(() -> noSuch(id));
        var round = store.round(id, today()).orElseThrow(() -> noSuch(id));
        authority.require(by, Permission.RUN_SURVEY, round.organization());
        if (status != RoundStatus.RUNNING) {
            throw new WrongStateException(Refusal.of("survey.notRunning"));
        }
        return round;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static NoSuchElementException noSuch(UUID id) {
        return new NoSuchElementException("No round " + id);
    }
}
