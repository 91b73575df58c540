package io.gongkai.routes;

import io.gongkai.MadeUpCounty;
import io.gongkai.account.Authority;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.account.Tokens;
import io.gongkai.catalog.CatalogEntry;
import io.gongkai.catalog.Catalogs;
import io.gongkai.catalog.ChannelType;
import io.gongkai.catalog.Duties;
import io.gongkai.channel.Deliveries;
import io.gongkai.disclosure.CatalogInForce;
import io.gongkai.disclosure.Disclosure;
import io.gongkai.disclosure.DisclosureKind;
import io.gongkai.disclosure.Disclosures;
import io.gongkai.disclosure.Draft;
import io.gongkai.disclosure.ReviewKind;
import io.gongkai.document.Attachments;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.ledger.Measure;
import io.gongkai.opinion.Forums;
import io.gongkai.opinion.NewForum;
import io.gongkai.opinion.OpinionMaker;
import io.gongkai.opinion.survey.SurveyMaker;
import io.gongkai.organization.FacilityKind;
import io.gongkai.organization.LeadingGroup;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import io.gongkai.request.Reply;
import io.gongkai.request.RequestDoor;
import io.gongkai.request.RequestOutcome;
import io.gongkai.request.Requests;
import io.gongkai.request.Topics;
import io.gongkai.shared.TableRow;
import io.gongkai.statistics.Corrections;
import io.gongkai.statistics.PaperReturns;
import io.gongkai.statistics.RecordedFacts;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts one thing of every sort into a made-up county, so that every route has something to be asked about. */
@Component
class Furnishing {

    /** Organizations to import; the one row is wrong, so that nothing comes of it. */
    static final String TABLE = "code,name,kind,form,parentCode,divisionCode,validFrom\nx,,NO_SUCH_KIND,,,,\n";

    /** Ids by what they are; {@link EveryRouteTest} says which variable of which route means which. */
    record Furnished(MadeUpCounty county, Map<String, String> ids) {

        String id(String thing) {
            var id = ids.get(thing);
            if (id == null) {
                throw new IllegalArgumentException("No " + thing + " was put into the county");
            }
            return id;
        }
    }

    private final MadeUpCounty.Founder founder;
    private final Topics topics;
    private final CatalogInForce catalogInForce;
    private final Organizations organizations;
    private final Catalogs catalogs;
    private final Duties duties;
    private final Disclosures disclosures;
    private final Deliveries deliveries;
    private final Attachments attachments;
    private final RecordedFacts facts;
    private final Corrections corrections;
    private final PaperReturns papers;
    private final Returns returns;
    private final Requests requests;
    private final OpinionMaker opinions;
    private final FormPrinter printer;
    private final Forums forums;
    private final SurveyMaker surveys;
    private final People people;
    private final Authority authority;
    private final Tokens tokens;
    private final io.gongkai.message.MessageMaker messages;
    private final Clock clock;

    Furnishing(
            MadeUpCounty.Founder founder,
            Topics topics,
            CatalogInForce catalogInForce,
            Organizations organizations,
            Catalogs catalogs,
            Duties duties,
            Disclosures disclosures,
            Deliveries deliveries,
            Attachments attachments,
            RecordedFacts facts,
            Corrections corrections,
            PaperReturns papers,
            Returns returns,
            Requests requests,
            OpinionMaker opinions,
            FormPrinter printer,
            Forums forums,
            SurveyMaker surveys,
            People people,
            Authority authority,
            Tokens tokens,
            io.gongkai.message.MessageMaker messages,
            Clock clock) {
        this.founder = founder;
        this.topics = topics;
        this.catalogInForce = catalogInForce;
        this.organizations = organizations;
        this.catalogs = catalogs;
        this.duties = duties;
        this.disclosures = disclosures;
        this.deliveries = deliveries;
        this.attachments = attachments;
        this.facts = facts;
        this.corrections = corrections;
        this.papers = papers;
        this.returns = returns;
        this.requests = requests;
        this.opinions = opinions;
        this.printer = printer;
        this.forums = forums;
        this.surveys = surveys;
        this.people = people;
        this.authority = authority;
        this.tokens = tokens;
        this.messages = messages;
        this.clock = clock;
    }

    Furnished county(int port) throws IOException, InterruptedException {
        var county = founder.establish();
        var village = county.village();
        var clerk = county.villageClerk().id();
        var today = LocalDate.now(clock);
        var ids = new LinkedHashMap<String, String>();

        organizations
                .formLeadingGroup(
                        village.id(),
                        "东河村党务公开工作小组",
                        MadeUpCounty.SINCE,
                        List.of(new LeadingGroup.Post("组长", "赵明理", "", "", 1)))
                .orThrow();
        ids.put(
                "facility",
                organizations
                        .openFacility(village.id(), FacilityKind.BOARD, "村口公开栏", "村委会门口", MadeUpCounty.SINCE)
                        .orThrow()
                        .id()
                        .toString());

        var guideline = catalogs.issueGuideline(
                county.county().id(),
                "村级公开目录指引",
                Set.of(OrganizationKind.ADMINISTRATIVE_VILLAGE),
                rows(),
                county.countyClerk().id());
        if (guideline.accepted() == 0) {
            throw new IllegalStateException("Rejected: " + guideline);
        }
        ids.put(
                "guideline",
                catalogs.guidelinesFor(village.id()).getFirst().id().toString());
        var entries = catalogInForce.of(county, village, county.town());
        var version = catalogs.revise(village.id(), clerk).orThrow().id();
        ids.put("version", version.toString());
        ids.put("entry", catalogs.entries(version).getFirst().id().toString());
        ids.put(
                "duty",
                duties.occurred(entries.get(2).id(), "十一月支部委员会决议", today, clerk)
                        .orThrow()
                        .id()
                        .toString());

        var attachment = attachments
                .store("党费收缴.txt", "十一月党费全部收齐".getBytes(StandardCharsets.UTF_8), clerk)
                .orThrow()
                .id();
        ids.put("attachment", attachment.toString());
        var draft = disclosures
                .draft(content(county, entries.get(1), attachment), clerk)
                .orThrow();
        ids.put("disclosure", draft.id().toString());
        var published = published(
                county,
                disclosures
                        .draft(content(county, entries.get(1), attachment), clerk)
                        .orThrow());
        ids.put("publishedDisclosure", published.id().toString());
        ids.put("publication", String.valueOf(published.publication()));
        var inner = published(
                county,
                disclosures
                        .draft(content(county, entries.get(2), attachment), clerk)
                        .orThrow());
        ids.put("innerPublication", String.valueOf(inner.publication()));

        ids.put("underReview", proposed(county, entries.get(1), attachment).toString());
        ids.put("approved", approved(county, entries.get(1), attachment).toString());
        var other = catalogs.derive(
                        county.secondVillage().id(),
                        guideline(county.secondVillage().id()),
                        county.townClerk().id())
                .orThrow();
        catalogs.submit(other.id(), county.townApprover().id()).orThrow();
        ids.put("submittedVersion", other.id().toString());

        deliveries
                .issue(
                        village.id(),
                        ChannelType.BOARD,
                        today,
                        "村口公开栏",
                        List.of(Objects.requireNonNull(published.publication())),
                        clerk)
                .orThrow();
        ids.put(
                "issue",
                deliveries.issues(village.id(), 1, clerk).getFirst().id().toString());
        ids.put(
                "delivery",
                deliveries
                        .of(Objects.requireNonNull(published.publication()))
                        .getFirst()
                        .id()
                        .toString());

        var minutes = attachments
                .store(
                        "会议记录.txt",
                        "党员恳谈会记录".getBytes(StandardCharsets.UTF_8),
                        county.countyClerk().id())
                .orThrow()
                .id();
        ids.put(
                "fact",
                facts.record(
                                new RecordedFacts.Recording(
                                        village.id(),
                                        Measure.FORUM,
                                        today,
                                        1,
                                        null,
                                        null,
                                        "党员恳谈会",
                                        "会议记录第 7 号",
                                        minutes),
                                county.countyClerk().id())
                        .orThrow()
                        .toString());

        var opinion = opinions.received(village, "井盖松动晚上看不见");
        ids.put("opinion", opinion.id().toString());
        ids.put("opinionFile", opinion.files().getFirst().toString());

        ids.put(
                "forum",
                forums.record(new NewForum(village.id(), today, "村部", "听取群众对公开工作的意见", "村党支部书记", 4, 11, ""), clerk)
                        .orThrow()
                        .id()
                        .toString());

        ids.put(
                "correction",
                corrections
                        .propose(
                                new Corrections.Proposal(
                                        "annual-disclosure-return",
                                        village.id(),
                                        ReturnPeriod.ofYear(today.getYear()),
                                        "newsArticleCount",
                                        3L,
                                        null,
                                        "纸质登记簿受潮，篇数按报社证明更正",
                                        minutes),
                                clerk)
                        .orThrow()
                        .toString());

        ids.put("paper", paper(county).toString());
        ask(county, attachment, ids);
        ids.putAll(surveys.furnish(county));

        var bystander = founder.person(county, "bystander", "旁观者").id();
        people.appoint(bystander, village.id(), Role.BOARD_KEEPER, MadeUpCounty.SINCE, null);
        ids.put("person", bystander.toString());
        ids.put(
                "appointment",
                authority
                        .actor(bystander)
                        .orElseThrow()
                        .appointments()
                        .getFirst()
                        .id()
                        .toString());
        ids.put("token", tokens.of(bystander).getFirst().id().toString());
        ids.put("message", messages.waiting(county).toString());
        ids.put("messageKind", "test");
        ids.put("medium", "MAIL");
        ids.put("import", importOf(county, port));
        return new Furnished(county, Map.copyOf(ids));
    }

    /** A return of 2019 with no figure but that the village had its one branch. */
    private UUID paper(MadeUpCounty county) {
        var village = county.village();
        var counted = returns.compute("annual-disclosure-return", village.id(), 2019);
        var file = printer.print(returns.printed(counted, LocalDate.of(2019, 12, 18)), FormFormat.XLSX, Paper.A3);
        return papers.take(
                        "annual-disclosure-return",
                        village,
                        ReturnPeriod.ofYear(2019),
                        "2019年统计表.xlsx",
                        file,
                        true,
                        county.villageClerk().id())
                .kept()
                .getFirst();
    }

    private void ask(MadeUpCounty county, UUID attachment, Map<String, String> ids) {
        var clerk = county.villageClerk().id();
        ids.put("request", entered(county, List.of(attachment)).toString());
        var drafted = entered(county, List.of());
        ids.put("draftedRequest", drafted.toString());
        var answered = entered(county, List.of());
        for (var request : List.of(drafted, answered)) {
            requests.accept(request, "", clerk).orThrow();
            requests.draft(request, new Reply.Words(RequestOutcome.DISCLOSED, "党费收支表见附件", "", ""), List.of(), clerk)
                    .orThrow();
        }
        requests.decide(answered, county.villageApprover().id()).orThrow();
        ids.put("topic", nominated(county).toString());
        ids.put("answeredRequest", answered.toString());
        ids.put(
                "reply",
                requests.dossier(answered, clerk).replies().getFirst().id().toString());
    }

    private UUID nominated(MadeUpCounty county) {
        return topics.enter(
                        county.village().id(),
                        RequestDoor.COUNTER,
                        LocalDate.now(clock),
                        Map.of("who", "RESIDENT", "title", "水塘承包给了谁", "content", "想知道承包费和期限"),
                        county.villageClerk().id())
                .orThrow()
                .id();
    }

    private UUID entered(MadeUpCounty county, List<UUID> files) {
        return requests.enter(
                        county.village().id(),
                        RequestDoor.COUNTER,
                        LocalDate.now(clock),
                        Map.of(
                                "who", "MEMBER",
                                "branch", "东河村党支部",
                                "title", "去年党费的收支情况",
                                "content", "请公开去年党费收了多少、用在哪里",
                                "way", "COLLECT",
                                "name", "周建国",
                                "contact", "东河村二组"),
                        files,
                        county.villageClerk().id())
                .orThrow()
                .id();
    }

    private UUID guideline(OrganizationId organization) {
        return catalogs.guidelinesFor(organization).getFirst().id();
    }

    private UUID proposed(MadeUpCounty county, CatalogEntry entry, UUID attachment) {
        var clerk = county.villageClerk().id();
        var draft = disclosures.draft(content(county, entry, attachment), clerk).orThrow();
        return disclosures.propose(draft.id(), clerk).orThrow().id();
    }

    private UUID approved(MadeUpCounty county, CatalogEntry entry, UUID attachment) {
        var draft = disclosures
                .draft(content(county, entry, attachment), county.villageClerk().id())
                .orThrow();
        return approved(county, draft);
    }

    private Disclosure published(MadeUpCounty county, Disclosure draft) {
        return disclosures
                .publish(approved(county, draft), county.villagePublisher().id())
                .orThrow();
    }

    private UUID approved(MadeUpCounty county, Disclosure draft) {
        var id = draft.id();
        disclosures.propose(id, county.villageClerk().id()).orThrow();
        disclosures
                .review(
                        id,
                        ReviewKind.SECRECY,
                        "不涉密",
                        county.villageSecrecyReviewer().id())
                .orThrow();
        disclosures
                .review(
                        id,
                        ReviewKind.PRIVACY,
                        "无个人信息",
                        county.villagePrivacyReviewer().id())
                .orThrow();
        disclosures
                .review(
                        id,
                        ReviewKind.ACCURACY,
                        "数字已核对",
                        county.who(Role.SECRECY_REVIEWER, county.town()).id())
                .orThrow();
        disclosures.approve(id, "同意公开", county.villageApprover().id()).orThrow();
        return id;
    }

    private static Draft content(MadeUpCounty county, CatalogEntry entry, UUID attachment) {
        var elements = new LinkedHashMap<String, String>();
        entry.elements().forEach(element -> elements.put(element, element + "如下表"));
        return new Draft(
                county.village().id(),
                DisclosureKind.REGULAR,
                entry.id(),
                null,
                "",
                "东河村党支部组织设置和委员分工",
                "村党支部有五名委员，各管一摊，电话都在表里。",
                elements,
                "<p>支部委员会共五人。</p>",
                entry.scope(),
                entry.audience(),
                List.of(ChannelType.BOARD, ChannelType.WEB),
                null,
                "",
                null,
                List.of(attachment));
    }

    private static List<TableRow> rows() {
        return List.of(new TableRow(
                2,
                Map.of(
                        "no", "1",
                        "category", "一、组织设置与分工",
                        "item", "党组织设置、班子成员和分工",
                        "elements", "组织架构、分工",
                        "scope", "1",
                        "forms", "B W",
                        "time", "L5",
                        "responsible", "书记",
                        "returnRow", "C3",
                        "piiClass", "1")));
    }

    /** Through the API: the jobs are nobody else's business. */
    private static String importOf(MadeUpCounty county, int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/api/v1/imports/organizations?organization=%s&name=villages.csv"
                                .formatted(port, county.county().code())))
                .header("Authorization", "Bearer " + county.countyClerk().token())
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(TABLE))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var body = client.send(request, BodyHandlers.ofString()).body();
            return JsonMapper.builder().build().readTree(body).path("id").asString();
        }
    }
}
