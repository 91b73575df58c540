package io.gongkai.document;

import io.gongkai.document.FormPages.Page;
import io.gongkai.document.FormPages.Placed;
import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import io.gongkai.document.Typefaces.Face;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Draws a form on pages, the same for every kind of file that has fixed pages. */
final class FormDrawing {

    private static final float FRAME = 1.1f;
    private static final float RULE = 0.5f;

    /** Chinese characters fill their em square from here below the line on which Latin ones stand. */
    private static final float BELOW = 0.12f;

    private final Canvas canvas;
    private final Typefaces faces;
    private final float scale;
    private final Paper paper;

    FormDrawing(Canvas canvas, Typefaces faces, Paper paper) {
        this.canvas = canvas;
        this.faces = faces;
        this.paper = paper;
        this.scale = paper.scale();
    }

    void draw(PrintedForm form) throws IOException {
        var laidOut = new FormPages(form);
        var number = 0;
        for (var page : laidOut.pages()) {
            canvas.page(paper.width(), paper.height());
            if (number == 0) {
                canvas.bookmark(form.name());
            }
            number++;
            new OnPage(form, laidOut, page).draw();
            var folio = form.folio().formatted(number, laidOut.pages().size());
            centered(folio, Face.TEXT, FormPages.FOLIO_SIZE, 0, Paper.A3.width(), Paper.A3.height() - 28);
        }
    }

    /** One page on its way down; lengths on A3. */
    private final class OnPage {

        private final PrintedForm form;
        private final FormPages laidOut;
        private final Page page;
        private final float left;
        private final float[] columns;
        private final float[] rows;

        OnPage(PrintedForm form, FormPages laidOut, Page page) {
            this.form = form;
            this.laidOut = laidOut;
            this.page = page;
            this.left = (Paper.A3.width() - laidOut.tableWidth()) / 2;
            this.columns = new float[form.columns().size() + 1];
            this.columns[0] = left;
            for (var column = 1; column < columns.length; column++) {
                columns[column] = columns[column - 1] + laidOut.width(column - 1);
            }
            this.rows = new float[form.headerLines() + page.end() - page.first() + 1];
            this.rows[0] = FormPages.TOP + (laidOut.isFirst(page) ? FormPages.TITLE + FormPages.FIELDS : 0);
            for (var row = 1; row < rows.length; row++) {
                rows[row] = rows[row - 1]
                        + (row <= form.headerLines()
                                ? FormPages.HEADER_LINE
                                : laidOut.height(page.first() + row - form.headerLines() - 1));
            }
        }

        void draw() throws IOException {
            if (laidOut.isFirst(page)) {
                centered(
                        form.title(),
                        Face.TITLE,
                        FormPages.TITLE_SIZE,
                        left,
                        laidOut.tableWidth(),
                        FormPages.TOP + FormPages.TITLE * 0.6f);
                fields();
            }
            var placed = new ArrayList<Placed>();
            form.header().forEach(cell -> placed.add(new Placed(cell, cell.line(), cell.lines())));
            laidOut.body(page)
                    .forEach(cell -> placed.add(new Placed(cell.cell(), form.headerLines() + cell.row(), cell.rows())));
            for (var cell : placed) {
                cell(cell);
            }
            rules(placed);
            if (laidOut.isLast(page)) {
                notes();
            }
        }

        /** The first begins at the left, the others stand evenly further on. */
        private void fields() throws IOException {
            var step = laidOut.tableWidth() / form.fields().size();
            var y = FormPages.TOP + FormPages.TITLE + FormPages.FIELDS - 8;
            for (var field = 0; field < form.fields().size(); field++) {
                var x = left + step * field + (field == 0 ? 0 : step / 4);
                text(form.fields().get(field), Face.TEXT, FormPages.FIELD_SIZE, x, y);
            }
        }

        private void notes() throws IOException {
            var y = rows[rows.length - 1];
            for (var note : form.notes()) {
                y += FormPages.NOTE;
                text(note, Face.TEXT, FormPages.SIZE, left, y - 6);
            }
        }

        private void cell(Placed placed) throws IOException {
            var cell = placed.cell();
            var x = columns[cell.at()];
            var y = rows[placed.row()];
            var width = columns[cell.at() + cell.width()] - x;
            var height = rows[placed.row() + placed.rows()] - y;
            if (cell.marked()) {
                canvas.ground(x * scale, y * scale, width * scale, height * scale);
            }
            var block = laidOut.block(cell, width, height);
            var face = cell.look() == Look.HEADING || cell.look() == Look.GROUP ? Face.HEADING : Face.TEXT;
            var baseline = y + (height - block.height()) / 2;
            for (var line : block.lines()) {
                baseline += block.size() * FormPages.LEADING;
                var at = baseline - block.size() * (FormPages.LEADING - 1) / 2 - block.size() * BELOW;
                if (isLeft(cell)) {
                    text(line, face, block.size(), x + FormPages.PADDING, at);
                } else {
                    centered(line, face, block.size(), x, width, at);
                }
            }
        }

        private static boolean isLeft(Cell cell) {
            return cell.look() == Look.LABEL || cell.look() == Look.REMARK;
        }

        /** Every rule once, however many cells it bounds, and as long as it goes: twice drawn it would be darker. */
        private void rules(Iterable<Placed> placed) throws IOException {
            var across = new boolean[rows.length][columns.length - 1];
            var down = new boolean[columns.length][rows.length - 1];
            for (var one : placed) {
                var cell = one.cell();
                for (var column = cell.at(); column < cell.at() + cell.width(); column++) {
                    across[one.row()][column] = true;
                    across[one.row() + one.rows()][column] = true;
                }
                for (var row = one.row(); row < one.row() + one.rows(); row++) {
                    down[cell.at()][row] = true;
                    down[cell.at() + cell.width()][row] = true;
                }
            }
            for (var row = 0; row < rows.length; row++) {
                var width = row == 0 || row == rows.length - 1 ? FRAME : RULE;
                for (var from = 0; from < across[row].length; from++) {
                    var to = from;
                    while (to < across[row].length && across[row][to]) {
                        to++;
                    }
                    if (to > from) {
                        rule(columns[from], rows[row], columns[to], rows[row], width);
                        from = to;
                    }
                }
            }
            for (var column = 0; column < columns.length; column++) {
                var width = column == 0 || column == columns.length - 1 ? FRAME : RULE;
                for (var from = 0; from < down[column].length; from++) {
                    var to = from;
                    while (to < down[column].length && down[column][to]) {
                        to++;
                    }
                    if (to > from) {
                        rule(columns[column], rows[from], columns[column], rows[to], width);
                        from = to;
                    }
                }
            }
        }

        private void rule(float x1, float y1, float x2, float y2, float width) throws IOException {
            canvas.line(x1 * scale, y1 * scale, x2 * scale, y2 * scale, width * scale);
        }
    }

    private void centered(String text, Face face, float size, float x, float width, float y) throws IOException {
        var runs = faces.runs(text, face);
        var length = (float) runs.stream().mapToDouble(Typefaces.Run::width).sum() * size;
        draw(runs, size, x + (width - length) / 2, y);
    }

    private void text(String text, Face face, float size, float x, float y) throws IOException {
        draw(faces.runs(text, face), size, x, y);
    }

    private void draw(List<Typefaces.Run> runs, float size, float x, float y) throws IOException {
        if (!runs.isEmpty()) {
            canvas.text(runs, size * scale, x * scale, y * scale);
        }
    }
}
