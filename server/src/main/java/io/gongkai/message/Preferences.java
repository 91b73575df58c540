package io.gongkai.message;

import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How those who work here want to be told. Each decides for himself, and nobody else sees the addresses. */
@Service
public class Preferences {

    private final PreferenceStore store;
    private final Clock clock;

    Preferences(PreferenceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Chosen of(PersonId person) {
        return store.find(person).orElse(Chosen.WORKBENCH_ONLY);
    }

    /** Everybody who wants to hear by mail or SMS. */
    public List<PersonId> listening() {
        return store.listening();
    }

    /**
     * Notes that the person's digest of the day is made; in the transaction that queues it.
     *
     * @return false where it is made already, by another node perhaps
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean beginDigest(PersonId person, LocalDate day, int lines) {
        return store.insertDigest(person, day, lines);
    }

    /**
     * Decides how one is told.
     *
     * @param chosen as it was typed
     */
    @Transactional
    public Outcome<Chosen> choose(PersonId person, Chosen chosen) {
        var refusals = new ArrayList<Refusal>();
        var mail = "";
        var phone = "";
        if (!chosen.mail().isBlank()) {
            if (Recipient.of(chosen.mail()).orElse(null) instanceof Recipient.Mailbox(var address)) {
                mail = address;
            } else {
                refusals.add(Refusal.at("mail", "message.preference.mail.wrong"));
            }
        } else if (chosen.byMail()) {
            refusals.add(Refusal.at("mail", "message.preference.mail.missing"));
        }
        if (!chosen.phone().isBlank()) {
            if (Recipient.of(chosen.phone()).orElse(null) instanceof Recipient.Telephone(var number)) {
                phone = number;
            } else {
                refusals.add(Refusal.at("phone", "message.preference.phone.wrong"));
            }
        } else if (chosen.bySms()) {
            refusals.add(Refusal.at("phone", "message.preference.phone.missing"));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var plain = new Chosen(mail, phone, chosen.byMail(), chosen.bySms());
        store.put(person, plain, clock.instant());
        return Outcome.done(plain);
    }
}
