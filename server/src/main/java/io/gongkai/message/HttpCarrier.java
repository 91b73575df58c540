package io.gongkai.message;

import io.gongkai.message.GatewaySettings.Http;
import io.gongkai.message.GatewaySettings.Verb;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any gateway that is spoken to by HTTP, as its settings say. What was sent and not answered may have been taken; only a gateway
 * that takes a name of ours once ({@link Http#repeatable}) is asked again.
 */
@Component
class HttpCarrier implements Carrier {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** Of an answer; nobody says more about one message. */
    private static final int MOST = 64 * 1024;

    private final JsonMapper json;

    HttpCarrier(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Class<? extends GatewaySettings> speaks() {
        return Http.class;
    }

    @Override
    public Line open(Gateway gateway) throws GatewayDownException {
        var http = (Http) gateway.settings();
        var context = Trust.context(http.certificate());
        knock(URI.create(http.url().replaceAll("\\{\\w+}", "x")), context);
        return new HttpLine(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .sslContext(context)
                        .build(),
                http,
                gateway.secret(GatewaySettings.PASSWORD));
    }

    /** Whether anybody is there, and whether it is he, before a message is taken up for him. */
    private static void knock(URI address, SSLContext context) throws GatewayDownException {
        var encrypts = address.getScheme().equals("https");
        var port = address.getPort() > 0 ? address.getPort() : encrypts ? 443 : 80;
        try (var _ = encrypts
                ? Trust.connected(context.getSocketFactory(), address.getHost(), port, CONNECT)
                : Trust.connected(address.getHost(), port, CONNECT)) {
            // That is all that was to be known.
        } catch (IOException e) {
            throw Trust.down(e);
        }
    }

    private final class HttpLine implements Line {

        private final HttpClient client;
        private final Http http;
        private final String password;

        HttpLine(HttpClient client, Http http, String password) {
            this.client = client;
            this.http = http;
            this.password = password;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public HandOver carry(Parcel parcel) throws GatewayDownException {
            try {
                return answered(client.send(request(parcel), BodyHandlers.ofByteArray()));
            } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
                throw Trust.down(e);
            } catch (IOException e) {
                // Also where the encryption broke after the handshake: by then he may have read it.
                return lost("");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return lost("");
            } catch (IllegalArgumentException e) {
                return new HandOver.Refused(Ground.REJECTED, "");
            }
        }

        private HttpRequest request(Parcel parcel) {
            var values = new HashMap<String, String>();
            values.put("phone", parcel.letter().address());
            values.put("text", parcel.letter().text());
            values.put("id", parcel.reference());
            values.put("sender", parcel.letter().sender());
            values.put("password", password);
            var request = HttpRequest.newBuilder(URI.create(filled(http.url(), values, HttpLine::encoded)))
                    .timeout(ANSWER);
            if (!http.header().isBlank()) {
                var colon = http.header().indexOf(':');
                request.header(
                        http.header().substring(0, colon).strip(),
                        filled(http.header().substring(colon + 1).strip(), values, HttpLine::inOneLine));
            }
            if (http.verb() == Verb.GET) {
                return request.GET().build();
            }
            return request.header("Content-Type", http.verb().mediaType())
                    .POST(BodyPublishers.ofString(filled(
                            http.body(), values, http.verb() == Verb.POST_JSON ? this::inJson : HttpLine::encoded)))
                    .build();
        }

        /** Who is not let in hears nothing about the message, which waits until the settings are right. */
        private HandOver answered(HttpResponse<byte[]> response) throws GatewayDownException {
            var status = response.statusCode();
            var bytes = response.body();
            var said = new String(bytes, 0, Math.min(bytes.length, MOST), StandardCharsets.UTF_8);
            var detail = Masks.said(status + " " + (password.isEmpty() ? said : said.replace(password, "***")));
            if (status == 401 || status == 403) {
                throw new GatewayDownException(Ground.NOT_LET_IN, detail);
            }
            if (status == 429 || status == 503) {
                return HandOver.Deferred.whole(Ground.BUSY, detail);
            }
            if (status >= 500) {
                return lost(detail);
            }
            if (status >= 300) {
                return new HandOver.Refused(Ground.REJECTED, detail);
            }
            if (!http.accepted().isEmpty()
                    && !Pattern.compile(http.accepted()).matcher(said).find()) {
                return new HandOver.Refused(Ground.REJECTED, detail);
            }
            if (http.reference().isEmpty()) {
                return new HandOver.Accepted(List.of());
            }
            var reference = Pattern.compile(http.reference()).matcher(said);
            return new HandOver.Accepted(
                    reference.find()
                                    && reference.groupCount() > 0
                                    && !reference.group(1).isBlank()
                            ? List.of(reference.group(1).strip())
                            : List.of());
        }

        private HandOver lost(String detail) {
            return http.repeatable()
                    ? HandOver.Deferred.whole(Ground.NO_ANSWER, detail)
                    : HandOver.Lost.whole(Ground.NO_ANSWER, detail);
        }

        private static String filled(String template, Map<String, String> values, UnaryOperator<String> written) {
            var safe = new HashMap<String, String>();
            values.forEach((name, value) -> safe.put(name, written.apply(value)));
            return Wording.filled(template, safe);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** As it stands between quotation marks. */
        private String inJson(String value) {
            var quoted = json.writeValueAsString(value);
            return quoted.substring(1, quoted.length() - 1);
        }

        private static String inOneLine(String value) {
            return value.replaceAll("\\p{Cntrl}", "");
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
