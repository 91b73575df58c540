package io.gongkai.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;

/** Makes files of letters. */
@Component
public class LetterPrinter {

    private final Typefaces faces;

    LetterPrinter(Typefaces faces) {
        this.faces = faces;
    }

    public byte[] pdf(Letter letter) {
        var bytes = new ByteArrayOutputStream();
        try (var canvas = new PdfCanvas(letter.title())) {
            new LetterDrawing(letter, canvas, faces).draw();
            canvas.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public byte[] docx(Letter letter) {
        var bytes = new ByteArrayOutputStream();
        try {
            LetterWordFile.write(letter, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
