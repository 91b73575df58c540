package io.gongkai.routes;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty.Person;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Role;
import io.gongkai.routes.Furnishing.Furnished;
import io.gongkai.web.TestRoutes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Asks every route there is, found in the running program, as every role and as nobody, about a thing of one's own county
 * and about the same thing of another, and compares the answer with the permission grid. A new route is asked the day it is
 * written; one with a variable that is not known here fails and says so.
 */
@CountyTest
class EveryRouteTest {

    private enum Scope {
        OWN,
        FOREIGN
    }

    private enum Answer {
        /** Anything but a refusal of the person: done, or not as it was asked. */
        LET_IN,
        REFUSED,
        ASKED_TO_SIGN_IN,
        NOT_FOUND,
        BROKEN;

        static Answer of(HttpResponse<String> response) {
            var status = response.statusCode();
            var toSignIn = status == 303
                    && response.headers().firstValue("Location").orElse("").startsWith("/sign-in?from=");
            return toSignIn || status == 401
                    ? ASKED_TO_SIGN_IN
                    : status == 403 ? REFUSED : status == 404 ? NOT_FOUND : status >= 500 ? BROKEN : LET_IN;
        }
    }

    /**
     * What a variable stands for.
     *
     * @param routes beginning of the routes in which it does
     * @param scoped belongs to one county, so that another's is out of reach
     */
    private record Variable(String routes, String name, boolean scoped, Function<Furnished, String> value) {}

    private static final List<Variable> VARIABLES = List.of(
            scoped("/", "code", of -> of.county().village().code()),
            scoped("/", "organizationCode", of -> of.county().village().code()),
            fixed("/", "year", "2026"),
            fixed("/", "period", "2026"),
            fixed("/", "form", "annual-disclosure-return"),
            fixed("/", "row", "orgCount"),
            fixed("/", "column", "TOTAL"),
            fixed("/", "format", "csv"),
            scoped(
                    "/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/book.",
                    "code", of -> of.county().town().code()),
            fixed("/ask/", "form", "guestbook"),
            fixed("/work/forms/", "form", "annual-disclosure-return"),
            fixed("/work/forms/", "version", "2011"),
            fixed("/track/", "act", "guestbook-more"),
            fixed("/api/v1/message-receipts/", "gateway", "00000000-0000-0000-0000-000000000000"),
            fixed("/api/v1/message-receipts/", "secret", "wrong"),
            fixed("/track/", "file", "00000000-0000-0000-0000-000000000000"),
            fixed("/work/catalogs/", "figure", "WITHOUT"),
            scoped("/p/", "id", of -> of.id("publication")),
            scoped("/p/", "attachment", of -> of.id("attachment")),
            scoped("/api/v1/publications/", "id", of -> of.id("publication")),
            scoped("/api/v1/publications/", "attachment", of -> of.id("attachment")),
            scoped("/api/v1/disclosures/", "id", of -> of.id("disclosure")),
            scoped("/api/v1/disclosures/{id}/attachments/", "id", of -> of.id("publishedDisclosure")),
            scoped("/api/v1/disclosures/{id}/withdraw", "id", of -> of.id("publishedDisclosure")),
            scoped("/api/v1/disclosures/", "attachment", of -> of.id("attachment")),
            scoped("/work/disclosures/", "id", of -> of.id("disclosure")),
            scoped("/work/disclosures/{id}/attachments/", "id", of -> of.id("publishedDisclosure")),
            scoped("/work/disclosures/{id}/withdraw", "id", of -> of.id("publishedDisclosure")),
            scoped("/work/disclosures/", "attachment", of -> of.id("attachment")),
            scoped("/work/reading/", "id", of -> of.id("innerPublication")),
            scoped("/work/reading/", "attachment", of -> of.id("attachment")),
            scoped("/work/publications/", "id", of -> of.id("publication")),
            scoped("/issue/", "id", of -> of.id("issue")),
            scoped("/shown/", "id", of -> of.id("delivery")),
            scoped("/work/issues/", "id", of -> of.id("issue")),
            scoped("/work/deliveries/", "id", of -> of.id("delivery")),
            scoped("/work/requests/", "id", of -> of.id("request")),
            scoped("/work/requests/", "attachment", of -> of.id("attachment")),
            scoped("/topics/", "topic", of -> of.id("topic")),
            scoped("/work/topics/", "id", of -> of.id("topic")),
            scoped("/answers/", "answer", of -> of.id("publication")),
            scoped("/work/replies/", "id", of -> of.id("reply")),
            fixed("/api/v1/requests/", "trackingCode", "7KQM-X2AB-NN4T-9RHE"),
            scoped("/work/opinions/", "id", of -> of.id("opinion")),
            scoped("/work/opinions/", "attachment", of -> of.id("opinionFile")),
            scoped("/work/forums/", "forum", of -> of.id("forum")),
            fixed("/api/v1/opinions/", "trackingCode", "7KQM-X2AB-NN4T-9RHE"),
            scoped("/work/guidelines/", "id", of -> of.id("guideline")),
            scoped("/work/catalogs/", "version", of -> of.id("version")),
            scoped("/work/catalogs/", "entry", of -> of.id("entry")),
            scoped("/work/duties/", "id", of -> of.id("duty")),
            scoped("/work/messages/", "message", of -> of.id("message")),
            fixed("/work/messages/", "protocol", "SMTP"),
            fixed("/work/messages/", "medium", "MAIL"),
            fixed("/work/messages/", "kind", "test"),
            fixed("/work/limits/", "limit", "TOPIC_ANSWER"),
            fixed("/work/organizations/", "deed", "name"),
            scoped("/work/organizations/{code}/facilities/", "id", of -> of.id("facility")),
            scoped("/work/facts/", "id", of -> of.id("fact")),
            scoped("/work/corrections/", "correction", of -> of.id("correction")),
            scoped("/work/papers/", "paper", of -> of.id("paper")),
            fixed("/survey/", "code", "7KQM-X2AB-NN4T"),
            scoped("/surveys/", "id", of -> of.id("releasedRound")),
            scoped("/work/surveys/", "id", of -> of.id("runningRound")),
            scoped("/work/surveys/{id}/texts", "id", of -> of.id("draftRound")),
            scoped("/work/surveys/{id}/questions", "id", of -> of.id("draftRound")),
            scoped("/work/surveys/{id}/frame", "id", of -> of.id("draftRound")),
            scoped("/work/surveys/{id}/opening", "id", of -> of.id("draftRound")),
            scoped("/work/surveys/{id}/discarding", "id", of -> of.id("discardedRound")),
            scoped("/work/surveys/{id}/release", "id", of -> of.id("closedRound")),
            scoped("/work/surveys/{id}/points", "id", of -> of.id("formRound")),
            scoped("/work/ratings/", "rating", of -> of.id("rating")),
            scoped("/work/surveys/", "issue", of -> of.id("copyIssue")),
            scoped("/work/surveys/", "source", of -> of.id("formIssue")),
            fixed("/work/surveys/", "name", "q4"),
            fixed("/work/surveys/", "batch", "1"),
            fixed("/work/surveys/", "number", "1"),
            fixed("/api/v1/returns/", "step", "compute"),
            fixed("/work/imports/headings/", "kind", "organizations"),
            fixed("/api/v1/imports/", "kind", "organizations"),
            scoped("/work/imports/", "importId", of -> of.id("import")),
            scoped("/api/v1/imports/", "importId", of -> of.id("import")),
            fixed("/work/account/sessions/", "handle", "0123456789abcdef0123456789abcdef"),
            scoped("/work/account/tokens/", "token", of -> of.id("token")),
            scoped("/work/accounts/", "person", of -> of.id("person")),
            scoped("/work/accounts/", "appointment", of -> of.id("appointment")));

    /** What must be sent along before the thing itself can be found; the organization in it is of the county asked about. */
    private static final Map<String, Function<Furnished, String>> SENT_ALONG = Map.ofEntries(
            entry("GET /choice", _ -> "lang=zh&back=/"),
            entry("GET /work/facts", of -> organization(of)),
            entry(
                    "POST /work/facts",
                    of -> "measure=FORUM&on=2026-03-02&quantity=1&title=x&evidence=x&" + organization(of)),
            entry("GET /work/returns", of -> organization(of)),
            entry("POST /work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/steps", _ -> "step=COMPUTE"),
            entry("POST /work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/reporting", _ -> "step=COMPUTE"),
            entry("GET /work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/checks", _ -> "check=12"),
            entry("POST /work/opinions", of -> "source=VISIT&" + organization(of)),
            entry("POST /work/forums", of -> "topic=x&" + organization(of)),
            entry("POST /work/hotline", of -> "go=save&" + organization(of)),
            entry("GET /work/dashboard", of -> organization(of)),
            entry("GET /work/surveys", of -> organization(of)),
            entry("POST /work/surveys", of -> "kind=AWARENESS&title=x&closesOn=2030-01-01&" + organization(of)),
            entry("GET /work/duties", of -> organization(of)),
            entry(
                    "GET /work/organizations",
                    of -> "under=" + of.county().county().code()),
            entry("POST /work/imports", of -> "kind=organizations&" + organization(of)),
            entry("POST /api/v1/imports/{kind}", of -> organization(of)),
            entry("POST /work/accounts", of -> "login=x&name=x&role=CLERK&organizationCode=" + village(of)),
            entry("POST /work/accounts/{person}/appointments", of -> "role=PUBLISHER&organizationCode=" + village(of)),
            entry("POST /work/catalogs/of/{code}/derivations", of -> "guideline=" + of.id("guideline")),
            entry("GET /work/catalogs/{version}/differences", of -> "against=" + of.id("version")),
            entry("GET /work/disclosures/new", of -> organization(of)),
            entry("POST /work/disclosures", of -> "kind=REGULAR&" + organization(of)),
            entry("POST /work/disclosures/{id}", of -> "version=0&" + organization(of)),
            entry("POST /work/disclosures/{id}/reviews", _ -> "kind=ACCURACY&verdict=pass"),
            entry("POST /work/publications/{id}/deliveries", _ -> "channel=BOARD&place=x"),
            entry("POST /work/requests", of -> organization(of)),
            entry("POST /work/topics", of -> organization(of)),
            entry("POST /work/topics/{id}/handling", _ -> "step=EXPLAIN"),
            entry("POST /work/topics/{id}/decision", _ -> "step=ANSWER"),
            entry("POST /work/requests/{id}/handling", _ -> "step=ACCEPT"),
            entry("POST /work/requests/{id}/decision", _ -> "step=DECIDE"),
            entry("GET /work/issues/new", of -> organization(of)),
            entry("POST /work/issues", of -> "channel=BOARD&" + organization(of)));

    /** Bodies of calls that find the thing itself by what is written in them; all others get an empty object. */
    private static final Map<String, Function<Furnished, String>> BODIES = Map.ofEntries(
            entry("POST /api/v1/disclosures", of -> """
                    {"organization":"%s","kind":"REGULAR","scope":"SOCIETY"}""".formatted(village(of))),
            entry("PUT /api/v1/disclosures/{id}", of -> """
                    {"organization":"%s","kind":"REGULAR","scope":"SOCIETY","version":0}""".formatted(village(of))),
            entry("POST /api/v1/disclosures/{id}/reviews", _ -> """
                    {"kind":"ACCURACY","passed":true,"remark":"x"}"""),
            entry("POST /api/v1/disclosures/{id}/return", _ -> """
                    {"kind":"ACCURACY","reason":"x"}"""));

    private static String village(Furnished of) {
        return of.county().village().code();
    }

    private static String organization(Furnished of) {
        return "organization=" + village(of);
    }

    private record Exemption(
            String route, @Nullable Role role, @Nullable Scope scope, Set<Answer> answers, String reason) {}

    /** Where the answer is not what annotation and grid say, and why that is right. */
    private static final List<Exemption> EXEMPTIONS = List.of(
            new Exemption(
                    "POST /work/account/tokens/{token}/revoke",
                    null,
                    null,
                    Set.of(Answer.NOT_FOUND),
                    "somebody else's token is as good as unknown"),
            new Exemption(
                    "POST /work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/steps",
                    Role.APPROVER,
                    null,
                    Set.of(Answer.REFUSED),
                    "stands for a return; the step that is sent here is for those who prepare it"),
            new Exemption(
                    "POST /api/v1/returns/{form}/{organizationCode}/{period:[0-9]{4}(?:Q[1-4])?}/{step:[a-z]+}",
                    Role.APPROVER,
                    null,
                    Set.of(Answer.REFUSED),
                    "stands for a return; the step that is sent here is for those who prepare it"),
            new Exemption(
                    "POST /work/opinions/{id}/sender",
                    Role.CLERK,
                    null,
                    Set.of(Answer.REFUSED),
                    "who sent an opinion is known to the accepting office, not to those above it"),
            new Exemption(
                    "POST /work/opinions/{id}/sender",
                    Role.RECEPTIONIST,
                    null,
                    Set.of(Answer.REFUSED),
                    "who sent an opinion is known to the accepting office, not to those above it"),
            new Exemption(
                    "GET /work/catalogs/versions/{version}",
                    null,
                    Scope.FOREIGN,
                    Set.of(Answer.LET_IN, Answer.REFUSED),
                    "leads on to the catalog's own page, which refuses"),
            new Exemption(
                    "POST /api/v1/disclosures/{id}/return",
                    Role.APPROVER,
                    null,
                    Set.of(Answer.REFUSED),
                    "returns as approver, not as the reviewer that is sent here"),
            new Exemption(
                    "POST /api/v1/disclosures/{id}/withdraw",
                    Role.CLERK,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "POST /api/v1/disclosures/{id}/withdraw",
                    Role.SECRECY_REVIEWER,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "POST /api/v1/disclosures/{id}/withdraw",
                    Role.PRIVACY_REVIEWER,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "POST /work/disclosures/{id}/withdraw",
                    Role.CLERK,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "POST /work/disclosures/{id}/withdraw",
                    Role.SECRECY_REVIEWER,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "POST /work/disclosures/{id}/withdraw",
                    Role.PRIVACY_REVIEWER,
                    null,
                    Set.of(Answer.REFUSED),
                    "withdraws a draft, or an emergency publication, but not what has gone the whole way"),
            new Exemption(
                    "GET /work/organizations",
                    null,
                    Scope.FOREIGN,
                    Set.of(Answer.LET_IN, Answer.REFUSED),
                    "the tree is known to everybody; changing it is what is checked"),
            new Exemption(
                    "GET /work/organizations/{code}",
                    null,
                    Scope.FOREIGN,
                    Set.of(Answer.LET_IN, Answer.REFUSED),
                    "the tree is known to everybody; changing it is what is checked"),
            new Exemption(
                    "POST /work/imports",
                    Role.SECURITY_ADMIN,
                    null,
                    Set.of(Answer.REFUSED),
                    "imports accounts, not the organizations that are sent here"),
            new Exemption(
                    "POST /api/v1/imports/{kind}",
                    Role.SECURITY_ADMIN,
                    null,
                    Set.of(Answer.REFUSED),
                    "imports accounts, not the organizations that are sent here"),
            new Exemption(
                    "GET /work/imports/{importId}",
                    Role.SECURITY_ADMIN,
                    null,
                    Set.of(Answer.REFUSED),
                    "sees imports of accounts, not of organizations"),
            new Exemption(
                    "GET /api/v1/imports/{importId}",
                    Role.SECURITY_ADMIN,
                    null,
                    Set.of(Answer.REFUSED),
                    "sees imports of accounts, not of organizations"));

    @LocalServerPort
    int port;

    @Autowired
    Furnishing furnishing;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    private record Route(RequestMethod verb, String pattern, HandlerMethod handler, Set<MediaType> consumes) {

        String key() {
            return verb + " " + pattern;
        }

        boolean isApi() {
            return pattern.startsWith("/api/");
        }

        boolean isOpen() {
            return handler.hasMethodAnnotation(OpenToAll.class)
                    || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), OpenToAll.class)
                            && !handler.hasMethodAnnotation(Requires.class);
        }

        List<Permission> required() {
            var requires = handler.getMethodAnnotation(Requires.class);
            return requires == null ? List.of() : List.of(requires.value());
        }

        boolean takesFile() {
            return consumes.stream().anyMatch(type -> type.getType().equals("multipart"))
                    || Arrays.stream(handler.getMethod().getParameterTypes()).anyMatch(MultipartFile.class::equals);
        }

        Set<String> variables() {
            return VARIABLE.matcher(pattern)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?(\\w+)(?::[^{}]*(?:\\{[^{}]*}[^{}]*)*)?}");

    private final Map<Role, Browser> browsers = new EnumMap<>(Role.class);
    private final List<String> wrong = new ArrayList<>();
    private int asked;

    @Test
    void everyRouteAnswersEverybodyAsTheGridSays() throws Exception {
        var own = furnishing.county(port);
        var foreign = furnishing.county(port);
        for (var role : Role.values()) {
            browsers.put(
                    role,
                    new Browser(port).signIn(own.county().who(role, own.county().county())));
        }
        var routes = routes();

        for (var route : routes) {
            askAll(route, own, foreign);
        }

        assertThat(wrong).as("%d answers of %d routes", asked, routes.size()).isEmpty();
    }

    @Test
    void everyRouteSaysWhoMayCallIt() {
        assertThat(routes())
                .filteredOn(route -> !route.isOpen() && !route.handler().hasMethodAnnotation(Requires.class))
                .extracting(Route::key)
                .isEmpty();
    }

    @Test
    void aVerbThatARouteDoesNotKnowOpensNothing() throws Exception {
        var own = furnishing.county(port);
        var clerk = own.county().countyClerk();
        var known = routes();
        var answers = new ArrayList<String>();
        for (var pattern : known.stream().map(Route::pattern).distinct().toList()) {
            for (var verb : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                var isKnown = known.stream()
                        .anyMatch(route -> route.pattern().equals(pattern)
                                && route.verb().name().equals(verb));
                if (!isKnown && pattern.startsWith("/api/")) {
                    var request = HttpRequest.newBuilder(URI.create(root() + filled(pattern, own)))
                            .header("Authorization", "Bearer " + clerk.token())
                            .method(verb, BodyPublishers.noBody());
                    var status = new Browser(port).send(request).statusCode();
                    if (status < 400 || status >= 500) {
                        answers.add("%s %s: %d".formatted(verb, pattern, status));
                    }
                }
            }
        }
        assertThat(answers).isEmpty();
    }

    private void askAll(Route route, Furnished own, Furnished foreign) {
        for (var scope : isScoped(route) ? Scope.values() : new Scope[] {Scope.OWN}) {
            var about = scope == Scope.OWN ? own : foreign;
            compare(route, null, scope, ask(route, about, null, own));
            for (var role : Role.values()) {
                compare(route, role, scope, ask(route, about, role, own));
            }
        }
    }

    private void compare(Route route, @Nullable Role role, Scope scope, HttpResponse<String> response) {
        asked++;
        var expected = expected(route, role, scope);
        var answer = Answer.of(response);
        if (!expected.contains(answer)) {
            wrong.add("%s as %s about %s: %d, expected %s"
                    .formatted(
                            route.key(),
                            role == null ? "nobody" : role,
                            scope == Scope.OWN ? "one's own" : "another county's",
                            response.statusCode(),
                            expected));
        }
    }

    private static Set<Answer> expected(Route route, @Nullable Role role, Scope scope) {
        var exception = EXEMPTIONS.stream()
                .filter(one -> one.route().equals(route.key()))
                .filter(one -> one.role() == null ? role != null : one.role() == role)
                .filter(one -> one.scope() == null || one.scope() == scope)
                .findFirst();
        if (exception.isPresent()) {
            return exception.get().answers();
        }
        if (route.isOpen()) {
            return Set.of(Answer.LET_IN, Answer.NOT_FOUND);
        }
        if (role == null) {
            return Set.of(Answer.ASKED_TO_SIGN_IN);
        }
        var permitted = route.required().isEmpty() || route.required().stream().anyMatch(role::permits);
        return permitted && (scope == Scope.OWN || route.required().isEmpty())
                ? Set.of(Answer.LET_IN)
                : Set.of(Answer.REFUSED);
    }

    private HttpResponse<String> ask(Route route, Furnished about, @Nullable Role role, Furnished own) {
        var along = Optional.ofNullable(SENT_ALONG.get(route.key()))
                .map(sent -> sent.apply(about))
                .orElse("");
        var person = role == null ? null : own.county().who(role, own.county().county());
        var path = filled(route.pattern(), about);
        if (route.isApi()) {
            return askApi(route, path, along, about, person);
        }
        var isSignOut = route.pattern().equals("/sign-out");
        var browser =
                role == null ? new Browser(port) : isSignOut ? new Browser(port).signIn(person) : browsers.get(role);
        if (route.verb() == RequestMethod.GET) {
            return browser.get(along.isEmpty() ? path : path + "?" + along);
        }
        var token = "_csrf=" + URLEncoder.encode(browser.formToken(), StandardCharsets.UTF_8);
        var multipart = route.takesFile();
        var request = HttpRequest.newBuilder(URI.create(root() + path + (multipart ? "?" + along + "&" + token : "")))
                .header(
                        "Content-Type",
                        multipart ? "multipart/form-data; boundary=x" : "application/x-www-form-urlencoded")
                .method(route.verb().name(), BodyPublishers.ofString(multipart ? A_FILE : along + "&" + token));
        return browser.send(request);
    }

    private HttpResponse<String> askApi(
            Route route, String path, String along, Furnished about, @Nullable Person person) {
        var multipart = route.takesFile();
        var request = HttpRequest.newBuilder(URI.create(root() + path + (along.isEmpty() ? "" : "?" + along)))
                .header("Content-Type", multipart ? "multipart/form-data; boundary=x" : "application/json")
                .method(
                        route.verb().name(),
                        route.verb() == RequestMethod.GET
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(multipart ? A_FILE : body(route, about)));
        if (person != null) {
            request.header("Authorization", "Bearer " + person.token());
        }
        return new Browser(port).send(request);
    }

    private static String body(Route route, Furnished about) {
        return BODIES.getOrDefault(route.key(), _ -> "{}").apply(about);
    }

    private static final String A_FILE =
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + Furnishing.TABLE
                    + "\r\n--x--\r\n";

    private List<Route> routes() {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(entry -> entry.getValue().getBeanType().getPackageName().startsWith("io.gongkai."))
                .filter(entry -> !entry.getValue().getBeanType().equals(TestRoutes.class))
                .flatMap(entry -> entry.getKey().getPatternValues().stream()
                        .filter(pattern -> !pattern.equals("/error"))
                        .flatMap(pattern -> verbs(
                                        entry.getKey().getMethodsCondition().getMethods())
                                .map(verb -> new Route(
                                        verb,
                                        pattern,
                                        entry.getValue(),
                                        entry.getKey().getConsumesCondition().getConsumableMediaTypes()))))
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::verb))
                .toList();
    }

    private static Stream<RequestMethod> verbs(Set<RequestMethod> declared) {
        return declared.isEmpty() ? Stream.of(RequestMethod.GET, RequestMethod.POST) : declared.stream();
    }

    private static boolean isScoped(Route route) {
        return (SENT_ALONG.containsKey(route.key()) || BODIES.containsKey(route.key())) && !route.isOpen()
                || route.variables().stream()
                        .anyMatch(name -> variable(route.pattern(), name).scoped());
    }

    private static String filled(String pattern, Furnished about) {
        return VARIABLE.matcher(pattern)
                .replaceAll(found -> Matcher.quoteReplacement(
                        variable(pattern, found.group(1)).value().apply(about)));
    }

    /** The one whose routes begin most like this. */
    private static Variable variable(String pattern, String name) {
        return VARIABLES.stream()
                .filter(variable -> variable.name().equals(name) && pattern.startsWith(variable.routes()))
                .max(Comparator.comparingInt(variable -> variable.routes().length()))
                .orElseThrow(() -> new AssertionError(
                        "Say in EveryRouteTest.VARIABLES what {%s} of %s stands for".formatted(name, pattern)));
    }

    private static Variable scoped(String routes, String name, Function<Furnished, String> value) {
        return new Variable(routes, name, true, value);
    }

    private static Variable fixed(String routes, String name, String value) {
        return new Variable(routes, name, false, _ -> value);
    }

    private String root() {
        return "http://localhost:" + port;
    }
}
