package io.gongkai.demonstration;

import io.gongkai.calendar.WorkdayCalendar;
import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the texts of the demonstration: the wording of a matter, told by a unit on a day. */
final class Composer {

    /** A text ready to be drafted. */
    record Text(String title, String summary, Map<String, String> elements, String body) {

        Text {
            elements = Map.copyOf(elements);
        }
    }

    private static final Pattern TAG = Pattern.compile("[<>&]");
    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q(\\d)");
    private static final Pattern HALF = Pattern.compile("(\\d{4})-H(\\d)");
    private static final Pattern TWO_MONTHS = Pattern.compile("(\\d{4})-B(\\d)");
    private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
    private static final Pattern PERIOD = Pattern.compile("\\d{4}(-[QHB]\\d|-\\d{2})?");
    private static final Pattern YEAR = Pattern.compile("(\\d{4})");
    private static final List<String> ORDINALS = List.of("第一", "第二", "第三", "第四");

    private static final List<String> VILLAGE_GROUPS = List.of(
            "柳树塆组", "上塆组", "下塆组", "老屋组", "新屋组", "河边组", "塘埂组", "祠堂组", "桥头组", "竹园组", "茶场组", "油坊组", "大塆组", "小塆组", "枣林组",
            "槐树组", "岗上组", "岗下组", "学堂组", "窑洼组");
    private static final List<String> COMMUNITY_GROUPS =
            List.of("第一网格", "第二网格", "第三网格", "第四网格", "桂苑小区", "安居小区", "河滨片区", "老街片区", "新城小区", "文化路片区", "锦绣小区", "站前片区");
    private static final List<String> SCHOOL_GROUPS = List.of("语文组", "数学组", "英语组", "理综组", "文综组", "艺体组", "后勤组", "年级组");
    private static final List<String> HOSPITAL_GROUPS = List.of("内科", "外科", "妇产科", "儿科", "急诊科", "检验科", "护理部", "公卫科");
    private static final List<String> WORK_GROUPS = List.of("一车间", "二车间", "技术部", "仓储部", "客服部", "安保部", "财务部", "综合部");
    private static final List<String> OFFICE_GROUPS = List.of("办公室", "业务股", "法规股", "窗口", "信息中心", "综合股", "督查股", "人事股");
    private static final List<String> TOWN_OFFICES =
            List.of("党政办", "组织办", "宣传办", "便民服务中心", "财政所", "农业服务中心", "村镇建设办", "综治中心");
    private static final List<String> SCHOOL_OFFICES = List.of("教务处", "德育处", "总务处", "党政办", "教科室", "年级部");
    private static final List<String> HOSPITAL_OFFICES = List.of("医务科", "护理部", "院办", "药剂科", "设备科", "财务科");
    private static final List<String> WORK_OFFICES = List.of("综合部", "生产部", "人力部", "财务部", "党群部", "安环部");

    private static final Map<String, Wordings> WORDINGS = new ConcurrentHashMap<>();

    private final WorkdayCalendar calendar;

    Composer(WorkdayCalendar calendar) {
        this.calendar = calendar;
    }

    static Wordings wordings(Unit unit) {
        return WORDINGS.computeIfAbsent(unit.catalog(), Wordings::of);
    }

    /**
     * @param no number of the entry in the county's table
     * @param subject what it is about: a period's label or the matter itself
     * @param elements names of the entry's elements, in order
     */
    Text write(Unit unit, int no, String subject, LocalDate on, List<String> elements, int entries) {
        var wording = wordings(unit).get(no);
        var seed = unit.code() + "/" + no + "/" + subject;
        var telling = new Telling(seed, wording.declared(), known(unit, subject, on, entries));
        var chance = new Chance(seed);
        UnaryOperator<String> words = text -> localized(unit, text);
        var matter = !isPeriod(subject);
        var title = words.apply(telling.fill(chance.of(fitting(wording.titles(), matter)), "title"));
        var body = words.apply(html(chance.of(wording.texts()), telling));
        var summary = words.apply(telling.fill(chance.of(fitting(wording.sentences(), matter)), "sentence"));
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < elements.size(); i++) {
            var pattern = i < wording.elements().size() ? wording.elements().get(i) : "见正文";
            values.put(elements.get(i), words.apply(telling.fill(pattern, "element" + i)));
        }
        return new Text(title, summary, values, body);
    }

    /** What an event entry may speak of this time; empty when it has no subjects of its own. */
    String subject(Unit unit, int no, int occasion, LocalDate on) {
        var subjects = wordings(unit).get(no).subjects();
        if (subjects.isEmpty()) {
            return label(on);
        }
        var chance = new Chance(unit.code() + "/" + no + "/subject");
        var pattern = subjects.get((chance.below(subjects.size()) + occasion) % subjects.size());
        var telling = new Telling(unit.code() + "/" + no + "/" + occasion, Map.of(), known(unit, "", on, 0));
        return localized(unit, telling.fill(pattern, "subject"));
    }

    /** Patterns that name the matter for a matter, the others for a period; all of them where there is no choice. */
    private static List<String> fitting(List<String> patterns, boolean matter) {
        var fitting = patterns.stream()
                .filter(pattern -> pattern.contains("{事}") == matter)
                .toList();
        return fitting.isEmpty() ? patterns : fitting;
    }

    static boolean isPeriod(String subject) {
        return PERIOD.matcher(subject).matches();
    }

    private static String label(LocalDate on) {
        return "%d-%02d".formatted(on.getYear(), on.getMonthValue());
    }

    private Map<String, String> known(Unit unit, String subject, LocalDate on, int entries) {
        var known = new HashMap<>(posts(unit));
        var day = on;
        var back = new Chance(unit.code() + subject).between(1, 3);
        while (back > 0) {
            day = day.minusDays(1);
            if (calendar.isWorked(day)) {
                back--;
            }
        }
        known.put("名", unit.spokenName());
        known.put("地", unit.place());
        known.put("县", unit.countyName());
        known.put("镇", unit.superior());
        known.put("组织", form(unit.form()));
        known.put("年", String.valueOf(on.getYear()));
        known.put("月", on.getMonthValue() + "月");
        known.put("期", period(subject, on));
        known.put("事", isPeriod(subject) ? period(subject, on) + "重点工作" : subject);
        known.put("日", day.getMonthValue() + "月" + day.getDayOfMonth() + "日");
        var noticeUntil = calendar.dueAfter(on, 5).on();
        var noticeFrom = calendar.dueAfter(on, 1).on();
        known.put("公示期", "%s至%s".formatted(shortDay(noticeFrom), shortDay(noticeUntil)));
        known.put("条数", String.valueOf(entries));
        members(unit, known);
        known.put("文号", "%s党〔%d〕%d号".formatted(unit.place().substring(0, 1), on.getYear(), 2 + on.getDayOfYear() / 9));
        return known;
    }

    /** How many members and branches there are; the same in every text of a unit. */
    private static void members(Unit unit, Map<String, String> known) {
        var chance = new Chance(unit.code() + "/members");
        var members = unit.parentCode() == null
                ? chance.between(22_000, 26_000)
                : unit.isTown()
                        ? chance.between(620, 1560)
                        : unit.isVillage() ? chance.between(24, 72) : chance.between(18, 64);
        known.put("党员", String.valueOf(members));
        // Of a county: its villages, and schools, offices and firms besides.
        known.put(
                "支",
                String.valueOf(
                        unit.parentCode() == null ? members / 38 : unit.near().size() + 5));
    }

    /** Who holds which post; the same in every text of a unit. */
    private static Map<String, String> posts(Unit unit) {
        var known = new HashMap<String, String>();
        var chance = new Chance(unit.code() + "/posts");
        for (var post : List.of("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "监委主任", "会计")) {
            var person = Names.person(chance);
            while (known.containsValue(person)) {
                person = Names.person(chance);
            }
            known.put(post, person);
        }
        known.put("电话", phone(unit));
        draw(known, chance, "组", groups(unit), 5);
        var offices = offices(unit);
        var office = chance.below(offices.size());
        known.put("科", offices.get(office));
        known.put("科2", offices.get((office + 1) % offices.size()));
        if (!unit.near().isEmpty()) {
            draw(known, chance, "村", unit.near(), 3);
            draw(known, chance, "镇", unit.near(), 2);
        }
        return known;
    }

    static String holder(Unit unit, String post) {
        var holder = posts(unit).get(post);
        if (holder == null) {
            throw new IllegalArgumentException("No such post: " + post);
        }
        return holder;
    }

    static String phone(Unit unit) {
        return switch (unit.county()) {
            case "411524" -> "0376-79×××××";
            case "500110" -> "023-48××××××";
            case "520622" -> "0856-32×××××";
            default -> "0515-88××××××";
        };
    }

    private static void draw(Map<String, String> known, Chance chance, String name, List<String> from, int count) {
        var first = chance.below(from.size());
        for (var i = 0; i < count; i++) {
            known.put(name + (i + 1), from.get((first + i * 3 + (i * 3 >= from.size() ? 1 : 0)) % from.size()));
        }
    }

    private static List<String> groups(Unit unit) {
        return switch (unit.kind()) {
            case ADMINISTRATIVE_VILLAGE -> VILLAGE_GROUPS;
            case COMMUNITY_URBAN, COMMUNITY_RURAL -> COMMUNITY_GROUPS;
            case INSTITUTION_SCHOOL -> SCHOOL_GROUPS;
            case INSTITUTION_HEALTH -> HOSPITAL_GROUPS;
            case ENTERPRISE, SOCIAL_ORGANIZATION, OTHER_GRASSROOTS_UNIT -> WORK_GROUPS;
            default -> OFFICE_GROUPS;
        };
    }

    private static List<String> offices(Unit unit) {
        return switch (unit.kind()) {
            case TOWN_COMMITTEE, SUBDISTRICT_WORKING_COMMITTEE -> TOWN_OFFICES;
            case INSTITUTION_SCHOOL -> SCHOOL_OFFICES;
            case INSTITUTION_HEALTH -> HOSPITAL_OFFICES;
            case ENTERPRISE, SOCIAL_ORGANIZATION, OTHER_GRASSROOTS_UNIT -> WORK_OFFICES;
            default -> OFFICE_GROUPS;
        };
    }

    private static String form(OrganizationForm form) {
        return switch (form) {
            case COMMITTEE -> "党委";
            case GENERAL_BRANCH -> "党总支";
            case BRANCH -> "党支部";
            case WORKING_COMMITTEE -> "党工委";
            case LEADING_PARTY_GROUP -> "党组";
        };
    }

    /** A period's label in words; of a matter the month in which it is told. */
    private static String period(String subject, LocalDate on) {
        var quarter = QUARTER.matcher(subject);
        if (quarter.matches()) {
            return quarter.group(1) + "年" + ORDINALS.get(quarter.group(2).charAt(0) - '1') + "季度";
        }
        var half = HALF.matcher(subject);
        if (half.matches()) {
            return half.group(1) + "年" + (half.group(2).equals("1") ? "上半年" : "下半年");
        }
        var two = TWO_MONTHS.matcher(subject);
        if (two.matches()) {
            var last = (two.group(2).charAt(0) - '0') * 2;
            return "%s年%d—%d月".formatted(two.group(1), last - 1, last);
        }
        var month = MONTH.matcher(subject);
        if (month.matches()) {
            return month.group(1) + "年" + Integer.parseInt(month.group(2)) + "月";
        }
        var year = YEAR.matcher(subject);
        return year.matches() ? year.group(1) + "年度" : on.getYear() + "年" + on.getMonthValue() + "月";
    }

    private static String shortDay(LocalDate day) {
        return day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    private static String html(List<String> lines, Telling telling) {
        var html = new StringBuilder();
        var open = "";
        for (var i = 0; i < lines.size(); i++) {
            var line = telling.fill(lines.get(i), "line" + i);
            var block = line.startsWith("|") ? "table" : line.startsWith("- ") ? "ul" : "";
            var starts = !block.equals(open);
            if (starts) {
                html.append(closing(open)).append(opening(block));
                open = block;
            }
            html.append(
                    switch (block) {
                        case "table" -> row(line, starts ? "th" : "td");
                        case "ul" -> "<li>" + escaped(line.substring(2)) + "</li>";
                        default -> "<p>" + escaped(line) + "</p>";
                    });
        }
        return html.append(closing(open)).toString();
    }

    private static String opening(String block) {
        return switch (block) {
            case "table" -> "<table><tbody>";
            case "ul" -> "<ul>";
            default -> "";
        };
    }

    private static String closing(String block) {
        return switch (block) {
            case "table" -> "</tbody></table>";
            case "ul" -> "</ul>";
            default -> "";
        };
    }

    private static String row(String line, String cell) {
        return Stream.of(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(text -> "<%s>%s</%s>".formatted(cell, escaped(text), cell))
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String escaped(String text) {
        return TAG.matcher(text).replaceAll(found -> switch (found.group()) {
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            default -> "&amp;";
        });
    }

    /** A community has residents where a village has villagers, a street no town. */
    private static String localized(Unit unit, String text) {
        if (unit.kind() == OrganizationKind.COMMUNITY_URBAN || unit.kind() == OrganizationKind.COMMUNITY_RURAL) {
            return text.replace("村民代表会议", "居民代表会议")
                    .replace("村民（代表）会议", "居民（代表）会议")
                    .replace("村民小组", "居民小组")
                    .replace("村委会", "居委会")
                    .replace("村监督委员会", "居务监督委员会")
                    .replace("村规民约", "居民公约")
                    .replace("村民", "居民")
                    .replace("村干部", "社区干部")
                    .replace("村集体", "社区集体")
                    .replace("村务", "居务")
                    .replace("村级", "社区")
                    .replace("全村", "全社区")
                    .replace("村里", "社区")
                    .replace("本村", "本社区")
                    .replace("村医", "社区医生")
                    .replace("旧村小学", "旧厂房");
        }
        if (unit.kind() == OrganizationKind.SUBDISTRICT_WORKING_COMMITTEE) {
            return text.replace("本镇", "本街道")
                    .replace("集镇", "街区")
                    .replace("党委会", "党工委会")
                    .replace("党委书记", "党工委书记");
        }
        if (unit.kind() == OrganizationKind.COUNTY_COMMITTEE) {
            return text.replace("本镇", "本地").replace("集镇", "城区").replace("便民服务中心", "政务服务中心");
        }
        return unit.isTown() && unit.place().endsWith("乡") ? text.replace("本镇", "本乡") : text;
    }
}
