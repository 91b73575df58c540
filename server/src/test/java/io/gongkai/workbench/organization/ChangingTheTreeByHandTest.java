package io.gongkai.workbench.organization;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A clerk changes the tree at a browser without script. */
@CountyTest
class ChangingTheTreeByHandTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @Autowired
    Organizations organizations;

    @LocalServerPort
    int port;

    MadeUpCounty county;
    Browser clerk;

    @BeforeEach
    void aClerkOfTheCounty() {
        county = founder.establish();
        clerk = new Browser(port).signIn(county.countyClerk());
    }

    @Test
    void theClerkSeesWhatWouldComeOfAMoveBeforeItIsMade() {
        var move = at(county.village()) + "/changes/place";
        var typed = Map.of("to", county.otherTown().code(), "on", "2025-01-01");

        var tried = clerk.post(move, with(typed, "step", "try"));

        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(page(tried).select("#plan").next().text())
                .contains(county.village().name(), county.otherTown().name());
        assertThat(page(tried).select("#plan ~ details summary").eachText())
                .as("the figures of both superiors change, of each year since")
                .anyMatch(text -> text.startsWith(county.town().name()))
                .anyMatch(text -> text.startsWith(county.otherTown().name()));
        assertThat(organizations.path(county.village().id()))
                .contains(county.town().id());

        var form = (FormElement) page(tried).select("form[action=" + move + "]").first();
        var shown = new HashMap<String, String>();
        form.formData().forEach(field -> shown.put(field.key(), field.value()));
        shown.remove("_csrf");
        var applied = clerk.post(move, with(shown, "step", "apply"));

        assertThat(applied.statusCode()).isEqualTo(302);
        assertThat(organizations.path(county.village().id()))
                .contains(county.otherTown().id())
                .doesNotContain(county.town().id());
        assertThat(page(clerk.get(at(county.village()))).text()).contains("划归");
        for (var town : List.of(county.town(), county.otherTown())) {
            assertThat(page(clerk.get("/work/returns/%s/2025".formatted(town.code())))
                            .select("#placed-title ~ ul")
                            .text())
                    .as("the return tells it afterwards")
                    .contains(
                            "2025年1月1日",
                            county.village().name(),
                            county.otherTown().name());
        }
        assertThat(page(clerk.get("/work/returns/%s/2025"
                                .formatted(county.county().code())))
                        .select("#placed-title"))
                .as("within the county nothing changed for the county")
                .isEmpty();
    }

    @Test
    void whatWasTypedIsKeptBesideEveryGroundOfARefusal() {
        var refused = clerk.post(
                at(county.county()) + "/units",
                Map.of(
                        "code", county.town().code(),
                        "name", "",
                        "kind", "ENTERPRISE",
                        "form", "BRANCH",
                        "validFrom", "2015-12-31"));

        assertThat(refused.statusCode()).isEqualTo(422);
        var form = page(refused);
        assertThat(form.select("#f-code").attr("value")).isEqualTo(county.town().code());
        assertThat(form.select("#f-code").attr("aria-describedby")).isEqualTo("p-code");
        assertThat(form.select("#p-code, #p-name, #p-validFrom")).hasSize(3);
        assertThat(form.select("#f-kind option[selected]").attr("value")).isEqualTo("ENTERPRISE");
    }

    @Test
    void aUnitABoardAndALeadingGroupAreMadeAndEndedByForms() {
        var code = county.mark() + "-E02";

        assertThat(clerk.post(
                                at(county.county()) + "/units",
                                Map.of(
                                        "code", code,
                                        "name", "青禾县供水站党支部",
                                        "kind", "ENTERPRISE",
                                        "form", "BRANCH",
                                        "validFrom", "2020-01-01"))
                        .statusCode())
                .isEqualTo(302);
        var made = organizations.find(code).orElseThrow();
        assertThat(made.kind()).isEqualTo(OrganizationKind.ENTERPRISE);

        clerk.post(
                at(made) + "/facilities",
                Map.of("kind", "BOARD", "name", "厂门公开栏", "place", "厂门口", "from", "2021-01-01"));
        var board = organizations.facilities(made.id()).getFirst();
        assertThat(board.kind()).isEqualTo(FacilityKind.BOARD);
        clerk.post(at(made) + "/facilities/" + board.id() + "/closing", Map.of("on", "2022-01-01"));
        assertThat(organizations.facilities(made.id())).isEmpty();

        clerk.post(
                at(made) + "/leading-group",
                Map.of("name", "领导小组", "on", "2021-01-01", "title", "组长", "holder", "甲", "duties", "", "phone", ""));
        assertThat(organizations.leadingGroup(made.id()).orElseThrow().posts())
                .extracting(LeadingGroup.Post::holder)
                .containsExactly("甲");
        clerk.post(at(made) + "/leading-group/dissolution", Map.of("on", "2022-01-01"));
        assertThat(organizations.leadingGroup(made.id())).isEmpty();
        assertThat(page(clerk.get(at(made))).select("#history ~ ol li")).hasSize(5);
    }

    @Test
    void everyFormOpens() {
        var here = at(county.town());
        for (var path : List.of(
                "/changes/name",
                "/changes/kind",
                "/changes/place",
                "/changes/merger",
                "/changes/split",
                "/changes/dissolution",
                "/units",
                "/facilities",
                "/leading-group")) {
            assertThat(clerk.get(here + path).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(clerk.get(here + "/changes/party").statusCode()).isEqualTo(404);
        assertThat(clerk.get("/work/organizations/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aVillageClerkChangesNothingAboveOrBesideTheVillage() {
        var villageClerk = new Browser(port).signIn(county.villageClerk());

        assertThat(villageClerk.get(at(county.town())).statusCode()).isEqualTo(200);
        assertThat(page(villageClerk.get(at(county.town()))).select("a[href$=/changes/name]"))
                .isEmpty();
        assertThat(villageClerk.get(at(county.town()) + "/changes/name").statusCode())
                .isEqualTo(403);
        assertThat(villageClerk
                        .post(
                                at(county.secondVillage()) + "/changes/dissolution",
                                Map.of("on", "2025-01-01", "step", "apply"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(villageClerk
                        .post(
                                at(county.village()) + "/changes/place",
                                Map.of("to", county.otherTown().code(), "on", "2025-01-01", "step", "apply"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(villageClerk
                        .post(
                                at(county.village()) + "/changes/merger",
                                Map.of("chosen", county.secondVillage().code(), "on", "2025-01-01", "step", "apply"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(villageClerk
                        .post(
                                at(county.village()) + "/changes/split",
                                Map.of("code", county.mark() + "-X", "name", "分", "on", "2025-01-01", "step", "apply"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(organizations.children(county.town().id())).hasSize(3);
    }

    @Test
    void theTreeIsBrowsedAndSearched() {
        var top = page(clerk.get("/work/organizations"));
        assertThat(top.select("tbody th a").eachText()).contains(county.town().name());

        var found = page(clerk.get("/work/organizations?kind=ADMINISTRATIVE_VILLAGE"));
        assertThat(found.select("tbody th a").eachText())
                .hasSize(3)
                .contains(county.village().name());

        var nothing = page(clerk.get("/work/organizations?q=nirgends"));
        assertThat(nothing.select(".empty")).hasSize(1);
    }

    private static String at(Organization organization) {
        return "/work/organizations/" + organization.code();
    }

    private static Map<String, String> with(Map<String, String> form, String field, String value) {
        var all = new HashMap<>(form);
        all.put(field, value);
        return all;
    }
}
