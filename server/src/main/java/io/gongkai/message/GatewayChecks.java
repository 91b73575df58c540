package io.gongkai.message;

import io.gongkai.shared.Refusal;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What is wrong with a gateway's settings, all at once. */
final class GatewayChecks {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._:-]{0,250}[A-Za-z0-9])?");
    private static final int MOST = 250;
    private static final int MOST_URL = 1000;
    private static final int MOST_BODY = 4000;

    private GatewayChecks() {}

    static List<Refusal> refusals(GatewaySettings settings) {
        return switch (settings) {
            case GatewaySettings.Smtp smtp -> smtp(smtp);
            case GatewaySettings.Smpp smpp -> smpp(smpp);
            case GatewaySettings.Http http -> http(http);
        };
    }

    /** Whether a secret that was given for one may be used for the other: nobody learns a password by changing the host. */
    static boolean isSamePlace(GatewaySettings before, GatewaySettings after) {
        return switch (before) {
            case GatewaySettings.Smtp one ->
                after instanceof GatewaySettings.Smtp other
                        && one.host().equalsIgnoreCase(other.host())
                        && one.port() == other.port()
                        && one.user().equals(other.user())
                        && one.encryption() == other.encryption()
                        && one.certificate().equals(other.certificate());
            case GatewaySettings.Smpp one ->
                after instanceof GatewaySettings.Smpp other
                        && one.host().equalsIgnoreCase(other.host())
                        && one.port() == other.port()
                        && one.systemId().equals(other.systemId())
                        && one.encryption() == other.encryption()
                        && one.certificate().equals(other.certificate());
            case GatewaySettings.Http one ->
                after instanceof GatewaySettings.Http other
                        && one.url().equals(other.url())
                        && one.certificate().equals(other.certificate());
        };
    }

    private static List<Refusal> smtp(GatewaySettings.Smtp smtp) {
        var refusals = new ArrayList<Refusal>();
        host(refusals, smtp.host(), smtp.port());
        if (smtp.from().length() > Addresses.LONGEST
                || !Addresses.MAIL.matcher(smtp.from()).matches()) {
            refusals.add(Refusal.at("from", "message.gateway.from"));
        }
        if (smtp.user().length() > MOST) {
            refusals.add(Refusal.at("user", "message.gateway.long", MOST));
        }
        certificate(refusals, smtp.certificate());
        return refusals;
    }

    private static List<Refusal> smpp(GatewaySettings.Smpp smpp) {
        var refusals = new ArrayList<Refusal>();
        host(refusals, smpp.host(), smpp.port());
        // Lengths are the protocol's, in bytes; what is longer cannot be said.
        if (!smpp.systemId().matches("[\\x21-\\x7e]{1,15}")) {
            refusals.add(Refusal.at("systemId", "message.gateway.system-id"));
        }
        if (!smpp.systemType().matches("[\\x21-\\x7e]{0,12}")) {
            refusals.add(Refusal.at("systemType", "message.gateway.system-type"));
        }
        if (!smpp.source().matches("[\\x21-\\x7e]{0,20}")) {
            refusals.add(Refusal.at("source", "message.gateway.source"));
        }
        if (!smpp.prefix().matches("[0-9]{0,4}")) {
            refusals.add(Refusal.at("prefix", "message.gateway.prefix"));
        }
        if (smpp.encryption() == GatewaySettings.Encryption.STARTTLS) {
            refusals.add(Refusal.at("encryption", "message.gateway.no-starttls"));
        }
        certificate(refusals, smpp.certificate());
        return refusals;
    }

    private static List<Refusal> http(GatewaySettings.Http http) {
        var refusals = new ArrayList<Refusal>();
        if (!isAddress(http.url())) {
            refusals.add(Refusal.at("url", "message.gateway.url"));
        }
        var asked = http.url() + (http.verb() == GatewaySettings.Verb.GET ? "" : http.body());
        if (!asked.contains("{phone}") || !asked.contains("{text}")) {
            refusals.add(
                    Refusal.at(http.verb() == GatewaySettings.Verb.GET ? "url" : "body", "message.gateway.places"));
        }
        if (!http.header().isEmpty() && !http.header().matches("[A-Za-z0-9-]{1,60}:\\s*[\\x20-\\x7e]{1,500}")) {
            refusals.add(Refusal.at("header", "message.gateway.header"));
        }
        if (http.body().length() > MOST_BODY) {
            refusals.add(Refusal.at("body", "message.gateway.long", MOST_BODY));
        }
        expression(refusals, "accepted", http.accepted());
        expression(refusals, "reference", http.reference());
        if (http.repeatable() && !(asked + http.header()).contains("{id}")) {
            refusals.add(Refusal.at("repeatable", "message.gateway.repeatable"));
        }
        if (http.receiptReference().isEmpty() != http.receiptStatus().isEmpty()) {
            refusals.add(Refusal.at(
                    http.receiptReference().isEmpty() ? "receiptReference" : "receiptStatus",
                    "message.gateway.receipt"));
        }
        if (!http.receiptStatus().isEmpty() && http.delivered().isBlank()) {
            refusals.add(Refusal.at("delivered", "message.gateway.delivered"));
        }
        certificate(refusals, http.certificate());
        return refusals;
    }

    private static boolean isAddress(String url) {
        if (url.length() > MOST_URL || !url.matches("https?://.*")) {
            return false;
        }
        try {
            var plain = URI.create(url.replaceAll("\\{\\w+}", "x"));
            return plain.getHost() != null && plain.getUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void expression(List<Refusal> refusals, String field, String expression) {
        if (expression.length() > MOST) {
            refusals.add(Refusal.at(field, "message.gateway.long", MOST));
            return;
        }
        try {
            Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            refusals.add(Refusal.at(field, "message.gateway.expression"));
        }
    }

    private static void host(List<Refusal> refusals, String host, int port) {
        if (!HOST.matcher(host).matches()) {
            refusals.add(Refusal.at("host", "message.gateway.host"));
        }
        if (port < 1 || port > 65_535) {
            refusals.add(Refusal.at("port", "message.gateway.port"));
        }
    }

    private static void certificate(List<Refusal> refusals, String pem) {
        if (!pem.isBlank()) {
            try {
                Trust.certificates(pem);
            } catch (CertificateException e) {
                refusals.add(Refusal.at("certificate", "message.gateway.certificate"));
            }
        }
    }
}
