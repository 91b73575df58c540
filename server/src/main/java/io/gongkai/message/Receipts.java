package io.gongkai.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What HTTP gateways report about what they have taken, told to an address that holds a secret. */
@Service
public class Receipts {

    /** Name of the secret by which a gateway shows that it is one. */
    static final String SECRET = "receipt";

    private final GatewayStore gateways;
    private final Moves moves;

    Receipts(GatewayStore gateways, Moves moves) {
        this.gateways = gateways;
        this.moves = moves;
    }

    /**
     * Takes reports in, in whatever order and however often they come.
     *
     * @param reports each by the names of its fields; one that says nothing about an end is passed over
     * @return false where there is no such gateway, or not by this secret
     */
    public boolean take(UUID id, String secret, List<Map<String, String>> reports) {
        var gateway = gateways.find(id).filter(Gateway::active).filter(one -> opens(one, secret));
        if (gateway.isEmpty() || !(gateway.get().settings() instanceof GatewaySettings.Http http)) {
            return false;
        }
        for (var report : reports) {
            var reference = report.getOrDefault(http.receiptReference(), "").strip();
            var status = report.getOrDefault(http.receiptStatus(), "").strip();
            if (!reference.isEmpty() && reference.length() <= LONGEST_REFERENCE) {
                receipt(http, status)
                        .ifPresent(receipt -> moves.receive(id, reference, receipt, detail(receipt, status)));
            }
        }
        return true;
    }

    private static final int LONGEST_REFERENCE = 200;

    private static boolean opens(Gateway gateway, String secret) {
        var right = gateway.secret(SECRET);
        return !right.isEmpty()
                && MessageDigest.isEqual(
                        right.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Moves.Receipt> receipt(GatewaySettings.Http http, String status) {
        if (words(http.delivered()).contains(status)) {
            return Optional.of(Moves.Receipt.DELIVERED);
        }
        return words(http.failed()).contains(status) ? Optional.of(Moves.Receipt.FAILED) : Optional.empty();
    }

    private static String detail(Moves.Receipt receipt, String status) {
        return receipt == Moves.Receipt.FAILED ? Masks.said(status) : "";
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+", -1));
    }
}
