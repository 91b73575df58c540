package io.gongkai.statistics;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The canonical text of a return: what is signed is its SHA-256. JSON in the form of RFC 8785 (keys in order, no space), so
 * that whoever holds the text can make the same digest with any other program. Figures stand in it as they are printed; a
 * blank is null. No control character can be in it: remarks are kept on one line.
 */
final class SignedText {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, Object>> MAP = new TypeReference<>() {};

    private SignedText() {}

    static String of(Sheet sheet, int round) {
        var text = new TreeMap<String, @Nullable Object>();
        text.put("form", sheet.form().code());
        text.put("formVersion", sheet.form().version());
        text.put("organization", sheet.organizationCode());
        text.put("organizationName", sheet.organizationName());
        text.put("title", sheet.title());
        text.put("period", sheet.period().toString());
        text.put("round", round);
        text.put("cutOff", sheet.cutOff().toString());
        text.put("watermark", sheet.watermark());
        var figures = new TreeMap<String, @Nullable Object>();
        var bases = new TreeMap<String, @Nullable Object>();
        var remarks = new TreeMap<String, @Nullable Object>();
        var corrected = new TreeMap<String, @Nullable Object>();
        for (var line : sheet.lines()) {
            var row = line.row().code();
            var cells = new TreeMap<String, @Nullable String>();
            for (var column : sheet.columns()) {
                cells.put(column, plain(sheet.figure(row, column)));
            }
            figures.put(row, cells);
            if (!line.bases().isEmpty()) {
                bases.put(row, new TreeMap<>(line.bases()));
            }
            if (!line.remark().isEmpty()) {
                remarks.put(row, line.remark());
            }
            if (!line.corrected().isEmpty()) {
                corrected.put(row, line.corrected().stream().sorted().toList());
            }
        }
        text.put("figures", figures);
        text.put("bases", bases);
        text.put("remarks", remarks);
        text.put("corrected", corrected);
        return JSON.writeValueAsString(text);
    }

    /** The same figures under other remarks. */
    static String withRemarks(String content, Map<String, String> remarks) {
        var text = JSON.readValue(content, MAP);
        text.put("remarks", new TreeMap<>(remarks));
        return JSON.writeValueAsString(text);
    }

    /** The sheet as it was signed, in the version of the form that it names. */
    static Sheet read(String content, Forms forms) {
        var text = JSON.readTree(content);
        var form = forms.version(
                text.path("form").asString(), text.path("formVersion").asString());
        return new Sheet(
                form,
                text.path("organization").asString(),
                text.path("organizationName").asString(),
                text.path("title").asString(),
                ReturnPeriod.parse(text.path("period").asString()),
                LocalDate.parse(text.path("cutOff").asString()),
                text.path("watermark").asLong(),
                form.rows().stream().map(row -> line(form, row, text)).toList());
    }

    private static Sheet.Line line(Form form, Form.Row row, JsonNode text) {
        var figures = text.path("figures").path(row.code());
        var answers = text.path("bases").path(row.code());
        var cells = new HashMap<String, BigDecimal>();
        var bases = new HashMap<String, Long>();
        for (var column : form.columns()) {
            var figure = figure(figures.path(column.code()));
            if (figure != null) {
                cells.put(column.code(), figure);
            }
            if (answers.has(column.code())) {
                bases.put(column.code(), answers.path(column.code()).asLong());
            }
        }
        return new Sheet.Line(
                row,
                cells,
                figure(figures.path(Sheet.TOTAL)),
                bases,
                text.path("remarks").path(row.code()).asString(""),
                text.path("corrected")
                        .path(row.code())
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet()));
    }

    /** Whether there is such a cell in it. */
    static boolean has(String content, String row, String column) {
        return JSON.readTree(content).path("figures").path(row).has(column);
    }

    private static @Nullable BigDecimal figure(JsonNode printed) {
        return printed.isString() ? new BigDecimal(printed.asString()) : null;
    }

    private static @Nullable String plain(@Nullable BigDecimal figure) {
        return figure == null ? null : figure.toPlainString();
    }

    static String digest(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
