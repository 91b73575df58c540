package io.gongkai.opinion;

import io.gongkai.message.MessageKind;
import io.gongkai.message.NewMessage;
import io.gongkai.message.Outbox;
import io.gongkai.message.Recipient;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Tells senders by mail or SMS that there is something to read under their code, where the contact that they left takes one of these.
 * It says nothing of what: a telephone lies on the table. Who gave no name is told by nobody.
 */
@Component
class SenderNotices {

    static final MessageKind ANSWERED = new MessageKind("opinion.answered", Set.of("number"), Set.of("link"));
    static final MessageKind ASKED = new MessageKind("opinion.asked", Set.of("number"), Set.of("link"));

    private final OpinionStore store;
    private final Outbox outbox;
    private final Clock clock;

    SenderNotices(OpinionStore store, Outbox outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction of the step that it tells of. */
    void tell(Opinion opinion, MessageKind kind) {
        if (opinion.mode() == SpeakingMode.ANONYMOUS) {
            return;
        }
        Recipient.of(store.contactForNotice(opinion.id(), clock.instant()))
                .ifPresent(to -> outbox.queue(new NewMessage(
                        kind.key(),
                        opinion.organization(),
                        to,
                        Map.of("number", opinion.number()),
                        "/track/" + opinion.code().text(),
                        "opinion:" + opinion.id())));
    }
}
