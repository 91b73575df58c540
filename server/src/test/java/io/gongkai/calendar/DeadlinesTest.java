package io.gongkai.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import io.gongkai.calendar.Calendars.SpecialDay;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deadlines as they are kept: with the county's limits, through holidays that are announced late. */
@CountyTest
@RecordApplicationEvents
class DeadlinesTest {

    private static final PersonId SOMEBODY = new PersonId(UUID.randomUUID());

    private final UUID county = UUID.randomUUID();

    @Autowired
    Deadlines deadlines;

    @Autowired
    Limits limits;

    @Autowired
    Calendars calendars;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ApplicationEvents events;

    @Test
    void whereTheCountyHasSetNothingTheDefaultHolds() {
        assertThat(start(Limit.TOPIC_ANSWER, "2026-09-28").dueOn()).isEqualTo("2026-10-08");
        assertThat(deadlines
                        .promised(county, Limit.TOPIC_ANSWER, day("2026-09-28"))
                        .on())
                .isEqualTo("2026-10-08");
    }

    @Test
    void aLimitHoldsFromItsDayOnAndForWhatRunsNotAtAll() {
        var today = LocalDate.now(clock);
        var running = inTransaction(() -> deadlines.start(county, Limit.TOPIC_ANSWER, today, "x", ""));

        limits.set(county, Limit.TOPIC_ANSWER, 5, today.plusDays(10), "领导小组会议决定", SOMEBODY)
                .orThrow();
        limits.set(county, Limit.TOPIC_ANSWER, 4, today.plusDays(10), "更正：四个工作日", SOMEBODY)
                .orThrow();

        assertThat(limits.inForce(county, Limit.TOPIC_ANSWER, today.plusDays(9)))
                .isEqualTo(3);
        assertThat(limits.inForce(county, Limit.TOPIC_ANSWER, today.plusDays(10)))
                .isEqualTo(4);
        assertThat(limits.inForce(UUID.randomUUID(), Limit.TOPIC_ANSWER, today.plusDays(10)))
                .isEqualTo(3);
        assertThat(deadlines.get(running.id()).dueOn()).isEqualTo(running.dueOn());
    }

    @Test
    void aLimitIsSetWithAReasonAndNotForYesterday() {
        var refused =
                limits.set(county, Limit.TOPIC_ANSWER, 0, LocalDate.now(clock).minusDays(1), "短", SOMEBODY);

        assertThat(((Outcome.Refused<?>) refused).refusals())
                .extracting(Refusal::field)
                .containsExactly("workingDays", "effectiveOn", "reason");
        assertThat(limits.versions(county)).isEmpty();
    }

    @Test
    void standingStillAndMoreDaysMoveTheDayAndAreRemembered() {
        var id = start(Limit.REQUEST_DECISION, "2026-03-02").id();
        assertThat(deadlines.get(id).dueOn()).isEqualTo("2026-03-16");

        inTransaction(() -> deadlines.stop(id, day("2026-03-04"), "stop", "函〔2026〕3号"));
        assertThat(deadlines.get(id).dueOn()).isNull();
        inTransaction(() -> deadlines.resume(id, day("2026-03-11"), "resume"));
        var extended = inTransaction(() -> deadlines.extend(id, day("2026-03-12"), 5, "extend", "延期告知书"));

        assertThat(extended.dueOn()).isEqualTo("2026-03-30");
        assertThat(extended.changes())
                .extracting(KeptDeadline.Change::cause, KeptDeadline.Change::after)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("stop", null),
                        org.assertj.core.groups.Tuple.tuple("resume", day("2026-03-23")),
                        org.assertj.core.groups.Tuple.tuple("extend", day("2026-03-30")));
        assertThat(extended.deadline().segments())
                .extracting(Deadline.Segment::evidence)
                .contains("函〔2026〕3号", "延期告知书");
    }

    @Test
    void anExtensionThatComesTooLateIsNone() {
        var id = start(Limit.TOPIC_ANSWER, "2026-03-02").id();

        assertThatThrownBy(() -> inTransaction(() -> deadlines.extend(id, day("2026-03-06"), 5, "extend", "")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNoticeLoadedInMidCaseMovesWhatRunsAndSaysSo() {
        var running = start(Limit.TOPIC_ANSWER, "2064-10-01");
        var ended = start(Limit.TOPIC_ANSWER, "2064-10-01");
        inTransaction(() -> {
            deadlines.end(ended.id(), day("2064-10-02"));
            return ended;
        });
        assertThat(running.dueOn()).isEqualTo("2064-10-06");
        assertThat(running.provisional()).isTrue();

        calendars
                .replaceYear(
                        2064,
                        List.of(
                                new SpecialDay(day("2064-10-02"), false, "国庆节"),
                                new SpecialDay(day("2064-10-03"), false, "国庆节")))
                .orThrow();

        var moved = deadlines.get(running.id());
        assertThat(moved.dueOn()).isEqualTo("2064-10-08");
        assertThat(moved.provisional()).isFalse();
        assertThat(moved.changes()).singleElement().satisfies(change -> {
            assertThat(change.year()).isEqualTo(2064);
            assertThat(change.before()).isEqualTo("2064-10-06");
        });
        assertThat(deadlines.get(ended.id()).dueOn()).isEqualTo("2064-10-06");
        assertThat(events.stream(DueDateMoved.class).filter(event -> event.year() == 2064))
                .extracting(DueDateMoved::deadline)
                .contains(running.id())
                .doesNotContain(ended.id());
    }

    @Test
    void ofTwoWhoStopItAtOnceOneIsTurnedAway() throws Exception {
        var id = start(Limit.REQUEST_DECISION, "2026-03-02").id();
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var stops = IntStream.range(0, 2)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    begin.await(10, TimeUnit.SECONDS);
                                    inTransaction(() -> deadlines.stop(id, day("2026-03-04"), "stop", ""));
                                    return true;
                                } catch (IllegalStateException turnedAway) {
                                    return false;
                                } catch (InterruptedException e) {
                                    throw new AssertionError(e);
                                }
                            },
                            threads))
                    .toList();
            begin.countDown();
            assertThat(stops.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
        }
        assertThat(deadlines.get(id).deadline().segments()).hasSize(2);
    }

    private KeptDeadline start(Limit limit, String on) {
        return inTransaction(() -> deadlines.start(county, limit, day(on), "x", ""));
    }

    private KeptDeadline inTransaction(Supplier<KeptDeadline> work) {
        var kept = new TransactionTemplate(transactions).execute(_ -> work.get());
        assertThat(kept).isNotNull();
        return kept;
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }
}
