package io.gongkai.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Makes files of forms: of one, or a book of many that are asked for one after the other and not held. */
@Component
public class FormPrinter {

    private final Typefaces faces;

    FormPrinter(Typefaces faces) {
        this.faces = faces;
    }

    public byte[] print(PrintedForm form, FormFormat format, Paper paper) {
        var bytes = new ByteArrayOutputStream();
        try {
            print(form.title(), List.of(form).iterator(), format, paper, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * @param title of the file
     * @param forms at least one
     * @param paper makes no difference where there are no pages
     */
    public void print(String title, Iterator<PrintedForm> forms, FormFormat format, Paper paper, OutputStream out)
            throws IOException {
        switch (format) {
            case XLSX -> FormWorkbook.write(forms, paper, out);
            case DOCX -> FormWordFile.write(title, forms, paper, out);
            case CSV -> FormTable.write(forms, out);
            case PDF -> {
                try (var canvas = new PdfCanvas(title)) {
                    draw(forms, canvas, paper);
                    canvas.writeTo(out);
                }
            }
            case OFD -> {
                try (var canvas = new OfdCanvas(title, out)) {
                    draw(forms, canvas, paper);
                }
            }
        }
    }

    private void draw(Iterator<PrintedForm> forms, Canvas canvas, Paper paper) throws IOException {
        var drawing = new FormDrawing(canvas, faces, paper);
        while (forms.hasNext()) {
            drawing.draw(forms.next());
        }
    }
}
