package io.gongkai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Somebody at a browser without script: keeps cookies, sends forms with the token of the page, follows nothing by itself. */
public final class Browser {

    private final String root;
    private final HttpClient client;
    private String formToken = "";

    public Browser(int port) {
        root = "http://localhost:" + port;
        client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Signs in through the front door. */
    public Browser signIn(String login, String password) {
        get("/sign-in");
        var answer = post("/sign-in", Map.of("login", login, "password", password));
        if (answer.statusCode() != 302 && answer.statusCode() != 303) {
            throw new AssertionError("%s was not let in: %s".formatted(login, answer.body()));
        }
        formToken = "";
        return this;
    }

    public Browser signIn(MadeUpCounty.Person person) {
        return signIn(person.login(), MadeUpCounty.PASSWORD);
    }

    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(root + path)).header("Accept", "text/html");
        return send(withHeaders(request, headers));
    }

    /** With the form token of the page seen last; asks the sign-in page or 我的 for one when none was seen. */
    public HttpResponse<String> post(String path, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(root + path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form) + "&_csrf=" + encoded(formToken()))));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            var token = Jsoup.parse(answer.body()).select("input[name=_csrf]").attr("value");
            if (!token.isEmpty()) {
                formToken = token;
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String root() {
        return root;
    }

    public String formToken() {
        if (formToken.isEmpty()) {
            get("/sign-in");
        }
        if (formToken.isEmpty()) {
            get("/work/account");
        }
        return formToken;
    }

    public static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    public static HttpRequest.Builder withHeaders(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
