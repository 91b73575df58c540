package io.gongkai.message;

import io.gongkai.message.GatewaySettings.Encryption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A mail server that keeps every line it hears, by whether it came in clear. It encrypts never, after STARTTLS or from the first byte,
 * takes every password, and says to a command what it was told to say.
 */
final class MailServer implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final Encryption offers;
    private final SSLContext identity;
    private final Map<String, String> answers = new ConcurrentHashMap<>(Map.of("DATA", "354 Go on", "AUTH", "235 Yes"));
    private final List<String> inClear = new CopyOnWriteArrayList<>();
    private final List<String> inSecret = new CopyOnWriteArrayList<>();
    private final AtomicInteger callers = new AtomicInteger();

    MailServer(Encryption offers, SSLContext identity) throws IOException {
        this.offers = offers;
        this.identity = identity;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** @param command a verb, or a dot for the end of a mail */
    void answer(String command, String answer) {
        answers.put(command, answer);
    }

    List<String> inClear() {
        return List.copyOf(inClear);
    }

    List<String> inSecret() {
        return List.copyOf(inSecret);
    }

    int callers() {
        return callers.get();
    }

    private void listen() {
        while (true) {
            try {
                var caller = listening.accept();
                callers.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            if (offers == Encryption.TLS) {
                var secret = encrypted(caller);
                say(secret, "220 mail.qinghe.example");
                talk(secret, inSecret);
            } else {
                say(caller, "220 mail.qinghe.example");
                talk(caller, inClear);
            }
        } catch (IOException e) {
            // The caller has hung up, as one does who does not believe us.
        }
    }

    private SSLSocket encrypted(Socket caller) throws IOException {
        var secret = (SSLSocket) identity.getSocketFactory().createSocket(caller, null, true);
        secret.startHandshake();
        return secret;
    }

    private void talk(Socket caller, List<String> heard) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.add(line);
            var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            var answer = answers.getOrDefault(verb, "250 Well");
            switch (verb) {
                case "EHLO" -> {
                    say(caller, "250-mail.qinghe.example");
                    if (offers == Encryption.STARTTLS && heard == inClear) {
                        say(caller, "250-STARTTLS");
                    }
                    say(caller, "250 AUTH PLAIN");
                }
                case "STARTTLS" -> {
                    say(caller, answers.getOrDefault(verb, "220 Go on"));
                    if (!answers.containsKey(verb)) {
                        talk(encrypted(caller), inSecret);
                        return;
                    }
                }
                case "DATA" -> {
                    say(caller, answer);
                    if (answer.startsWith("354")) {
                        take(lines, heard);
                        say(caller, answers.getOrDefault(".", "250 Taken"));
                    }
                }
                case "QUIT" -> {
                    say(caller, "221 Farewell");
                    return;
                }
                default -> say(caller, answer);
            }
        }
    }

    private static void take(BufferedReader lines, List<String> heard) throws IOException {
        for (var line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine()) {
            heard.add(line);
        }
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
