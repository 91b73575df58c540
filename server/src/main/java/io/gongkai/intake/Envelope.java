package io.gongkai.intake;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A sealed envelope: anybody can close it with the public key, only the holder of the private one opens it (X25519 as in RFC
 * 9180, AES-256-GCM). All envelopes are of one length, so that none is known again by its size.
 */
public final class Envelope {

    /** Most bytes that fit in. */
    public static final int ROOM = 16 * 1024 - Integer.BYTES;

    private static final int ENCAPSULATION = 32;
    private static final int KEY_BYTES = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelope() {}

    public static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has X25519", e);
        }
    }

    /** @param key as written into a file by {@link PrivateKey#getEncoded} */
    public static PrivateKey privateKey(byte[] key) {
        try {
            return KeyFactory.getInstance("X25519").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key", e);
        }
    }

    /**
     * Closes an envelope.
     *
     * @param publicKey X.509 encoded
     * @throws IllegalArgumentException when it does not fit in
     */
    public static byte[] close(byte[] publicKey, byte[] content) {
        if (content.length > ROOM) {
            throw new IllegalArgumentException("%d bytes do not fit in".formatted(content.length));
        }
        try {
            var key = KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(publicKey));
            var secret = KEM.getInstance("DHKEM").newEncapsulator(key).encapsulate(0, KEY_BYTES, "AES");
            var nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, secret.key(), new GCMParameterSpec(TAG_BITS, nonce));
            var padded = ByteBuffer.allocate(Integer.BYTES + ROOM)
                    .putInt(content.length)
                    .put(content)
                    .array();
            var closed = cipher.doFinal(padded);
            return ByteBuffer.allocate(ENCAPSULATION + NONCE + closed.length)
                    .put(secret.encapsulation())
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The envelope could not be closed", e);
        }
    }

    /** @throws IllegalArgumentException when it was closed for another key, or changed since */
    public static byte[] open(PrivateKey key, byte[] closed) {
        try {
            var secret = KEM.getInstance("DHKEM")
                    .newDecapsulator(key)
                    .decapsulate(Arrays.copyOf(closed, ENCAPSULATION), 0, KEY_BYTES, "AES");
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, secret, new GCMParameterSpec(TAG_BITS, closed, ENCAPSULATION, NONCE));
            var padded = ByteBuffer.wrap(
                    cipher.doFinal(closed, ENCAPSULATION + NONCE, closed.length - ENCAPSULATION - NONCE));
            var content = new byte[padded.getInt()];
            padded.get(content);
            return content;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This key does not open it", e);
        }
    }
}
