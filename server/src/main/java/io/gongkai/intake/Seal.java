package io.gongkai.intake;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a sender may see with the sender's own code (AES-256-GCM). The public side keeps it and cannot read it: whoever
 * reads its whole database learns nothing without the receipts.
 */
public final class Seal {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Seal() {}

    public static byte[] close(TrackingCode code, byte[] open) {
        try {
            var nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            var sealed = cipher(Cipher.ENCRYPT_MODE, code, nonce).doFinal(open);
            var all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has AES", e);
        }
    }

    /** @throws IllegalArgumentException when it was sealed with another code, or changed since */
    public static byte[] open(TrackingCode code, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, code, Arrays.copyOf(sealed, NONCE))
                    .doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This code does not open it", e);
        }
    }

    private static Cipher cipher(int mode, TrackingCode code, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(code.key(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
