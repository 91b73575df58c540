package io.gongkai.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what the database has to hold and its backups must not tell (AES-256-GCM): passwords of gateways, addresses and texts of
 * messages. The key hangs on what the logins hang on, the data directory's secret or the owner's password; whoever has a backup
 * alone reads nothing of it.
 */
public final class Vault {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec sealing;
    private final SecretKeySpec marking;
    private final SecureRandom random = new SecureRandom();

    Vault(byte[] key) {
        this.sealing = new SecretKeySpec(derived(key, "vault"), "AES");
        this.marking = new SecretKeySpec(derived(key, "fingerprint"), "HmacSHA256");
    }

    /** @param row in which it will be kept; it cannot be opened in another */
    public byte[] seal(UUID row, String open) {
        try {
            var nonce = new byte[NONCE];
            random.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, row, nonce).doFinal(open.getBytes(StandardCharsets.UTF_8));
            var all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES", e);
        }
    }

    /** Empty where another installation sealed it, or another row, or somebody has changed it since. */
    public Optional<String> open(UUID row, byte[] sealed) {
        if (sealed.length <= NONCE) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(
                    cipher(Cipher.DECRYPT_MODE, row, Arrays.copyOf(sealed, NONCE))
                            .doFinal(sealed, NONCE, sealed.length - NONCE),
                    StandardCharsets.UTF_8));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    /** Tells whether two texts are the same without telling which. */
    public byte[] fingerprint(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(marking);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC", e);
        }
    }

    private Cipher cipher(int mode, UUID row, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(row.getMostSignificantBits())
                .putLong(row.getLeastSignificantBits())
                .array());
        return cipher;
    }

    private static byte[] derived(byte[] key, String purpose) {
        return Base64.getUrlDecoder().decode(DataDirectory.derive(key, purpose));
    }
}
