package io.gongkai.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.OrganizationKind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Clerk, secretary and town do their parts at a browser without script. */
@CountyTest
class CatalogPagesTest {

    @Autowired
    Catalogs catalogs;

    @Autowired
    Duties duties;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private MadeUpCounty county;

    @BeforeEach
    void aCountyWithAGuidelineForItsVillages() {
        county = founder.establish();
        catalogs.issueGuideline(
                county.county().id(),
                "村级党务公开目录指导意见",
                Set.of(OrganizationKind.ADMINISTRATIVE_VILLAGE),
                CatalogRowsTest.file("village-community.csv"),
                county.countyClerk().id());
    }

    @Test
    void aCatalogGoesFromTheClerkToTheSecretaryToTheTown() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        assertThat(page(clerk.get("/work/catalogs")).text()).contains("东河村党支部还没有公开目录");
        var start = page(clerk.get(home()));
        var guideline = start.select("select[name=guideline] option").attr("value");

        var derived = clerk.post(home() + "/derivations", Map.of("guideline", guideline));
        var version = location(derived);
        var table = page(clerk.get(version));
        assertThat(table.select("tbody tr:not(.group)")).hasSize(27);
        assertThat(table.text()).contains("必须公开", "每季", "长期公开，变更后 5 个工作日内");

        var entry = table.select("#e-1 th a").attr("href");
        var form = typed(page(clerk.get(entry)));
        form.put("responsible", "");
        form.put("time", "尽快");
        var refused = clerk.post(entry, form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page(refused).select("input[name=time]").attr("value")).isEqualTo("尽快");
        assertThat(page(refused).select("#p-time").text()).contains("看不懂公开时限");
        assertThat(page(refused).select("#p-reason")).isNotEmpty();

        form.put("responsible", "村支书");
        form.put("time", "L5");
        form.put("reason", "本村由村支书一人负责");
        assertThat(clerk.post(entry, form).statusCode()).isEqualTo(302);
        assertThat(clerk.post(entry + "/not-applicable", Map.of("naReason", "不用"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(page(clerk.get(version)).select("#e-1").text()).contains("已调整", "村支书");
        assertThat(clerk.post(version + "/submission", Map.of()).statusCode()).isEqualTo(403);

        var secretary = new Browser(port).signIn(county.villageApprover());
        assertThat(secretary.post(version + "/submission", Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(secretary.post(version + "/submission", Map.of()).statusCode())
                .isEqualTo(409);

        var town = new Browser(port).signIn(county.townApprover());
        assertThat(page(town.get("/work/catalogs")).text()).contains("等待备案", "东河村党支部 · 第 1 版");
        var wrongDay = town.post(version + "/filing", Map.of("effectiveOn", "2020-01-01"));
        assertThat(wrongDay.statusCode()).isEqualTo(422);
        assertThat(page(wrongDay).select("input[name=effectiveOn]").attr("value"))
                .isEqualTo("2020-01-01");
        assertThat(town.post(version + "/filing", Map.of("effectiveOn", today().toString()))
                        .statusCode())
                .isEqualTo(302);
        assertThat(page(town.get(version)).text()).contains("现行有效", "备〔");

        assertThat(new Browser(port)
                        .signIn(founder.establish().countyApprover())
                        .get(version)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aWrongTableIsAnsweredRowByRow() {
        var clerk = new Browser(port).signIn(county.villageClerk());
        var answer = upload(clerk, home() + "/imports", "no,category,item\n1,一、组织,班子成员\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page(answer).select("table.table tbody tr").eachText())
                .isNotEmpty()
                .allMatch(row -> row.startsWith("2 "));
        assertThat(catalogs.versions(county.village().id())).isEmpty();
    }

    @Test
    void aDutySaysWhyItsDateIsItsDateAndTakesMoreTimeOrNoChange() {
        inForce();
        var clerk = new Browser(port).signIn(county.villageClerk());
        var list =
                page(clerk.get("/work/duties?organization=" + county.village().code()));
        assertThat(list.select("tbody tr").size()).isGreaterThan(10);
        var duty = duties.of(county.village().id(), today(), today()).stream()
                .filter(each -> each.rule().equals("CADENCE"))
                .findFirst()
                .orElseThrow();
        var path = "/work/duties/" + duty.id();
        assertThat(page(clerk.get(path)).text()).contains("为什么是这一天", "定期公开");

        var refused = clerk.post(path + "/extension", Map.of("to", "昨天", "reason", "忙"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page(refused).select(".problem")).hasSize(2);
        assertThat(clerk.post(
                                path + "/extension",
                                Map.of("to", duty.dueOn().plusDays(5).toString(), "reason", "等待审计结论"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(page(clerk.get(path)).text()).contains("延期理由：等待审计结论");

        assertThat(clerk.post(path + "/no-change", Map.of()).statusCode()).isEqualTo(302);
        assertThat(page(clerk.get(path)).text()).contains("本期无变更");
        assertThat(clerk.post(path + "/no-change", Map.of()).statusCode()).isEqualTo(409);
        assertThat(clerk.get("/work/duties").statusCode()).isEqualTo(200);
    }

    @Test
    void whatHappenedInsideIsKnownToStaffOnly() {
        inForce();
        var clerk = new Browser(port).signIn(county.villageClerk());
        var form = page(
                clerk.get("/work/duties/new?organization=" + county.village().code()));
        var entry = form.select("select[name=entry] option").stream()
                .filter(option -> option.text().contains("决议公开"))
                .findFirst()
                .orElseThrow()
                .attr("value");
        assertThat(clerk.post(
                                "/work/duties",
                                Map.of("organization", county.village().code(), "subject", "x"))
                        .statusCode())
                .isEqualTo(422);

        var said = clerk.post(
                "/work/duties",
                Map.of(
                        "organization",
                        county.village().code(),
                        "entry",
                        entry,
                        "subject",
                        "某户宅基地处理决议",
                        "on",
                        today().toString()));
        assertThat(page(clerk.get(location(said))).text()).contains("某户宅基地处理决议", "即时公开");

        var year = "/api/v1/organizations/" + county.village().code() + "/duties?period=" + today().getYear();
        var next = "/api/v1/organizations/" + county.village().code() + "/duties?period=" + (today().getYear() + 1);
        var open = api(year, "").body() + api(next, "").body();
        assertThat(open)
                .as("the catalog of a village is for the village")
                .contains("\"items\":[]")
                .doesNotContain("决议公开", "某户宅基地处理决议");
        var staff = api(year, county.villageClerk().token()).body()
                + api(next, county.villageClerk().token()).body();
        assertThat(staff).contains("决议公开", "某户宅基地处理决议", "\"derivation\":[{");
        assertThat(api(year, founder.establish().countyClerk().token()).body()).doesNotContain("某户宅基地处理决议");
        assertThat(api(year.replace("period=", "period=W"), "").statusCode()).isEqualTo(422);
        assertThat(api("/api/v1/organizations/nowhere/duties", "").statusCode()).isEqualTo(404);
    }

    @Test
    void everybodyMaySeeWhatIsOwedToSocietyAndNobodyOutsideThatAnythingInsideWasDue() {
        catalogs.issueGuideline(
                county.county().id(),
                "街道党务公开目录指导意见",
                Set.of(county.town().kind()),
                CatalogRowsTest.file("town-committee.csv"),
                county.countyClerk().id());
        var version = catalogs.derive(
                        county.town().id(),
                        catalogs.guidelinesFor(county.town().id()).getFirst().id(),
                        county.townClerk().id())
                .orThrow()
                .id();
        catalogs.submit(version, county.townApprover().id()).orThrow();
        catalogs.file(version, today(), county.countyApprover().id()).orThrow();

        var year = "/api/v1/organizations/" + county.town().code() + "/duties?period=";
        var outside = api(year + today().getYear(), "").body()
                + api(year + (today().getYear() + 1), "").body();
        assertThat(outside).contains("班子成员及分工", "\"derivation\":[{").doesNotContain("理论学习中心组");
        var token = county.townClerk().token();
        var inside = api(year + today().getYear(), token).body()
                + api(year + (today().getYear() + 1), token).body();
        assertThat(inside).contains("班子成员及分工", "理论学习中心组");
    }

    @Test
    void theCountyIssuesAGuidelineFromATable() {
        var clerk = new Browser(port).signIn(county.countyClerk());
        assertThat(page(clerk.get("/work/guidelines")).text()).contains("村级党务公开目录指导意见", "建制村");
        var guideline =
                page(clerk.get("/work/guidelines")).select(".list a.title").attr("href");
        assertThat(page(clerk.get(guideline)).select("tbody tr:not(.group)")).hasSize(27);
        assertThat(new Browser(port)
                        .signIn(county.villageClerk())
                        .get(guideline)
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Browser(port)
                        .signIn(founder.establish().villageClerk())
                        .get(guideline)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void twoVersionsAreComparedAttributeByAttribute() {
        inForce();
        var clerk = new Browser(port).signIn(county.villageClerk());
        var version = location(clerk.post(home() + "/revisions", Map.of()));
        var entry = page(clerk.get(version)).select("#e-11 th a").attr("href");
        var form = typed(page(clerk.get(entry)));
        form.put("time", "M");
        form.put("reason", "按月收缴，按月公开");
        assertThat(clerk.post(entry, form).statusCode()).isEqualTo(302);

        var differences =
                page(clerk.get(version)).select("a[href*=differences]").attr("href");
        var shown = page(clerk.get(differences));

        assertThat(shown.select("caption").text()).isEqualTo("改动 1 项");
        assertThat(shown.select("tbody tr").eachText())
                .anyMatch(row -> row.contains("公开时限") && row.contains("Q") && row.contains("M"));
        assertThat(page(clerk.get(home())).text()).contains("第 2 版", "编制中", "与第 1 版比较");
    }

    private void inForce() {
        var guideline = catalogs.guidelinesFor(county.village().id()).getFirst().id();
        var version = catalogs.derive(
                        county.village().id(), guideline, county.villageClerk().id())
                .orThrow()
                .id();
        catalogs.submit(version, county.villageApprover().id()).orThrow();
        catalogs.file(version, today(), county.townApprover().id()).orThrow();
    }

    private String home() {
        return "/work/catalogs/of/" + county.village().code();
    }

    private static Map<String, String> typed(Document page) {
        var form = new HashMap<String, String>();
        page.select("form:has(input[name=title]) [name]").forEach(field -> {
            if (field.hasAttr("type") && field.attr("type").equals("checkbox")) {
                if (field.hasAttr("checked")) {
                    form.put(field.attr("name"), field.attr("value"));
                }
            } else if (field.nameIs("select")) {
                form.put(field.attr("name"), field.select("option[selected]").attr("value"));
            } else if (!field.attr("name").equals("_csrf")) {
                form.put(field.attr("name"), field.val());
            }
        });
        return form;
    }

    private HttpResponse<String> upload(Browser browser, String path, String csv) {
        var mark = "made-up-boundary";
        var body = List.of(
                        "--" + mark,
                        "Content-Disposition: form-data; name=\"_csrf\"",
                        "",
                        browser.formToken(),
                        "--" + mark,
                        "Content-Disposition: form-data; name=\"file\"; filename=\"catalog.csv\"",
                        "Content-Type: text/csv",
                        "",
                        csv,
                        "--" + mark + "--",
                        "")
                .stream()
                .reduce("", (text, line) -> text + line + "\r\n");
        return browser.send(HttpRequest.newBuilder(URI.create(browser.root() + path))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=" + mark)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> api(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return new Browser(port).send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private static Document page(HttpResponse<String> answer) {
        return Browser.page(answer);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
