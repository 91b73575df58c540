package io.gongkai.request;

import io.gongkai.calendar.Deadlines;
import io.gongkai.message.MessageKind;
import io.gongkai.message.NewMessage;
import io.gongkai.message.Outbox;
import io.gongkai.message.Recipient;
import io.gongkai.web.Messages;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells applicants what happens to their request, by mail or SMS, where the contact that they left takes one of these. It says
 * that something is there and leads to it; what it is stands behind the link.
 */
@Component
class ApplicantNotices {

    private static final Locale WRITTEN_IN = Locale.SIMPLIFIED_CHINESE;
    private static final Set<String> NEEDED = Set.of("number", "link");
    private static final Set<String> WITH_DAY = Set.of("number", "title", "due");

    static final MessageKind RECEIVED = new MessageKind("request.received", WITH_DAY, NEEDED);
    static final MessageKind COMPLETION = new MessageKind("request.completion", WITH_DAY, NEEDED);
    static final MessageKind FORWARDED = new MessageKind("request.forwarded", WITH_DAY, NEEDED);
    static final MessageKind EXTENDED = new MessageKind("request.extended", WITH_DAY, NEEDED);
    static final MessageKind MOVED = new MessageKind("request.moved", WITH_DAY, NEEDED);
    static final MessageKind ANSWERED = new MessageKind("request.answered", Set.of("number", "title"), NEEDED);
    static final MessageKind REVIEWED = new MessageKind("request.reviewed", Set.of("number", "title"), NEEDED);

    private final RequestStore store;
    private final Outbox outbox;
    private final Deadlines deadlines;
    private final Messages messages;

    ApplicantNotices(RequestStore store, Outbox outbox, Deadlines deadlines, Messages messages) {
        this.store = store;
        this.outbox = outbox;
        this.deadlines = deadlines;
        this.messages = messages;
    }

    void received(DisclosureRequest request) {
        tell(request, RECEIVED, day(request));
    }

    /** In the transaction of the step; of what the applicant did nobody has to tell. */
    void taken(DisclosureRequest request, RequestStep step) {
        switch (step) {
            case ASK_COMPLETION -> tell(request, COMPLETION, request.completeUntil());
            case FORWARD -> tell(request, FORWARDED, day(request));
            case EXTEND -> tell(request, EXTENDED, day(request));
            case DECIDE, SETTLE, LAPSE -> tell(request, ANSWERED, null);
            case UPHOLD, REVERSE, TAKE_OVER -> tell(request, REVIEWED, null);
            default -> {}
        }
    }

    /** A notice of holidays has moved the day. */
    void moved(DisclosureRequest request) {
        tell(request, MOVED, day(request));
    }

    private @Nullable LocalDate day(DisclosureRequest request) {
        return deadlines.get(request.deadline()).dueOn();
    }

    private void tell(DisclosureRequest request, MessageKind kind, @Nullable LocalDate due) {
        if (kind.values().contains("due") && due == null) {
            return;
        }
        Recipient.of(store.applicant(request.id()).contact()).ifPresent(to -> {
            var values = new HashMap<>(Map.of("number", request.registered(), "title", request.title()));
            if (due != null) {
                values.put("due", messages.date(WRITTEN_IN, due));
            }
            values.keySet().retainAll(kind.values());
            outbox.queue(new NewMessage(
                    kind.key(),
                    request.handler(),
                    to,
                    values,
                    "/track/" + request.code().text(),
                    "request:" + request.id()));
        });
    }
}
