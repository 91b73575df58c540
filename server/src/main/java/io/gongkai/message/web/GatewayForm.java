package io.gongkai.message.web;

import io.gongkai.message.GatewaySettings;
import io.gongkai.message.GatewaySettings.Encryption;
import io.gongkai.message.GatewaySettings.Http;
import io.gongkai.message.GatewaySettings.LongText;
import io.gongkai.message.GatewaySettings.Smpp;
import io.gongkai.message.GatewaySettings.Smtp;
import io.gongkai.message.GatewaySettings.Verb;
import io.gongkai.message.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings of a gateway as a form holds them: by name of the field, as text. A secret is never among them. */
public final class GatewayForm {

    private static final Set<String> SECRETS = Set.of(GatewaySettings.PASSWORD);

    private GatewayForm() {}

    /** What stands in an empty form. */
    public static Map<String, String> empty(Protocol protocol) {
        return switch (protocol) {
            case SMTP -> Map.of("port", "465", "encryption", "TLS");
            case SMPP -> Map.of("port", "2775", "encryption", "NONE", "prefix", "86", "longText", "PARTS");
            case HTTP -> Map.of("verb", "POST_JSON");
        };
    }

    static Map<String, String> of(GatewaySettings settings) {
        var fields = new HashMap<String, String>();
        switch (settings) {
            case Smtp smtp -> {
                fields.put("host", smtp.host());
                fields.put("port", String.valueOf(smtp.port()));
                fields.put("encryption", smtp.encryption().name());
                fields.put("user", smtp.user());
                fields.put("from", smtp.from());
                fields.put("certificate", smtp.certificate());
            }
            case Smpp smpp -> {
                fields.put("host", smpp.host());
                fields.put("port", String.valueOf(smpp.port()));
                fields.put("encryption", smpp.encryption().name());
                fields.put("systemId", smpp.systemId());
                fields.put("systemType", smpp.systemType());
                fields.put("source", smpp.source());
                fields.put("prefix", smpp.prefix());
                fields.put("longText", smpp.longText().name());
                fields.put("certificate", smpp.certificate());
            }
            case Http http -> {
                fields.put("url", http.url());
                fields.put("verb", http.verb().name());
                fields.put("header", http.header());
                fields.put("body", http.body());
                fields.put("accepted", http.accepted());
                fields.put("reference", http.reference());
                fields.put("repeatable", String.valueOf(http.repeatable()));
                fields.put("receiptReference", http.receiptReference());
                fields.put("receiptStatus", http.receiptStatus());
                fields.put("delivered", http.delivered());
                fields.put("failed", http.failed());
                fields.put("certificate", http.certificate());
            }
        }
        return fields;
    }

    static GatewaySettings settings(Protocol protocol, Map<String, String> typed) {
        return switch (protocol) {
            case SMTP ->
                new Smtp(
                        text(typed, "host"),
                        number(typed, "port"),
                        one(Encryption.values(), typed, "encryption"),
                        text(typed, "user"),
                        text(typed, "from"),
                        text(typed, "certificate"));
            case SMPP ->
                new Smpp(
                        text(typed, "host"),
                        number(typed, "port"),
                        one(Encryption.values(), typed, "encryption"),
                        text(typed, "systemId"),
                        text(typed, "systemType"),
                        text(typed, "source"),
                        text(typed, "prefix"),
                        one(LongText.values(), typed, "longText"),
                        text(typed, "certificate"));
            case HTTP ->
                new Http(
                        text(typed, "url"),
                        one(Verb.values(), typed, "verb"),
                        text(typed, "header"),
                        text(typed, "body"),
                        text(typed, "accepted"),
                        text(typed, "reference"),
                        typed.containsKey("repeatable"),
                        text(typed, "receiptReference"),
                        text(typed, "receiptStatus"),
                        text(typed, "delivered"),
                        text(typed, "failed"),
                        text(typed, "certificate"));
        };
    }

    static Map<String, String> secrets(Map<String, String> typed) {
        var secrets = new HashMap<>(typed);
        secrets.keySet().retainAll(SECRETS);
        return secrets;
    }

    /** What may go back into a form that was refused. */
    static Map<String, String> withoutSecrets(Map<String, String> typed) {
        var rest = new HashMap<>(typed);
        rest.keySet().removeAll(SECRETS);
        return rest;
    }

    /** Choices of a field, value to message key. */
    public static Map<String, String> choices(String prefix, List<? extends Enum<?>> values) {
        var choices = new LinkedHashMap<String, String>();
        values.forEach(value -> choices.put(value.name(), prefix + value.name()));
        return choices;
    }

    private static String text(Map<String, String> typed, String name) {
        return typed.getOrDefault(name, "").strip();
    }

    /** What is no number is refused as one out of range. */
    private static int number(Map<String, String> typed, String name) {
        try {
            return Integer.parseInt(text(typed, name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What is none of them was not chosen on our page; the first stands for it. */
    private static <E extends Enum<E>> E one(E[] values, Map<String, String> typed, String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text(typed, name)))
                .findFirst()
                .orElse(values[0]);
    }
}
