package io.gongkai.opinion;

import io.gongkai.intake.Desks;
import io.gongkai.intake.Incoming;
import io.gongkai.intake.TrackingCode;
import io.gongkai.organization.Organization;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets opinions come in as the collector brings them, without the way there. */
@Component
public class OpinionMaker {

    private final Desks desks;
    private final Opinions opinions;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OpinionMaker(Desks desks, Opinions opinions, PlatformTransactionManager transactions, Clock clock) {
        this.desks = desks;
        this.opinions = opinions;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** From Mr Wang, with one file, agreeing to a public answer. */
    public Opinion received(Organization unit, String title) {
        return incoming(
                OpinionDesk.CONFIDENTIAL,
                Map.of(
                        "unit", unit.code(),
                        "title", title,
                        "words", title + "，请派人看看。",
                        "open", "YES",
                        "name", "王先生",
                        "contact", "138 1234 5678",
                        "home", "三组"),
                List.of(new Incoming.File("现场.txt", "现场情况".getBytes(StandardCharsets.UTF_8))));
    }

    public Opinion anonymous(Organization unit, String title) {
        return incoming(
                OpinionDesk.ANONYMOUS,
                Map.of("unit", unit.code(), "title", title, "words", title + "，请查一查。", "open", "YES"),
                List.of());
    }

    /** What its sender does with the code. */
    public void act(TrackingCode code, String act, String words) {
        transaction.executeWithoutResult(_ -> desks.of(act)
                .receive(new Incoming(act, code, LocalDate.now(clock), Map.of("words", words), List.of()))
                .ifPresent(refusal -> {
                    throw new IllegalStateException(refusal.code());
                }));
    }

    private Opinion incoming(String form, Map<String, String> answers, List<Incoming.File> files) {
        var code = TrackingCode.random(random);
        transaction.executeWithoutResult(
                _ -> desks.behind(form).receive(new Incoming(form, code, LocalDate.now(clock), answers, files)));
        return opinions.ofCode(code).orElseThrow();
    }
}
