package io.gongkai.message.web;

import io.gongkai.account.OpenToAll;
import io.gongkai.message.Receipts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where an HTTP gateway reports what became of messages: as a form or as JSON, one or many at a time. */
@RestController
class ReceiptApi {

    /** Of one call; a gateway with more to report calls again. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_REPORTS = 1000;

    private final Receipts receipts;
    private final JsonMapper json;

    ReceiptApi(Receipts receipts, JsonMapper json) {
        this.receipts = receipts;
        this.json = json;
    }

    @PostMapping("/api/v1/message-receipts/{gateway}/{secret}")
    @OpenToAll
    ResponseEntity<String> take(@PathVariable UUID gateway, @PathVariable String secret, HttpServletRequest request)
            throws IOException {
        List<Map<String, String>> reports;
        try {
            reports = reports(request);
        } catch (JacksonException e) {
            return ResponseEntity.badRequest().build();
        }
        if (reports.size() > MOST_REPORTS) {
            return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).build();
        }
        return receipts.take(gateway, secret, reports)
                ? ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("OK")
                : ResponseEntity.notFound().build();
    }

    private List<Map<String, String>> reports(HttpServletRequest request) throws IOException {
        if (String.valueOf(request.getContentType()).contains("json")) {
            var body = request.getInputStream().readNBytes(MOST_BYTES + 1);
            var reports = new ArrayList<Map<String, String>>();
            if (body.length > 0 && body.length <= MOST_BYTES) {
                collect(json.readTree(body), reports);
            }
            return reports;
        }
        var form = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> form.put(name, values[0]));
        return List.of(form);
    }

    /** Every object in it is a report that may be understood, however the gateway wraps them. */
    private static void collect(JsonNode node, List<Map<String, String>> reports) {
        if (node.isObject()) {
            var fields = new LinkedHashMap<String, String>();
            node.properties().forEach(field -> {
                if (field.getValue().isValueNode()) {
                    fields.put(field.getKey(), field.getValue().asString());
                }
            });
            if (!fields.isEmpty()) {
                reports.add(fields);
            }
        }
        node.forEach(inner -> collect(inner, reports));
    }
}
