package io.gongkai.opinion.survey;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Paper is keyed by two people who do not see one another's reading (双人录入). Where they agree the sheet counts; where they
 * differ a third looks at the paper and decides. Surveys and opinion forms alike.
 */
@Service
public class Keyings {

    /** What the two readings of a paper say of one question; in order of the readings, without names. */
    public record Difference(Question question, String first, String second) {}

    private final SurveyStore store;
    private final Authority authority;
    private final Clock clock;

    Keyings(SurveyStore store, Authority authority, Clock clock) {
        this.store = store;
        this.authority = authority;
        this.clock = clock;
    }

    /** Every copy that has come back, in order of number; nothing of what anybody read on it. */
    public List<Paper> papers(Round round) {
        return store.papers(round.id(), today());
    }

    /**
     * The copy of that number.
     *
     * @throws NoSuchElementException when it has not come back
     */
    public Paper paper(Round round, int number) {
        return papers(round).stream()
                .filter(paper -> paper.number() == number)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No copy %d has come back".formatted(number)));
    }

    /** One reading of a paper. Which of the two it is follows from what is there: nobody has to know, and nobody is told. */
    @Transactional
    public Outcome<CopyState> key(UUID id, int number, Map<String, String> answers, PersonId by) {
        var round = running(id, by);
        var state = store.lockCopy(id, number).orElseThrow(() -> noSuch(number));
        var before = store.keyings(id, number);
        var refusals = round.questionnaire().refusalsOnPaper(answers);
        if (state == CopyState.ISSUED) {
            refusals.add(Refusal.of("survey.keying.out", number));
        } else if (state != CopyState.RETURNED && state != CopyState.KEYED_ONCE) {
            refusals.add(Refusal.of("survey.keying.done", number));
        } else if (before.stream().anyMatch(keying -> keying.by().equals(by))) {
            refusals.add(Refusal.of("survey.keying.self"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        if (state == CopyState.RETURNED) {
            store.key(id, number, 1, answers, CopyState.KEYED_ONCE, by, clock.instant());
            return Outcome.done(CopyState.KEYED_ONCE);
        }
        var agreed = Questionnaire.differences(
                        round.questionnaire(), before.getFirst().answers(), answers)
                .isEmpty();
        var after = agreed ? CopyState.COUNTED : CopyState.DIFFERENT;
        store.key(id, number, 2, answers, after, by, clock.instant());
        if (agreed) {
            count(round, number, answers);
        }
        return Outcome.done(after);
    }

    /** Where the two readings differ, for whoever looks at the paper a third time; empty where there is nothing to settle. */
    public List<Difference> differences(Round round, int number) {
        var keyings = store.keyings(round.id(), number);
        if (keyings.size() != 2) {
            return List.of();
        }
        var first = keyings.getFirst().answers();
        var second = keyings.getLast().answers();
        return Questionnaire.differences(round.questionnaire(), first, second).stream()
                .map(question -> new Difference(
                        question, first.getOrDefault(question.name(), ""), second.getOrDefault(question.name(), "")))
                .toList();
    }

    /**
     * The third look decides the questions on which the two readings differ; the others stand as both read them.
     *
     * @param decided by name of the question; what is not in it was left empty on the paper
     */
    @Transactional
    public Outcome<CopyState> settle(UUID id, int number, Map<String, String> decided, PersonId by) {
        var round = running(id, by);
        var state = store.lockCopy(id, number).orElseThrow(() -> noSuch(number));
        var before = store.keyings(id, number);
        var refusals = new ArrayList<Refusal>();
        if (state != CopyState.DIFFERENT) {
            refusals.add(Refusal.of("survey.settling.nothing", number));
        } else if (before.stream().anyMatch(keying -> keying.by().equals(by))) {
            refusals.add(Refusal.of("survey.settling.self"));
        }
        refusals.addAll(round.questionnaire().refusalsOnPaper(decided));
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var answers = new LinkedHashMap<>(before.getFirst().answers());
        for (var difference : differences(round, number)) {
            var name = difference.question().name();
            answers.remove(name);
            if (decided.containsKey(name)) {
                answers.put(name, decided.get(name));
            }
        }
        store.key(id, number, 3, answers, CopyState.COUNTED, by, clock.instant());
        count(round, number, answers);
        return Outcome.done(CopyState.COUNTED);
    }

    private void count(Round round, int number, Map<String, String> answers) {
        store.addSheet(round.id(), store.organizationOf(round.id(), number), number, answers, true);
    }

    /** Many key at once; only the round's own moves wait for them. */
    private Round running(UUID id, PersonId by) {
        store.lockShared(id);
        var round = store.round(id, today()).orElseThrow(() -> new NoSuchElementException("No round " + id));
        authority.require(by, Permission.KEY_ANSWERS, round.organization());
        if (round.status() != RoundStatus.RUNNING) {
            throw new WrongStateException(Refusal.of("survey.notRunning"));
        }
        return round;
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static NoSuchElementException noSuch(int number) {
        return new NoSuchElementException("No copy " + number);
    }
}
