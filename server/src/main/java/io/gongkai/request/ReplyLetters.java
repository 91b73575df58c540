package io.gongkai.request;

import io.gongkai.document.Attachments;
import io.gongkai.document.Letter;
import io.gongkai.document.LetterPrinter;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.web.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What an office writes to whoever asked (答复书、告知书、复核决定书): an official letter as PDF and as a text to go on with. It is
 * addressed by the register's number, not by name, so that the file tells nobody who asked.
 */
@Component
class ReplyLetters {

    /** Official letters are written in Chinese, whatever language their reader has chosen for the pages. */
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final RequestStore store;
    private final Organizations organizations;
    private final LetterPrinter printer;
    private final Attachments attachments;
    private final Messages messages;

    ReplyLetters(
            RequestStore store,
            Organizations organizations,
            LetterPrinter printer,
            Attachments attachments,
            Messages messages) {
        this.store = store;
        this.organizations = organizations;
        this.printer = printer;
        this.attachments = attachments;
        this.messages = messages;
    }

    /** The reply as it was decided. */
    void reply(DisclosureRequest request, Reply reply, List<String> enclosures, LocalDate on, Instant at) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(text("opening", messages.date(CHINESE, request.receivedOn()), request.title()));
        paragraphs.add(text("outcome." + reply.outcome()));
        paragraphs.add(reply.text());
        paragraphs.add(reply.ground().isEmpty() ? "" : text("ground", reply.ground()));
        paragraphs.add(reply.pointer().isEmpty() ? "" : text("pointer." + reply.outcome(), reply.pointer()));
        paragraphs.add(superior(request.handler()));
        keep(
                request,
                "reply",
                paragraphs,
                enclosures,
                request.handler(),
                reply.round(),
                on,
                Dossier.File.Kind.REPLY,
                reply.id(),
                at);
    }

    /** That something is missing, or that it takes longer, and why. */
    void notice(
            DisclosureRequest request,
            RequestStep step,
            String told,
            @Nullable LocalDate until,
            LocalDate on,
            Instant at) {
        var name = step == RequestStep.EXTEND ? "extension" : "completion";
        var day = until == null ? "" : messages.date(CHINESE, until);
        keep(
                request,
                name,
                List.of(
                        text(name + ".text", messages.date(CHINESE, request.receivedOn()), request.title(), told),
                        text(name + ".until", day)),
                List.of(),
                request.handler(),
                1,
                on,
                Dossier.File.Kind.NOTICE,
                null,
                at);
    }

    /** What the superior found. */
    void review(DisclosureRequest request, RequestStep step, String finding, LocalDate on, Instant at) {
        var paragraphs = new ArrayList<String>();
        paragraphs.add(text("review.text", messages.date(CHINESE, request.receivedOn()), request.title()));
        paragraphs.add(finding);
        paragraphs.add(text("review." + step));
        if (step == RequestStep.UPHOLD) {
            paragraphs.add(superior(request.handler()));
        }
        keep(request, "review", paragraphs, List.of(), request.handler(), 1, on, Dossier.File.Kind.NOTICE, null, at);
    }

    private String superior(OrganizationId after) {
        var parent = organizations.get(after).parent();
        return parent == null
                ? text("final")
                : text("remedy", organizations.get(parent).name());
    }

    private void keep(
            DisclosureRequest request,
            String name,
            List<String> paragraphs,
            List<String> enclosures,
            OrganizationId issuer,
            int round,
            LocalDate on,
            Dossier.File.Kind kind,
            @Nullable UUID reply,
            Instant at) {
        var office = organizations.get(issuer).name();
        var number = round == 1
                ? text(name + ".number", String.valueOf(request.year()), String.valueOf(request.number()))
                : text(name + ".number", String.valueOf(request.year()), request.number() + "-" + round);
        var letter = new Letter(
                office,
                number,
                text(name + ".title", request.title()),
                text("addressee", request.registered()),
                paragraphs,
                enclosures,
                text("enclosed"),
                office,
                messages.date(CHINESE, on),
                text("folio"));
        var file = text(name + ".file", request.registered() + (round == 1 ? "" : "-" + round));
        store(request, file + ".pdf", printer.pdf(letter), kind, reply, at);
        store(request, file + ".docx", printer.docx(letter), kind, reply, at);
    }

    private void store(
            DisclosureRequest request,
            String name,
            byte[] bytes,
            Dossier.File.Kind kind,
            @Nullable UUID reply,
            Instant at) {
        store.addFile(
                request.id(), attachments.store(name, bytes, null).orThrow().id(), kind, reply, at);
    }

    private String text(String key, Object... details) {
        return messages.text(CHINESE, "request.letter." + key, details);
    }
}
