package io.gongkai.document;

import static io.gongkai.document.LetterLayout.EMS;
import static io.gongkai.document.LetterLayout.FOLIO_SIZE;
import static io.gongkai.document.LetterLayout.HEAD_SIZE;
import static io.gongkai.document.LetterLayout.HEIGHT;
import static io.gongkai.document.LetterLayout.LEFT;
import static io.gongkai.document.LetterLayout.LINE;
import static io.gongkai.document.LetterLayout.LINES;
import static io.gongkai.document.LetterLayout.SIGNED_BEFORE;
import static io.gongkai.document.LetterLayout.SIZE;
import static io.gongkai.document.LetterLayout.TITLE_SIZE;
import static io.gongkai.document.LetterLayout.TOP;
import static io.gongkai.document.LetterLayout.TYPE_HEIGHT;
import static io.gongkai.document.LetterLayout.TYPE_WIDTH;
import static io.gongkai.document.LetterLayout.WIDTH;

import io.gongkai.document.Typefaces.Face;
import java.io.IOException;

/** Draws a letter on pages, line by line. */
final class LetterDrawing {

    /** Two characters that hold the place of the indent while lines are broken; blanks would be stripped. */
    private static final String INDENT = "\u4e00\u4e00";

    private final Letter letter;
    private final Canvas canvas;
    private final Typefaces faces;
    private int page;
    private int line = LINES;

    LetterDrawing(Letter letter, Canvas canvas, Typefaces faces) {
        this.letter = letter;
        this.canvas = canvas;
        this.faces = faces;
    }

    void draw() throws IOException {
        for (var part : Lines.balanced(letter.issuer(), TYPE_WIDTH / HEAD_SIZE)) {
            centered(part, Face.TITLE, HEAD_SIZE, next());
        }
        var below = next();
        canvas.line(LEFT, below - LINE * 0.6f, LEFT + TYPE_WIDTH, below - LINE * 0.6f, 1.2f);
        ending(letter.number(), below, 0);
        skip(1);
        for (var part : Lines.balanced(letter.title(), TYPE_WIDTH / TITLE_SIZE)) {
            centered(part, Face.TITLE, TITLE_SIZE, next());
        }
        skip(1);
        for (var part : Lines.filled(letter.addressee(), EMS)) {
            put(part, LEFT, next());
        }
        for (var paragraph : letter.paragraphs()) {
            paragraph(paragraph);
        }
        if (!letter.enclosures().isEmpty()) {
            skip(1);
            for (var number = 1; number <= letter.enclosures().size(); number++) {
                var word = number == 1
                        ? letter.enclosed()
                        : "\u3000".repeat(letter.enclosed().length());
                paragraph(word + number + ". " + letter.enclosures().get(number - 1));
            }
        }
        if (line + 4 > LINES) {
            line = LINES; // a signature never stands alone at the foot, cut from its date
        } else {
            skip(2);
        }
        ending(letter.signature(), next(), SIGNED_BEFORE);
        ending(letter.date(), next(), SIGNED_BEFORE);
    }

    private void paragraph(String text) throws IOException {
        var lines = Lines.filled(INDENT + text, EMS);
        put(lines.getFirst().substring(INDENT.length()), LEFT + INDENT.length() * SIZE, next());
        for (var part : lines.subList(1, lines.size())) {
            put(part, LEFT, next());
        }
    }

    private void centered(String text, Face face, float size, float y) throws IOException {
        var runs = faces.runs(text, face);
        var width = runs.stream().map(Typefaces.Run::width).reduce(0f, Float::sum) * size;
        canvas.text(runs, size, LEFT + (TYPE_WIDTH - width) / 2, y);
    }

    private void ending(String text, float y, int before) throws IOException {
        var runs = faces.runs(text, Face.TEXT);
        var width = runs.stream().map(Typefaces.Run::width).reduce(0f, Float::sum) * SIZE;
        canvas.text(runs, SIZE, LEFT + TYPE_WIDTH - before * SIZE - width, y);
    }

    private void put(String text, float x, float y) throws IOException {
        canvas.text(faces.runs(text, Face.TEXT), SIZE, x, y);
    }

    private void skip(int lines) {
        line += lines;
    }

    /** Where the next line of characters stands; on a page of its own where the present one is full. */
    private float next() throws IOException {
        if (line >= LINES) {
            canvas.page(WIDTH, HEIGHT);
            page++;
            line = 0;
            var folio = faces.runs(letter.folio().formatted(page), Face.TEXT);
            var width = folio.stream().map(Typefaces.Run::width).reduce(0f, Float::sum) * FOLIO_SIZE;
            canvas.text(folio, FOLIO_SIZE, LEFT + TYPE_WIDTH - width - FOLIO_SIZE, TOP + TYPE_HEIGHT + LINE);
        }
        line++;
        return TOP + line * LINE - LINE * 0.3f;
    }
}
