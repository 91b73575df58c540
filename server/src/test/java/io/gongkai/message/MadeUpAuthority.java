package io.gongkai.message;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A county's own authority, which vouches for servers; and one who vouches for himself. Their certificates are made anew for each run,
 * by the JDK's keytool.
 */
final class MadeUpAuthority {

    static final String PASSWORD = "of-the-tests";

    /** Who says that he is the county's server, and shows a certificate that he is. */
    enum Identity {
        SERVER(true, "-ext", "san=ip:127.0.0.1"),
        /** Nobody vouches for it. */
        STRANGER(false, "-ext", "san=ip:127.0.0.1"),
        /** The authority vouches for it, and for another name. */
        ELSEWHERE(true, "-ext", "san=dns:server.elsewhere.example"),
        EXPIRED(true, "-ext", "san=ip:127.0.0.1", "-startdate", "-3d", "-validity", "1");

        private final boolean vouchedFor;
        private final List<String> options;

        Identity(boolean vouchedFor, String... options) {
            this.vouchedFor = vouchedFor;
            this.options = List.of(options);
        }
    }

    private static final KeyStore KEYS = made();

    private MadeUpAuthority() {}

    /** What a system administrator pastes into the settings. */
    static String certificate() {
        return certificate("authority");
    }

    /** What he pastes where the server has signed for itself. */
    static String certificate(Identity identity) {
        return certificate(identity.name());
    }

    private static String certificate(String of) {
        try {
            var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(encoder.encodeToString(KEYS.getCertificate(of).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static SSLContext context(Identity identity) {
        try {
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(only(identity), PASSWORD.toCharArray());
            var context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** For a program of its own. */
    static void save(Identity identity, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            only(identity).store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyStore only(Identity identity) throws GeneralSecurityException, IOException {
        var one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                identity.name(),
                KEYS.getKey(identity.name(), PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                KEYS.getCertificateChain(identity.name()));
        return one;
    }

    private static KeyStore made() {
        try {
            var folder = Files.createTempDirectory("authority");
            var file = folder.resolve("keys.p12");
            try {
                keytool(file, "authority", List.of("-ext", "bc:c"));
                for (var identity : Identity.values()) {
                    var options = new ArrayList<>(identity.options);
                    if (identity.vouchedFor) {
                        options.addAll(List.of("-signer", "authority"));
                    }
                    keytool(file, identity.name(), options);
                }
                return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (GeneralSecurityException | IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void keytool(Path file, String alias, List<String> options)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias + " of the tests",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1"));
        command.addAll(options);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
