package io.gongkai.document;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text as people send it: UTF-8 with or without mark, or GB 18030, in which Chinese office programs save unless told otherwise. */
final class PlainText {

    private static final Charset OLD_CHINESE = Charset.forName("GB18030");

    /** @throws CharacterCodingException when the bytes are text in neither */
    static String read(byte[] bytes) throws CharacterCodingException {
        String text;
        try {
            text = strictly(StandardCharsets.UTF_8, bytes);
        } catch (CharacterCodingException e) {
            text = strictly(OLD_CHINESE, bytes);
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    static Charset charsetOf(byte[] bytes) {
        try {
            strictly(StandardCharsets.UTF_8, bytes);
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException e) {
            return OLD_CHINESE;
        }
    }

    static String strictly(Charset charset, byte[] bytes) throws CharacterCodingException {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** Old Chinese text that sniffing does not know: it must decode, and hold no control signs. */
    static boolean isOldChinese(byte[] bytes) {
        try {
            return strictly(OLD_CHINESE, bytes)
                    .chars()
                    .noneMatch(sign -> Character.isISOControl(sign) && sign != '\n' && sign != '\r' && sign != '\t');
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private PlainText() {}
}
