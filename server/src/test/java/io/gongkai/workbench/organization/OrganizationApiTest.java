package io.gongkai.workbench.organization;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.Organizations;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs ask for organizations and due dates without a token. */
@CountyTest
class OrganizationApiTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Organizations organizations;

    @LocalServerPort
    int port;

    record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.get(field).asString();
        }

        List<String> texts(String list, String field) {
            return body.get(list)
                    .valueStream()
                    .map(item -> item.get(field).asString())
                    .toList();
        }
    }

    MadeUpCounty county;

    @BeforeEach
    void aCounty() {
        county = founder.establish();
    }

    @Test
    void anOrganizationIsShownWithItsSuperiorsAndItsBoards() throws Exception {
        organizations
                .openFacility(
                        county.village().id(), FacilityKind.BOARD, "村口公开栏", "村委会门口", LocalDate.parse("2020-01-01"))
                .orThrow();

        var village = get("/api/v1/organizations/" + county.village().code());

        assertThat(village.status()).isEqualTo(200);
        assertThat(village.text("code")).isEqualTo(county.village().code());
        assertThat(village.text("name")).isEqualTo(county.village().name());
        assertThat(village.text("kind")).isEqualTo("ADMINISTRATIVE_VILLAGE");
        assertThat(village.text("parent")).isEqualTo(county.town().code());
        assertThat(village.body().get("path").valueStream().map(JsonNode::asString))
                .containsExactly(
                        county.county().code(),
                        county.town().code(),
                        county.village().code());
        assertThat(village.texts("facilities", "name")).containsExactly("村口公开栏");
        assertThat(get("/api/v1/organizations/nobody").status()).isEqualTo(404);
    }

    @Test
    void aListIsPagedAndEndsWithNull() throws Exception {
        var query = "/api/v1/organizations?kind=ADMINISTRATIVE_VILLAGE&size=2&under="
                + county.town().code();

        var first = get(query);
        var second = get(query + "&cursor=" + first.text("next"));

        assertThat(first.texts("items", "code"))
                .containsExactly(county.village().code(), county.secondVillage().code());
        assertThat(second.texts("items", "code"))
                .containsExactly(county.thirdVillage().code());
        assertThat(second.body().get("next").isNull()).isTrue();
    }

    @Test
    void everyFieldThatCannotBeReadIsNamed() throws Exception {
        var refused = get("/api/v1/organizations?kind=HAMLET&under=nowhere");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.texts("errors", "field")).containsExactly("under", "kind");
    }

    @Test
    void aDueDateComesWithItsDerivation() throws Exception {
        var due = get("/api/v1/workdays/due?from=2026-02-13&days=2");

        assertThat(due.status()).isEqualTo(200);
        assertThat(due.text("due")).isEqualTo("2026-02-24");
        assertThat(due.body().get("provisional").asBoolean()).isFalse();
        assertThat(due.texts("derivation", "reason")).hasSize(11).startsWith("MADE_UP", "春节");
        assertThat(due.texts("derivation", "date")).startsWith("2026-02-14");
    }

    @Test
    void aDueDateThatCannotBeCountedSaysWhy() throws Exception {
        for (var query : List.of("?from=2026-13-01&days=0", "", "?from=morgen&days=2001", "?from=9999-12-31&days=x")) {
            var refused = get("/api/v1/workdays/due" + query);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.texts("errors", "field")).containsExactly("from", "days");
        }
    }

    private Answer get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
            return new Answer(answer.statusCode(), new JsonMapper().readTree(answer.body()));
        }
    }
}
