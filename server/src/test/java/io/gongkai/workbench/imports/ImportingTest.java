package io.gongkai.workbench.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.ledger.Counting;
import io.gongkai.ledger.Recount;
import io.gongkai.organization.Organizations;
import io.gongkai.portal.Projector;
import io.gongkai.statistics.RecordedFacts;
import io.gongkai.statistics.Returns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@CountyTest
class ImportingTest {

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Organizations organizations;

    @Autowired
    Imports imports;

    @Autowired
    Returns returns;

    @Autowired
    RecordedFacts facts;

    @Autowired
    Counting counting;

    @Autowired
    Recount recount;

    @Autowired
    Projector projector;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void aClerkBringsInTwoVillagesAndFindsThemInTheTree() throws Exception {
        var job = finished(post(
                "organizations",
                county.countyClerk(),
                twoVillages("一"),
                county.county().code()));

        assertThat(job.get("state").asString()).isEqualTo("DONE");
        assertThat(job.get("accepted").asInt()).isEqualTo(2);
        assertThat(organizations.find(county.mark() + "-T01-V91")).isPresent();
    }

    @Test
    void withOneWrongRowNothingIsTakenOverAndTheReportNamesIt() throws Exception {
        var table = twoVillages("二") + county.mark() + "-T01-V93,第三村党支部,NO_SUCH_KIND,BRANCH,"
                + county.town().code() + ",,2026-01-01\n";

        var job = finished(post(
                "organizations", county.countyClerk(), table, county.county().code()));

        assertThat(job.get("state").asString()).isEqualTo("REJECTED");
        assertThat(job.get("rejected")).anySatisfy(row -> {
            assertThat(row.get("row").asInt()).isEqualTo(4);
            assertThat(row.get("field").asString()).isEqualTo("kind");
            assertThat(row.get("message").asString()).isNotBlank().doesNotContain("organization.");
        });
        assertThat(organizations.find(county.mark() + "-T01-V91")).isEmpty();
    }

    @Test
    void factsComeInAsATableAndTheSameFileNeverCountsTwice() throws Exception {
        var table = "organizationCode,measure,on,quantity,title,evidence\n%s,FORUM,2026-03-05,1,春耕座谈会,会议记录第3号\n"
                .formatted(county.village().code());

        assertThat(finished(post(
                                "entries",
                                county.villageClerk(),
                                table,
                                county.village().code()))
                        .get("state")
                        .asString())
                .isEqualTo("DONE");
        var again =
                post("entries", county.villageClerk(), table, county.village().code());

        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("import.sameFile");
    }

    /** So many that they go in by the way for many; as many as are recorded by hand would count. */
    @Test
    void aThousandFactsInATableCountAsIfEachHadBeenRecordedByHand() throws Exception {
        var table = new StringBuilder("organizationCode,measure,on,until,quantity,base,title,evidence\n");
        for (var i = 0; i < 200; i++) {
            table.append(row("FORUM,2026-03-%02d,,2,", 1 + i % 28, "群众座谈会"));
            table.append(row("SATISFACTION_SATISFIED,2026-03-%02d,,3,4", 1 + i % 28, "\"满意度\\测评,第\t期\""));
            table.append(row("WORK_RULE,2026-02-%02d,,1,", 1 + i % 28, "工作制度"));
        }
        table.append(row("WORK_RULE,2026-02-%02d,2026-03-01,1,", 3, "废止的制度"));

        var job = finished(post(
                "entries",
                county.countyClerk(),
                table.toString(),
                county.county().code()));

        assertThat(job.get("state").asString()).isEqualTo("DONE");
        assertThat(job.get("accepted").asInt()).isEqualTo(601);
        counting.catchUp();
        var form = "annual-disclosure-return";
        var sheet = returns.compute(form, county.county().id(), 2026);
        assertThat(sheet.figure("forumCount", "ADMINISTRATIVE_VILLAGE")).isEqualTo("400");
        assertThat(sheet.figure("publicSatisfactionRate", "ADMINISTRATIVE_VILLAGE"))
                .isEqualTo("75.0");
        assertThat(sheet.figure("workRuleCount", "ADMINISTRATIVE_VILLAGE")).isEqualTo("200");
        assertThat(sheet.figure("ledgerSetCount", "ADMINISTRATIVE_VILLAGE")).isEqualTo("1");
        var rate = returns.evidence(form, county.county().id(), 2026, "publicSatisfactionRate", null, 1000, null);
        assertThat(rate.count()).isEqualTo(200);
        assertThat(rate.items())
                .hasSize(200)
                .allSatisfy(fact -> assertThat(fact.summary()).isEqualTo("满意度\\测评,第\t期"))
                .allSatisfy(fact -> assertThat(facts.get(
                                        fact.source().id(), county.countyClerk().id())
                                .base())
                        .isEqualTo(4));
        assertThat(recount.verify().differing()).isZero();
        projector.drain();
        assertThat(jdbc.sql(
                                "select count(*) from portal.fact where organization_id = :id and occurred_on >= '2026-01-01'")
                        .param("id", county.village().id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(jdbc.sql(
                                "select count(*) from ledger.entry where organization_id = :id and occurred_on >= '2026-01-01'")
                        .param("id", county.village().id().value())
                        .query(Long.class)
                        .single());
    }

    @Test
    void eachWrongRowOfFactsIsNamedWithItsReasonAndNoneIsTakenOver() throws Exception {
        var table = "organizationCode,measure,on,quantity,title,evidence\n"
                + "%1$s,FORUM,2026-03-05,1,春耕座谈会,会议记录第3号\n"
                + "%1$s,FORUM,1999-03-05,1,春耕座谈会,会议记录第3号\n"
                + "nowhere,DANCE,5 March,many,春耕座谈会,会议记录第3号\n"
                + "%1$s,FORUM,2026-03-05,1,会,会议记录第3号\n";

        var job = finished(post(
                "entries",
                county.villageClerk(),
                table.formatted(county.village().code()),
                county.village().code()));

        assertThat(job.get("state").asString()).isEqualTo("REJECTED");
        assertThat(job.get("rejected"))
                .extracting(row -> row.get("row").asInt() + row.get("field").asString())
                .containsExactly("3on", "4organizationCode", "4measure", "4on", "4quantity", "5title");
        assertThat(returns.compute("annual-disclosure-return", county.village().id(), 2026)
                        .figure("forumCount", "TOTAL"))
                .isEqualTo("0");
    }

    private String row(String cells, int day, String title) {
        return "%s,%s,%s,登记簿第1号\n".formatted(county.village().code(), cells.formatted(day), title);
    }

    @Test
    void theSameFileSentTwiceAtOnceIsTakenOverOnce() throws Exception {
        var table = "organizationCode,measure,on,quantity,title,evidence\n%s,FORUM,2026-04-05,1,意见座谈会,会议记录第4号\n"
                .formatted(county.village().code());
        Callable<HttpResponse<String>> send = () ->
                post("entries", county.villageClerk(), table, county.village().code());

        try (var clerks = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = clerks.submit(send);
            var second = clerks.submit(send);

            assertThat(new int[] {first.get().statusCode(), second.get().statusCode()})
                    .containsExactlyInAnyOrder(202, 422);
        }
    }

    @Test
    void whoMayNotWriteThereMayNotImportThereEither() throws Exception {
        var stranger = founder.establish();

        assertThat(post(
                                "organizations",
                                stranger.countyClerk(),
                                twoVillages("三"),
                                county.county().code())
                        .statusCode())
                .isEqualTo(403);
        assertThat(post(
                                "organizations",
                                county.member(),
                                twoVillages("三"),
                                county.county().code())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anImportIsNobodyElsesBusiness() throws Exception {
        var answer = post(
                "organizations",
                county.countyClerk(),
                twoVillages("四"),
                county.county().code());
        var id = JSON.readTree(answer.body()).get("id").asString();
        var stranger = founder.establish();

        assertThat(get("/api/v1/imports/" + id, stranger.countyClerk()).statusCode())
                .isEqualTo(403);
        assertThat(get("/api/v1/imports/" + UUID.randomUUID(), county.countyClerk())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTableThatIsNoneOrTooLargeIsRefusedClearly() throws Exception {
        assertThat(post(
                                "organizations",
                                county.countyClerk(),
                                "",
                                county.county().code())
                        .statusCode())
                .isEqualTo(422);
        assertThat(post(
                                "organizations",
                                county.countyClerk(),
                                "a,b\n1,2\n",
                                county.county().code())
                        .body())
                .contains("import.headings");
        assertThat(post(
                                "rockets",
                                county.countyClerk(),
                                "a,b\n1,2\n",
                                county.county().code())
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(
                                "organizations",
                                county.countyClerk(),
                                "a".repeat(21 * 1024 * 1024),
                                county.county().code())
                        .statusCode())
                .isEqualTo(413);
    }

    private String twoVillages(String mark) {
        return """
               code,name,kind,form,parentCode,divisionCode,validFrom
               %1$s-T01-V91,%3$s甲村党支部,ADMINISTRATIVE_VILLAGE,BRANCH,%2$s,,2026-01-01
               %1$s-T01-V92,%3$s乙村党支部,ADMINISTRATIVE_VILLAGE,BRANCH,%2$s,,2026-01-01
               """.formatted(county.mark(), county.town().code(), mark);
    }

    private HttpResponse<String> post(String kind, Person by, String table, String organization)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/imports/%s?organization=%s&name=t.csv"
                                .formatted(port, kind, organization)))
                        .header("Authorization", "Bearer " + by.token())
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(table))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, Person by) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + by.token())
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode finished(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var path = "/api/v1/imports/" + JSON.readTree(answer.body()).get("id").asString();
        return await().until(
                        () -> JSON.readTree(get(path, county.countyClerk()).body()),
                        job -> !job.get("state").asString().equals("WAITING")
                                && !job.get("state").asString().equals("RUNNING"));
    }
}
