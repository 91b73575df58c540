package io.gongkai.catalog;

import io.gongkai.shared.ImportReport.RejectedRow;
import io.gongkai.shared.Refusal;
import io.gongkai.shared.TableRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a catalog table (codes of domain.md section 3) and says of each wrong row what is wrong.
 *
 * <p>What the codes leave open is decided so:
 *
 * <ul>
 *   <li>Scope: a mixed code ({@code 3A/4}, {@code 1/3A}) gives the widest scope named, but for sensitive matters (personal
 *       data class 3) the narrowest; the code itself goes into the remark.
 *   <li>Forms: {@code D C R L} (documents, household cards, loudspeaker, reading room) are other forms and keep their words
 *       in the remark; {@code G} is a public notice and no form of its own.
 *   <li>Elements: what follows a semicolon is a caution ("名单限④或脱敏") and goes into the remark; {@code 同上} repeats the row
 *       above.
 *   <li>† marks what only state-owned enterprises owe; such rows are not mandatory, all others are unless the table says so.
 *   <li>Sensitive matters are shown for 30 days when the table does not say.
 * </ul>
 */
final class CatalogRows {

    /** Days on display of matters with sensitive personal data, unless the table says otherwise. */
    static final int SENSITIVE_DISPLAY_DAYS = 30;

    private static final String BASIS = "《中国共产党党务公开条例（试行）》第十一条";

    /** Chinese headings that offices use for the fixed ones. */
    private static final Map<String, List<String>> HEADINGS = Map.ofEntries(
            Map.entry("no", List.of("序号", "编号")),
            Map.entry("category", List.of("类别", "方面", "公开类别")),
            Map.entry("item", List.of("事项", "公开事项")),
            Map.entry("elements", List.of("公开要素", "要素", "公开内容")),
            Map.entry("scope", List.of("范围", "公开范围")),
            Map.entry("forms", List.of("形式", "公开形式", "公开方式")),
            Map.entry("time", List.of("时限", "公开时限")),
            Map.entry("responsible", List.of("责任部门", "责任单位", "责任人")),
            Map.entry("returnRow", List.of("统计行", "统计类别")),
            Map.entry("piiClass", List.of("个人信息等级")),
            Map.entry("mandatory", List.of("是否必须公开")),
            Map.entry("basis", List.of("公开依据", "依据")),
            Map.entry("displayDays", List.of("展示天数", "展示期限")),
            Map.entry("retention", List.of("保管期限", "归档保管期限")),
            Map.entry("related", List.of("对应公开事项")),
            Map.entry("beyondPower", List.of("报批")),
            Map.entry("reason", List.of("调整理由", "理由")),
            Map.entry("remark", List.of("例外说明", "备注")));

    private static final Map<String, ChannelType> FORMS = Map.ofEntries(
            Map.entry("B", ChannelType.BOARD),
            Map.entry("W", ChannelType.WEB),
            Map.entry("S", ChannelType.SCREEN),
            Map.entry("M", ChannelType.MEETING),
            Map.entry("N", ChannelType.BULLETIN),
            Map.entry("T", ChannelType.SMS),
            Map.entry("P", ChannelType.NEWS_MEDIA),
            Map.entry("F", ChannelType.PRESS_BRIEFING),
            Map.entry("D", ChannelType.OTHER),
            Map.entry("C", ChannelType.OTHER),
            Map.entry("R", ChannelType.OTHER),
            Map.entry("L", ChannelType.OTHER));

    private static final Map<String, String> FORM_WORDS =
            Map.of("D", "文件或党内通报", "C", "明白卡或入户", "R", "大喇叭广播", "L", "资料查阅室", "G", "公示（有异议期）");

    private static final Map<String, String> RETENTIONS =
            Map.of("永久", "PERMANENT", "30年", "Y30", "10年", "Y10", "PERMANENT", "PERMANENT", "Y30", "Y30", "Y10", "Y10");

    private static final Pattern ELEMENT_SEPARATOR = Pattern.compile("[、,，](?![^(（]*[)）])");
    private static final Pattern PARALLEL = Pattern.compile("[(（]与(.+?)同步[)）]");

    /** The rows as far as they are right, and everything wrong with the others. */
    record Read(List<EntryRow> rows, List<RejectedRow> rejected) {}

    private final List<EntryRow> rows = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();
    private final Set<Integer> numbers = new HashSet<>();
    private final Map<String, Integer> titles = new HashMap<>();
    private List<String> elementsAbove = List.of();

    static Read read(List<TableRow> table) {
        var reading = new CatalogRows();
        if (table.isEmpty()) {
            reading.rejected.add(new RejectedRow(1, "", Refusal.of("catalog.import.empty")));
        }
        table.forEach(reading::add);
        return new Read(reading.rows, reading.rejected);
    }

    private CatalogRows() {}

    private void add(TableRow row) {
        var wrong = rejected.size();
        var no = number(row, "no", 1, 999);
        if (no != null && !numbers.add(no)) {
            reject(row, "no", "catalog.import.noTwice", no);
        }
        var heading = text(row, "category", 60);
        var marked = text(row, "item", 200);
        var stateOwnedOnly = marked.startsWith("†");
        var title = marked.replaceFirst("^†\\s*", "");
        var before = titles.putIfAbsent(title, row.number());
        if (before != null && !title.isEmpty()) {
            reject(row, "item", "catalog.import.titleTwice", title, before);
        }
        var pii = number(row, "piiClass", 0, 3);
        var remarks = new LinkedHashSet<String>();
        var elements = elements(row, remarks);
        var scope = scope(row, pii == null ? 0 : pii, remarks);
        var channels = channels(row, remarks);
        var time = time(row);
        var responsible = text(row, "responsible", 60);
        var category = category(row);
        var displayDays = cell(row, "displayDays").isEmpty() ? null : number(row, "displayDays", 1, 3660);
        if (displayDays == null && pii != null && pii == 3) {
            displayDays = SENSITIVE_DISPLAY_DAYS;
        }
        if (!cell(row, "remark").isEmpty()) {
            remarks.add(cell(row, "remark"));
        }
        if (rejected.size() > wrong || no == null || pii == null || scope == null || category == null) {
            return;
        }
        rows.add(new EntryRow(
                UUID.randomUUID(),
                no,
                heading,
                title,
                elements,
                scope.scope(),
                scope.audience(),
                channels,
                time.code(),
                time.rules().stream().map(TimeRule::code).toList(),
                responsible,
                category,
                pii,
                yes(row, "mandatory", !stateOwnedOnly),
                EntryOrigin.ADDED,
                cell(row, "reason"),
                cell(row, "basis").isEmpty() ? BASIS : cell(row, "basis"),
                displayDays,
                retention(row, category),
                related(row, title),
                yes(row, "beyondPower", false),
                stateOwnedOnly,
                String.join("；", remarks)));
    }

    private record Scope(DisclosureScope scope, @Nullable AudienceKind audience) {

        /** From the narrower to the wider. */
        static int compare(Scope one, Scope other) {
            var byScope = one.scope.compareTo(other.scope);
            return byScope != 0 || one.audience == null || other.audience == null
                    ? byScope
                    : one.audience.compareTo(other.audience);
        }
    }

    private @Nullable Scope scope(TableRow row, int pii, Set<String> remarks) {
        var code = cell(row, "scope").toUpperCase(Locale.ROOT);
        var named = new ArrayList<Scope>();
        for (var part : code.split("/", -1)) {
            switch (part.strip()) {
                case "1" -> named.add(new Scope(DisclosureScope.SOCIETY, null));
                case "2" -> named.add(new Scope(DisclosureScope.WHOLE_PARTY, null));
                case "3P" -> named.add(new Scope(DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS));
                case "3A" -> named.add(new Scope(DisclosureScope.LOCAL_UNIT, AudienceKind.MEMBERS_AND_MASSES));
                case "4" -> named.add(new Scope(DisclosureScope.SPECIFIC_PARTIES, null));
                default -> {
                    reject(row, "scope", code.isEmpty() ? "catalog.import.missing" : "catalog.import.scope", code);
                    return null;
                }
            }
        }
        if (named.size() > 1) {
            remarks.add("公开范围 " + code);
        }
        named.sort(Scope::compare);
        return pii == 3 ? named.getFirst() : named.getLast();
    }

    private List<ChannelType> channels(TableRow row, Set<String> remarks) {
        var codes = cell(row, "forms").toUpperCase(Locale.ROOT);
        if (codes.isEmpty()) {
            reject(row, "forms", "catalog.import.missing");
            return List.of();
        }
        var channels = new LinkedHashSet<ChannelType>();
        var words = new LinkedHashSet<String>();
        for (var code : codes.split("[\\s、,，]+")) {
            var channel = FORMS.get(code);
            if (channel != null) {
                channels.add(channel);
            } else if (!code.equals("G")) {
                reject(row, "forms", "catalog.import.form", code);
            }
            var word = FORM_WORDS.get(code);
            if (word != null) {
                words.add(word);
            }
        }
        if (!words.isEmpty()) {
            remarks.add("形式含" + String.join("、", words));
        }
        if (channels.isEmpty()) {
            reject(row, "forms", "catalog.import.noForm");
        }
        return List.copyOf(channels);
    }

    private List<String> elements(TableRow row, Set<String> remarks) {
        var parts = text(row, "elements", 500).replace("*", "").split("[;；]", 2);
        if (parts.length == 2 && !parts[1].isBlank()) {
            remarks.add(parts[1].strip());
        }
        var elements = new LinkedHashSet<String>();
        for (var part : ELEMENT_SEPARATOR.split(parts[0])) {
            var element = part.strip();
            if (element.startsWith("同上")) {
                elements.addAll(elementsAbove);
                element = element.replaceFirst("^同上\\s*[+＋]?\\s*", "");
            }
            if (!element.isEmpty()) {
                elements.add(element);
            }
        }
        elementsAbove = List.copyOf(elements);
        return elementsAbove;
    }

    private TimeLimit time(TableRow row) {
        var limit = TimeLimit.parse(text(row, "time", 60));
        if (limit.code().isEmpty()) {
            return limit;
        }
        if (limit.rules().isEmpty() || limit.holdsUnknownCode()) {
            reject(row, "time", "catalog.time.unknown", limit.code());
        }
        return limit;
    }

    private @Nullable ContentCategory category(TableRow row) {
        var code = cell(row, "returnRow").toUpperCase(Locale.ROOT);
        if (code.matches("C[1-8]")) {
            return ContentCategory.values()[code.charAt(1) - '1'];
        }
        reject(row, "returnRow", code.isEmpty() ? "catalog.import.missing" : "catalog.import.returnRow", code);
        return null;
    }

    private String retention(TableRow row, ContentCategory category) {
        var said = cell(row, "retention");
        if (!said.isEmpty()) {
            var known = RETENTIONS.get(said);
            if (known != null) {
                return known;
            }
            reject(row, "retention", "catalog.import.retention", said);
        }
        return switch (category) {
            case RESOLUTION, LEADERSHIP_TEAM, CADRE -> "PERMANENT";
            case IDEOLOGY, ORGANIZATION, INTEGRITY -> "Y30";
            case SERVICE, OTHER -> "Y10";
        };
    }

    /** A title like 集体三资收支(与财务公开同步) names its parallel itself. */
    private static String related(TableRow row, String title) {
        var said = cell(row, "related");
        var parallel = PARALLEL.matcher(title);
        return said.isEmpty() && parallel.find() ? parallel.group(1) : said;
    }

    private boolean yes(TableRow row, String heading, boolean otherwise) {
        return switch (cell(row, heading).toLowerCase(Locale.ROOT)) {
            case "" -> otherwise;
            case "是", "yes", "true", "1" -> true;
            case "否", "no", "false", "0" -> false;
            default -> {
                reject(row, heading, "catalog.import.yesOrNo", cell(row, heading));
                yield otherwise;
            }
        };
    }

    private @Nullable Integer number(TableRow row, String heading, int least, int most) {
        var said = cell(row, heading);
        if (said.isEmpty()) {
            reject(row, heading, "catalog.import.missing");
            return null;
        }
        if (said.matches("\\d{1,5}")) {
            var number = Integer.parseInt(said);
            if (number >= least && number <= most) {
                return number;
            }
        }
        reject(row, heading, "catalog.import.number", said, least, most);
        return null;
    }

    private String text(TableRow row, String heading, int longest) {
        var said = cell(row, heading);
        if (said.isEmpty()) {
            reject(row, heading, "catalog.import.missing");
        } else if (said.length() > longest) {
            reject(row, heading, "catalog.import.tooLong", longest);
        }
        return said;
    }

    private static String cell(TableRow row, String heading) {
        var said = row.cell(heading);
        for (var other : HEADINGS.getOrDefault(heading, List.of())) {
            if (said.isEmpty()) {
                said = row.cell(other);
            }
        }
        return said.strip();
    }

    private void reject(TableRow row, String field, String code, Object... details) {
        rejected.add(new RejectedRow(row.number(), field, Refusal.at(field, code, details)));
    }
}
