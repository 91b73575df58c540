package io.gongkai.message;

import io.gongkai.account.Authority;
import io.gongkai.account.Permission;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.PersonId;
import io.gongkai.shared.Refusal;
import io.gongkai.web.Messages;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** In which words a county tells people what it has to tell. */
@Service
public class Templates {

    /** People are written to in Chinese, whatever language the clerk reads. */
    private static final Locale WRITTEN_IN = Locale.SIMPLIFIED_CHINESE;

    private static final int LONGEST_SUBJECT = 120;
    private static final int LONGEST_MAIL = 3000;

    /** An SMS of this length and long values goes in some five parts. */
    private static final int LONGEST_SMS = 200;

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 300;

    /** Characters of one value in an SMS. */
    private static final int LONGEST_VALUE = 40;

    private final TemplateStore store;
    private final Messages messages;
    private final Authority authority;
    private final Organizations organizations;
    private final Clock clock;
    private final String publicAddress;
    private final Map<String, MessageKind> kinds = new TreeMap<>();

    Templates(
            TemplateStore store,
            Messages messages,
            Authority authority,
            Organizations organizations,
            Clock clock,
            @Value("${gongkai.public-address}") String publicAddress,
            ObjectProvider<MessageKinds> kinds) {
        this.store = store;
        this.messages = messages;
        this.authority = authority;
        this.organizations = organizations;
        this.clock = clock;
        this.publicAddress = publicAddress;
        kinds.orderedStream().flatMap(some -> some.kinds().stream()).forEach(this::register);
    }

    private void register(MessageKind kind) {
        if (kinds.put(kind.key(), kind) != null) {
            throw new IllegalStateException("Two kinds of messages are called " + kind.key());
        }
        for (var part : List.of("", ".subject", ".mail", ".sms")) {
            if (!messages.has(kind.nameKey() + part)) {
                throw new IllegalStateException("No text " + kind.nameKey() + part);
            }
        }
    }

    /** @throws NoSuchElementException when no module sends such a thing */
    public MessageKind kind(String key) {
        var kind = kinds.get(key);
        if (kind == null) {
            throw new NoSuchElementException("No kind of message " + key);
        }
        return kind;
    }

    public boolean mayWrite(PersonId person, OrganizationId county) {
        return authority.may(person, Permission.WRITE_TEMPLATE, county);
    }

    /** Every kind there is, in the order of keys. */
    public List<MessageKind> kinds() {
        return List.copyOf(kinds.values());
    }

    /** Whether the county has put the wording into its own words. */
    public boolean isOwn(OrganizationId county, MessageKind kind, Medium medium) {
        return store.own(county).contains(kind.key() + " " + medium);
    }

    /** What the county has written, the newest first. */
    public List<TemplateVersion> versions(OrganizationId county, MessageKind kind, Medium medium) {
        return store.versions(county, kind.key(), medium);
    }

    /**
     * Writes a new version; it holds for every message from then on. What was queued before keeps its words.
     *
     * @param before the version that the writer saw, so that nobody writes over what another has just written
     */
    @Transactional
    public Outcome<Wording> write(
            OrganizationId county,
            MessageKind kind,
            Medium medium,
            int before,
            String subject,
            String body,
            String reason,
            PersonId by) {
        authority.require(by, Permission.WRITE_TEMPLATE, county);
        var plain = plain(body);
        var refusals = new ArrayList<>(refusals(kind, medium, subject, plain));
        var length = reason.strip().length();
        if (length < SHORTEST_REASON || length > LONGEST_REASON) {
            refusals.add(Refusal.at("reason", "message.template.reason", SHORTEST_REASON, LONGEST_REASON));
        }
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals);
        }
        var wording = new Wording(before + 1, medium == Medium.MAIL ? subject.strip() : "", plain);
        if (inForce(county, kind, medium).version() != before
                || !store.insert(county, kind.key(), medium, wording, reason.strip(), clock.instant(), by)) {
            return Outcome.refused(Refusal.of("message.template.meanwhile"));
        }
        return Outcome.done(wording);
    }

    /** Everything that is wrong with a wording. */
    public List<Refusal> refusals(MessageKind kind, Medium medium, String subject, String body) {
        var refusals = new ArrayList<Refusal>();
        var most = medium == Medium.MAIL ? LONGEST_MAIL : LONGEST_SMS;
        var plain = plain(body);
        if (plain.isEmpty()) {
            refusals.add(Refusal.at("body", "message.template.body.missing"));
        } else if (plain.codePointCount(0, plain.length()) > most) {
            refusals.add(Refusal.at("body", "message.template.long", most));
        }
        if (medium == Medium.MAIL) {
            if (subject.isBlank()) {
                refusals.add(Refusal.at("subject", "message.template.subject.missing"));
            } else if (subject.strip().length() > LONGEST_SUBJECT) {
                refusals.add(Refusal.at("subject", "message.template.long", LONGEST_SUBJECT));
            }
            unknown(kind, "subject", subject, refusals);
        }
        unknown(kind, "body", plain, refusals);
        var missing = kind.needed().stream()
                .filter(name -> !plain.contains("{" + name + "}"))
                .sorted()
                .map(name -> "{" + name + "}")
                .toList();
        if (!missing.isEmpty()) {
            refusals.add(Refusal.at("body", "message.template.needs", String.join(" ", missing)));
        }
        return refusals;
    }

    private static void unknown(MessageKind kind, String field, String words, List<Refusal> refusals) {
        var unknown = Wording.PLACE
                .matcher(words)
                .results()
                .map(place -> place.group(1))
                .filter(name -> !kind.values().contains(name) && !MessageKind.COMMON.contains(name))
                .distinct()
                .map(name -> "{" + name + "}")
                .toList();
        if (!unknown.isEmpty()) {
            refusals.add(Refusal.at(field, "message.template.unknown", String.join(" ", unknown)));
        }
        if (Wording.PLACE.matcher(words).replaceAll("").matches("(?s).*[{}].*")) {
            refusals.add(Refusal.at(field, "message.template.brace"));
        }
    }

    /** How a wording reads, with the names of the values in their places. */
    public Wording preview(
            OrganizationId county, MessageKind kind, Medium medium, String subject, String body, Locale locale) {
        var values = new TreeMap<String, String>();
        for (var name : kind.values()) {
            values.put(name, messages.text(locale, "message.sample", placeName(name, locale)));
        }
        values.put("organization", organizations.get(county).name());
        values.put("link", publicAddress + "/track/0000-0000-0000");
        values.put("today", LocalDate.now(clock).toString());
        var letter = written(
                new Wording(0, subject, plain(body)),
                medium,
                "",
                organizations.get(county).name(),
                values);
        return new Wording(0, letter.subject(), letter.text());
    }

    /** What a value is called, for whoever writes the words around it. */
    public String placeName(String name, Locale locale) {
        var key = "message.place." + name;
        return messages.has(key) ? messages.text(locale, key) : name;
    }

    private static String plain(String body) {
        return body.replace("\r\n", "\n").strip();
    }

    /** The wording that holds now. */
    public Wording inForce(OrganizationId county, MessageKind kind, Medium medium) {
        return store.newest(county, kind.key(), medium).orElseGet(() -> programs(kind, medium));
    }

    /** The wording that came with the program. */
    public Wording programs(MessageKind kind, Medium medium) {
        return switch (medium) {
            case MAIL -> new Wording(0, text(kind, ".subject"), text(kind, ".mail"));
            case SMS -> new Wording(0, "", text(kind, ".sms"));
        };
    }

    Letter written(Wording wording, Medium medium, String address, String sender, Map<String, String> values) {
        return switch (medium) {
            case MAIL ->
                new Letter(
                        address,
                        sender,
                        oneLine(Wording.filled(wording.subject(), values)),
                        Wording.filled(wording.body(), values));
            case SMS ->
                new Letter(
                        address,
                        sender,
                        "",
                        messages.text(WRITTEN_IN, "message.sms.signed", sender, shortened(wording.body(), values)));
        };
    }

    /** Long values are cut: an SMS tells that something is there, the link tells what. */
    private static String shortened(String body, Map<String, String> values) {
        var cut = new TreeMap<String, String>();
        values.forEach((name, value) -> cut.put(name, name.equals("link") ? value : cut(oneLine(value))));
        return oneLine(Wording.filled(body, cut));
    }

    private static String cut(String value) {
        var length = value.codePointCount(0, value.length());
        return length <= LONGEST_VALUE ? value : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ").strip();
    }

    private String text(MessageKind kind, String part) {
        return messages.text(WRITTEN_IN, kind.nameKey() + part);
    }
}
