package io.gongkai.statistics;

import io.gongkai.ledger.Detail;
import io.gongkai.ledger.Measure;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.shared.Outcome;
import io.gongkai.shared.Refusal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a form's definition. Whatever is wrong with it is said at once, each ground with its place: {@code
 * rows[orgCount].measure}, or the number of a row that has no code, counted from 1.
 */
final class FormReader {

    static final int LENGTH_MAX = 300_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Set<String> FORM_FIELDS = Set.of(
            "code",
            "version",
            "validFrom",
            "title",
            "period",
            "due",
            "rowHeading",
            "columnHeading",
            "totalHeading",
            "remarkHeading",
            "headerFields",
            "footnote",
            "columns",
            "rows",
            "checks",
            "english");
    private static final Set<String> COLUMN_FIELDS = Set.of("code", "heading", "kinds", "details");
    private static final Set<String> ROW_FIELDS =
            Set.of("code", "group", "label", "unit", "kind", "page", "measure", "base", "details", "opening");
    private static final Set<String> CHECK_FIELDS = Set.of("kind", "hard", "rows", "measures", "against", "percent");

    private static final int COLUMNS_MAX = 40;
    private static final int ROWS_MAX = 200;
    private static final int CHECKS_MAX = 200;
    private static final int HEADING_LEVELS_MAX = 3;
    private static final int WORD_LENGTH_MAX = 40;
    private static final int SENTENCE_LENGTH_MAX = 200;

    private final List<Refusal> grounds = new ArrayList<>();

    private FormReader() {}

    static Outcome<Form> read(String definition) {
        if (definition.length() > LENGTH_MAX) {
            return Outcome.refused(Refusal.of("statistics.form.tooLong", LENGTH_MAX));
        }
        JsonNode root;
        try {
            root = JSON.readTree(definition);
        } catch (JacksonException e) {
            var at = e.getLocation();
            return Outcome.refused(Refusal.of(
                    "statistics.form.noJson", at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
        }
        if (!root.isObject()) {
            return Outcome.refused(Refusal.of("statistics.form.noJson", 1, 1));
        }
        var reader = new FormReader();
        var form = reader.form(root);
        return reader.grounds.isEmpty() ? Outcome.done(form) : Outcome.refused(reader.grounds);
    }

    /** Whole only when no ground was found; until then stand-ins fill what could not be read. */
    private Form form(JsonNode root) {
        onlyKnown(root, "", FORM_FIELDS);
        var period = choice(root, "period", "period", Form.Span.class, Form.Span.YEAR);
        var columns = columns(root.get("columns"));
        var rows = rows(root.get("rows"));
        var total = optionalText(root, "", "totalHeading", WORD_LENGTH_MAX);
        checkHeadings(columns);
        checkOverlaps(columns);
        checkGroupsAndPages(rows);
        rows.forEach(row -> columns.forEach(column -> checkDetails(row, column)));
        var form = new Form(
                matching(root, "", "code", "[a-z][a-z0-9-]{2,59}"),
                matching(root, "", "version", "[A-Za-z0-9.-]{1,20}"),
                day(root, "validFrom"),
                text(root, "", "title", WORD_LENGTH_MAX),
                period,
                due(root, period),
                text(root, "", "rowHeading", WORD_LENGTH_MAX),
                optionalText(root, "", "columnHeading", WORD_LENGTH_MAX),
                total,
                optionalText(root, "", "remarkHeading", WORD_LENGTH_MAX),
                headerFields(root),
                text(root, "", "footnote", SENTENCE_LENGTH_MAX),
                columns,
                rows,
                checks(root.get("checks"), rows, columns, total != null),
                english(root.get("english")));
        form.english().keySet().stream()
                .filter(word -> !form.words().contains(word))
                .sorted()
                .forEach(word -> refuse("english", "statistics.form.english.unknown", word));
        return form;
    }

    // --- columns

    private List<Form.Column> columns(@Nullable JsonNode node) {
        var columns = new ArrayList<Form.Column>();
        var codes = new HashSet<String>();
        for (var one : array(node, "columns", 1, COLUMNS_MAX)) {
            var place = place("columns", one, columns.size() + 1);
            onlyKnown(one, place, COLUMN_FIELDS);
            var code = matching(one, place, "code", "[A-Z][A-Z0-9_]{0,59}");
            if (code.equals("TOTAL")) {
                refuse(at(place, "code"), "statistics.form.column.total");
            }
            if (!code.isEmpty() && !codes.add(code)) {
                refuse(at(place, "code"), "statistics.form.twice", code);
            }
            var heading = texts(one, place, "heading", 1, HEADING_LEVELS_MAX);
            columns.add(new Form.Column(
                    columns.size() + 1,
                    code,
                    heading.isEmpty() ? List.of("") : heading,
                    one.has("kinds")
                            ? choices(one, place, "kinds", OrganizationKind.class)
                            : EnumSet.allOf(OrganizationKind.class),
                    choices(one, place, "details", Detail.class)));
        }
        return columns;
    }

    /** The headings must cover the header's places once each: what spans several columns spans neighbors. */
    private void checkHeadings(List<Form.Column> columns) {
        for (var i = 0; i < columns.size(); i++) {
            var heading = columns.get(i).heading();
            for (var j = 0; j < i; j++) {
                var before = columns.get(j).heading();
                if (startsWith(heading, before) || startsWith(before, heading)) {
                    refuse(
                            "columns[%s].heading".formatted(columns.get(i).code()),
                            "statistics.form.heading.covers",
                            String.join("/", heading),
                            String.join("/", before));
                }
            }
            for (var level = 1; level < heading.size(); level++) {
                var above = heading.subList(0, level);
                var apart = i > 0 && !startsWith(columns.get(i - 1).heading(), above);
                if (apart && columns.subList(0, i).stream().anyMatch(column -> startsWith(column.heading(), above))) {
                    refuse(
                            "columns[%s].heading".formatted(columns.get(i).code()),
                            "statistics.form.heading.apart",
                            String.join("/", above));
                }
            }
        }
    }

    private static boolean startsWith(List<String> path, List<String> beginning) {
        return path.size() >= beginning.size()
                && path.subList(0, beginning.size()).equals(beginning);
    }

    /** What two columns both let in would be counted twice in the total. */
    private void checkOverlaps(List<Form.Column> columns) {
        for (var i = 0; i < columns.size(); i++) {
            for (var j = 0; j < i; j++) {
                var one = columns.get(i);
                var other = columns.get(j);
                if (!Collections.disjoint(one.kinds(), other.kinds()) && !apart(one.details(), other.details())) {
                    refuse("columns[%s]".formatted(one.code()), "statistics.form.overlap", one.code(), other.code());
                }
            }
        }
    }

    private static boolean apart(Set<Detail> one, Set<Detail> other) {
        return Arrays.stream(Detail.Aspect.values()).anyMatch(aspect -> {
            var ofOne = ofAspect(one, aspect);
            var ofOther = ofAspect(other, aspect);
            return !ofOne.isEmpty() && !ofOther.isEmpty() && Collections.disjoint(ofOne, ofOther);
        });
    }

    private static Set<Detail> ofAspect(Set<Detail> details, Detail.Aspect aspect) {
        return details.stream().filter(detail -> detail.aspect() == aspect).collect(Collectors.toSet());
    }

    // --- rows

    private List<Form.Row> rows(@Nullable JsonNode node) {
        var rows = new ArrayList<Form.Row>();
        var codes = new HashSet<String>();
        for (var one : array(node, "rows", 1, ROWS_MAX)) {
            var place = place("rows", one, rows.size() + 1);
            onlyKnown(one, place, ROW_FIELDS);
            var code = matching(one, place, "code", "[a-z][A-Za-z0-9]{0,59}");
            if (!code.isEmpty() && !codes.add(code)) {
                refuse(at(place, "code"), "statistics.form.twice", code);
            }
            var row = new Form.Row(
                    rows.size() + 1,
                    code,
                    optionalText(one, place, "group", WORD_LENGTH_MAX),
                    text(one, place, "label", WORD_LENGTH_MAX),
                    Objects.requireNonNullElse(optionalText(one, place, "unit", WORD_LENGTH_MAX), ""),
                    choice(one, at(place, "kind"), "kind", Form.RowKind.class, Form.RowKind.FLOW),
                    number(one, place, "page", 1, 50),
                    choice(one, at(place, "measure"), "measure", Measure.class, Measure.ORGANIZATION),
                    one.has("base")
                            ? choice(one, at(place, "base"), "base", Measure.class, Measure.ORGANIZATION)
                            : null,
                    choices(one, place, "details", Detail.class),
                    flag(one, place, "opening"));
            checkRow(row, place);
            rows.add(row);
        }
        return rows;
    }

    private void checkRow(Form.Row row, String place) {
        if (row.isRatio() != (row.kind() == Form.RowKind.RATIO)) {
            refuse(at(place, "base"), "statistics.form.row.base");
        }
        if (row.base() != null && row.base().nature() != row.measure().nature()) {
            refuse(at(place, "base"), "statistics.form.row.natures", row.measure(), row.base());
        }
        // Its facts are told with those of its whole, so alone it could not be opened.
        if (row.measure().whole() != null && row.base() != row.measure().whole()) {
            refuse(
                    at(place, "base"),
                    "statistics.form.row.part",
                    row.measure(),
                    row.measure().whole());
        }
        if (row.kind() == Form.RowKind.FLOW && row.measure().nature() == Measure.Nature.STOCK) {
            refuse(at(place, "kind"), "statistics.form.row.stock", row.measure());
        }
        if (row.opening() && row.measure().nature() != Measure.Nature.STOCK) {
            refuse(at(place, "opening"), "statistics.form.row.opening", row.measure());
        }
        for (var detail : row.details()) {
            if (!knows(row, detail.aspect())) {
                refuse(at(place, "details"), "statistics.form.row.detail", detail, row.measure());
            }
        }
    }

    private void checkDetails(Form.Row row, Form.Column column) {
        column.details().stream()
                .map(Detail::aspect)
                .distinct()
                .filter(aspect -> !knows(row, aspect))
                .forEach(aspect -> refuse(
                        "rows[%s].measure".formatted(row.code()),
                        "statistics.form.column.detail",
                        column.code(),
                        aspect,
                        row.measure()));
    }

    private static boolean knows(Form.Row row, Detail.Aspect aspect) {
        return row.measure().aspects().contains(aspect)
                && (row.base() == null || row.base().aspects().contains(aspect));
    }

    private void checkGroupsAndPages(List<Form.Row> rows) {
        var groups = new HashSet<String>();
        for (var i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var before = i == 0 ? null : rows.get(i - 1);
            var place = "rows[%s]".formatted(row.code());
            var page = before == null ? 0 : before.page();
            if (row.page() != page && row.page() != page + 1 || before == null && row.page() != 1) {
                refuse(at(place, "page"), "statistics.form.row.page", row.page());
            }
            if (row.group() == null) {
                continue;
            }
            if (before == null || !row.group().equals(before.group())) {
                if (!groups.add(row.group())) {
                    refuse(at(place, "group"), "statistics.form.row.group", row.group());
                }
            } else if (row.page() != before.page()) {
                refuse(at(place, "page"), "statistics.form.row.groupPage", row.group());
            }
        }
    }

    // --- cross-checks

    private List<Form.Check> checks(
            @Nullable JsonNode node, List<Form.Row> rows, List<Form.Column> columns, boolean hasTotal) {
        var byCode = new LinkedHashMap<String, Form.Row>();
        rows.forEach(row -> byCode.putIfAbsent(row.code(), row));
        var checks = new ArrayList<Form.Check>();
        for (var one : array(node, "checks", 0, CHECKS_MAX)) {
            var place = "checks[%d]".formatted(checks.size() + 1);
            onlyKnown(one, place, CHECK_FIELDS);
            var kind = choice(one, at(place, "kind"), "kind", Form.CheckKind.class, Form.CheckKind.WHOLE_NUMBERS);
            var limited = kind == Form.CheckKind.PERCENTAGE || kind == Form.CheckKind.STEADY;
            if (!limited && one.has("percent")) {
                refuse(at(place, "percent"), "statistics.form.check.percent", kind);
            }
            if (one.has("rows") == one.has("measures")) {
                refuse(place, "statistics.form.check.either");
            }
            var check = new Form.Check(
                    kind,
                    flag(one, place, "hard"),
                    one.has("rows") ? rowsOf(one, place, "rows", byCode) : List.of(),
                    List.copyOf(choices(one, place, "measures", Measure.class)),
                    one.has("against") ? rowsOf(one, place, "against", byCode) : List.of(),
                    limited ? number(one, place, "percent", 1, 1000) : 0);
            checkCheck(check, place, byCode, hasTotal);
            checkMeasures(check, place, columns);
            checks.add(check);
        }
        return checks;
    }

    private List<String> rowsOf(JsonNode check, String place, String field, Map<String, Form.Row> rows) {
        var codes = texts(check, place, field, 1, ROWS_MAX);
        codes.stream()
                .filter(code -> !rows.containsKey(code))
                .forEach(code -> refuse(at(place, field), "statistics.form.check.noRow", code));
        return codes;
    }

    private void checkCheck(Form.Check check, String place, Map<String, Form.Row> rows, boolean hasTotal) {
        var one = check.rows().size() == 1 && check.against().size() == 1;
        var fits = switch (check.kind()) {
            case WHOLE_NUMBERS, SUM_OF_COLUMNS, PERCENTAGE, STEADY ->
                check.against().isEmpty();
            case NOT_ABOVE, NOT_BELOW, NOT_ABOVE_WITH_CARRIED_OVER -> one;
            case EQUAL_SUMS, REQUIRES -> !check.against().isEmpty();
        };
        if (!fits) {
            refuse(at(place, "against"), "statistics.form.check.against", check.kind());
        }
        if (check.kind() == Form.CheckKind.SUM_OF_COLUMNS && !hasTotal) {
            refuse(at(place, "kind"), "statistics.form.check.noTotal");
        }
        var ofRates = check.kind() == Form.CheckKind.PERCENTAGE;
        check.rows().stream()
                .filter(code -> rows.containsKey(code) && rows.get(code).isRatio() != ofRates)
                .forEach(code -> refuse(at(place, "rows"), "statistics.form.check.rate", code, check.kind()));
    }

    private void checkMeasures(Form.Check check, String place, List<Form.Column> columns) {
        if (!check.measures().isEmpty() && check.kind() != Form.CheckKind.REQUIRES) {
            refuse(at(place, "measures"), "statistics.form.check.measures", check.kind());
        }
        for (var measure : check.measures()) {
            for (var column : columns) {
                column.details().stream()
                        .map(Detail::aspect)
                        .distinct()
                        .filter(aspect -> !measure.aspects().contains(aspect))
                        .forEach(aspect -> refuse(
                                at(place, "measures"),
                                "statistics.form.column.detail",
                                column.code(),
                                aspect,
                                measure));
            }
        }
    }

    // --- the form's own fields

    private String due(JsonNode root, Form.Span period) {
        var due = text(root, "", "due", 5);
        if (due.isEmpty()) {
            return due;
        }
        try {
            if (period == Form.Span.YEAR) {
                MonthDay.parse("--" + due);
            } else if (!due.matches("[0-9]{1,2}")) {
                throw new DateTimeException(due);
            }
        } catch (DateTimeException e) {
            refuse("due", "statistics.form.due", period);
        }
        return due;
    }

    private LocalDate day(JsonNode root, String field) {
        try {
            return LocalDate.parse(text(root, "", field, 10));
        } catch (DateTimeException e) {
            if (root.has(field)) {
                refuse(field, "statistics.form.day");
            }
            return LocalDate.EPOCH;
        }
    }

    private List<String> headerFields(JsonNode root) {
        return texts(root, "", "headerFields", 2, 2);
    }

    private Map<String, String> english(@Nullable JsonNode node) {
        var words = new LinkedHashMap<String, String>();
        if (node == null) {
            return words;
        }
        if (!node.isObject()) {
            refuse("english", "statistics.form.object");
            return words;
        }
        for (var word : node.propertyNames()) {
            words.put(word, text(node, "english", word, SENTENCE_LENGTH_MAX));
        }
        return words;
    }

    // --- reading JSON

    private Iterable<JsonNode> array(@Nullable JsonNode node, String place, int least, int most) {
        if (node == null && least == 0) {
            return List.of();
        }
        if (node == null || !node.isArray()) {
            refuse(place, "statistics.form.array");
            return List.of();
        }
        if (node.size() < least || node.size() > most) {
            refuse(place, "statistics.form.size", least, most);
        }
        var objects = new ArrayList<JsonNode>();
        for (var one : node) {
            if (one.isObject()) {
                objects.add(one);
            } else {
                refuse(place, "statistics.form.object");
            }
        }
        return objects.subList(0, Math.min(most, objects.size()));
    }

    private void onlyKnown(JsonNode node, String place, Set<String> known) {
        node.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> refuse(at(place, name), "statistics.form.unknown", name));
    }

    private String text(JsonNode node, String place, String field, int longest) {
        var text = optionalText(node, place, field, longest);
        if (text != null) {
            return text;
        }
        if (isText(node, field) || !node.hasNonNull(field)) {
            refuse(at(place, field), "statistics.form.missing");
        }
        return "";
    }

    private static boolean isText(JsonNode node, String field) {
        var value = node.get(field);
        return value != null && value.isString();
    }

    /** Null where it is missing, null or blank. */
    private @Nullable String optionalText(JsonNode node, String place, String field, int longest) {
        var value = node.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            refuse(at(place, field), "statistics.form.text");
            return null;
        }
        var text = value.stringValue().strip();
        if (text.length() > longest) {
            refuse(at(place, field), "statistics.form.length", longest);
        }
        return text.isEmpty() ? null : text;
    }

    private String matching(JsonNode node, String place, String field, String pattern) {
        var text = text(node, place, field, 60);
        if (!text.isEmpty() && !text.matches(pattern)) {
            refuse(at(place, field), "statistics.form.pattern", pattern);
        }
        return text;
    }

    private List<String> texts(JsonNode node, String place, String field, int least, int most) {
        var value = node.get(field);
        if (value == null || !value.isArray() || value.size() < least || value.size() > most) {
            refuse(at(place, field), "statistics.form.texts", least, most);
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var one : value) {
            if (!one.isString()
                    || one.stringValue().isBlank()
                    || one.stringValue().length() > 60) {
                refuse(at(place, field), "statistics.form.texts", least, most);
                return List.of();
            }
            texts.add(one.stringValue().strip());
        }
        return texts;
    }

    private int number(JsonNode node, String place, String field, int least, int most) {
        var value = node.get(field);
        if (value == null || !value.isInt() || value.intValue() < least || value.intValue() > most) {
            refuse(at(place, field), "statistics.form.number", least, most);
            return least;
        }
        return value.intValue();
    }

    private boolean flag(JsonNode node, String place, String field) {
        var value = node.get(field);
        if (value != null && !value.isBoolean()) {
            refuse(at(place, field), "statistics.form.flag");
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    private <E extends Enum<E>> E choice(JsonNode node, String place, String field, Class<E> of, E standIn) {
        var value = node.get(field);
        var chosen = value != null && value.isString() ? constant(of, value.stringValue()) : null;
        if (chosen == null) {
            refuse(place, "statistics.form.choice", value == null ? "" : value.asString(), names(of));
            return standIn;
        }
        return chosen;
    }

    private <E extends Enum<E>> Set<E> choices(JsonNode node, String place, String field, Class<E> of) {
        var chosen = EnumSet.noneOf(of);
        if (!node.has(field)) {
            return chosen;
        }
        for (var name : texts(node, place, field, 1, of.getEnumConstants().length)) {
            var one = constant(of, name);
            if (one == null) {
                refuse(at(place, field), "statistics.form.choice", name, names(of));
            } else {
                chosen.add(one);
            }
        }
        return chosen;
    }

    private static <E extends Enum<E>> @Nullable E constant(Class<E> of, String name) {
        return Arrays.stream(of.getEnumConstants())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static <E extends Enum<E>> String names(Class<E> of) {
        return Arrays.stream(of.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static String place(String list, JsonNode one, int number) {
        return isText(one, "code")
                ? "%s[%s]".formatted(list, one.get("code").stringValue())
                : "%s[%d]".formatted(list, number);
    }

    private static String at(String place, String field) {
        return place.isEmpty() ? field : place + "." + field;
    }

    private void refuse(String place, String code, Object... details) {
        grounds.add(Refusal.at(place, code, details));
    }
}
