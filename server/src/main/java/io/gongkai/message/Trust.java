package io.gongkai.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Whom a connection believes: whom Java believes, or who is named by certificate, as networks of an office have their own. */
final class Trust {

    private Trust() {}

    static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        var found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.strip().getBytes(StandardCharsets.UTF_8)));
        if (found.isEmpty()) {
            throw new CertificateException("No certificate");
        }
        return found;
    }

    /**
     * Why there is nobody to be spoken to: we do not believe him, he does not encrypt, or he does not answer. Whom we do not believe
     * has learned nothing: neither a password nor a message was said yet.
     */
    static GatewayDownException down(Throwable thrown) {
        var ground = Ground.UNREACHABLE;
        var said = thrown.getMessage();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new GatewayDownException(Ground.NOT_TRUSTED, Masks.said(cause.getMessage()));
            }
            if (cause instanceof SSLException) {
                ground = Ground.NOT_ENCRYPTED;
                said = cause.getMessage();
            }
        }
        return new GatewayDownException(ground, Masks.said(said));
    }

    /** A connection in clear. */
    static Socket connected(String host, int port, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** An encrypted connection to whoever can show that he bears the name of the host. */
    static Socket connected(SSLSocketFactory sockets, String host, int port, Duration patience) throws IOException {
        var plain = connected(host, port, patience);
        try {
            plain.setSoTimeout((int) patience.toMillis());
            var encrypted = (SSLSocket) sockets.createSocket(plain, host, port, true);
            var parameters = encrypted.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            encrypted.setSSLParameters(parameters);
            encrypted.startHandshake();
            encrypted.setSoTimeout(0);
            return encrypted;
        } catch (IOException e) {
            plain.close();
            // Somebody answers, but is silent or hangs up when he is to encrypt.
            throw e instanceof SSLException ? e : new SSLException(e.getMessage(), e);
        }
    }

    /** @param pem empty for whom Java believes */
    static SSLContext context(String pem) throws GatewayDownException {
        try {
            if (pem.isBlank()) {
                return SSLContext.getDefault();
            }
            var believed = KeyStore.getInstance(KeyStore.getDefaultType());
            believed.load(null, null);
            var n = 0;
            for (var certificate : certificates(pem)) {
                believed.setCertificateEntry("c" + n++, certificate);
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(believed);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new GatewayDownException(Ground.NOT_TRUSTED, e.getClass().getSimpleName());
        }
    }
}
