package io.gongkai.request;

import io.gongkai.account.Authority;
import io.gongkai.account.NotPermittedException;
import io.gongkai.account.Permission;
import io.gongkai.intake.PersonalNumbers;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.WrongStateException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets everybody read what was asked and answered, where it is fit for that: one person writes it anew without the applicant,
 * another releases it. The program refuses what still names the applicant or holds somebody's number.
 */
@Service
public class Releases {

    private static final int WORDS_MIN = 4;
    private static final int TITLE_MAX = 60;
    private static final int WORDS_MAX = 3000;

    private final RequestStore store;
    private final ReleaseStore releases;
    private final Authority authority;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Releases(
            RequestStore store,
            ReleaseStore releases,
            Authority authority,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.releases = releases;
        this.authority = authority;
        this.events = events;
        this.clock = clock;
    }

    /** Writes the text for everybody; an earlier one that nobody has released yet is replaced. */
    @Transactional
    public Outcome<UUID> propose(UUID request, String title, String question, String answer, PersonId by) {
        var seen = store.locked(request);
        authority.require(by, Permission.HANDLE_REQUEST, seen.handler());
        var decision = decision(seen);
        var standing = releases.standing(request);
        if (standing.filter(release -> release.releasedBy() != null).isPresent()) {
            throw new WrongStateException(Refusal.of("request.release.already"));
        }
        var refusals = refusals(seen, title, question, answer);
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        standing.ifPresent(release -> releases.end(release.id(), by, "", now()));
        return Outcome.done(
                releases.insert(request, decision, title.strip(), question.strip(), answer.strip(), by, now()));
    }

    /** From now on everybody may read it. */
    @Transactional
    public Outcome<UUID> release(UUID request, PersonId by) {
        var seen = store.locked(request);
        authority.require(by, Permission.DECIDE_REQUEST, seen.handler());
        var proposed = releases.standing(request)
                .filter(release -> release.releasedBy() == null)
                .orElseThrow(() -> new WrongStateException(Refusal.of("request.release.none")));
        if (proposed.proposedBy().equals(by)) {
            throw new NotPermittedException("%s wrote the text of %s".formatted(by, request));
        }
        var refusals = refusals(seen, proposed.title(), proposed.question(), proposed.answer());
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        releases.release(proposed.id(), by, now());
        events.publishEvent(new ReleaseChanged(request));
        return Outcome.done(proposed.id());
    }

    /** Takes it back, or a text that was only proposed. */
    @Transactional
    public Outcome<UUID> end(UUID request, String reason, PersonId by) {
        var seen = store.locked(request);
        authority.require(by, Permission.DECIDE_REQUEST, seen.handler());
        var standing = releases.standing(request)
                .orElseThrow(() -> new WrongStateException(Refusal.of("request.release.none")));
        if (reason.strip().length() < WORDS_MIN) {
            return Outcome.refused(Refusal.at("reason", "request.words", WORDS_MIN, WORDS_MAX));
        }
        releases.end(standing.id(), by, reason.strip(), now());
        events.publishEvent(new ReleaseChanged(request));
        return Outcome.done(standing.id());
    }

    private static UUID decision(DisclosureRequest request) {
        var decision = request.decision();
        if (decision == null || !request.status().isAnswered() || request.status() == RequestStatus.DECIDED) {
            throw new WrongStateException(Refusal.of("request.release.unanswered"));
        }
        return decision;
    }

    private List<Refusal> refusals(DisclosureRequest request, String title, String question, String answer) {
        var refusals = new ArrayList<Refusal>();
        length(refusals, "title", title, TITLE_MAX);
        length(refusals, "question", question, WORDS_MAX);
        length(refusals, "answer", answer, WORDS_MAX);
        var applicant = store.applicant(request.id());
        var all = String.join("\n", title, question, answer);
        for (var named : List.of(applicant.name(), applicant.contact())) {
            if (named.length() > 1 && all.contains(named)) {
                refusals.add(Refusal.of("request.release.names", named));
            }
        }
        PersonalNumbers.in(all).forEach(found -> refusals.add(Refusal.of("request.release.number", found.text())));
        return refusals;
    }

    private static void length(List<Refusal> refusals, String field, String text, int most) {
        var length = text.strip().length();
        if (length < WORDS_MIN || length > most) {
            refusals.add(Refusal.at(field, "request.words", WORDS_MIN, most));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
