package io.gongkai.document;

import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import java.util.ArrayList;
import java.util.List;

/**
 * A form laid out on paper: how wide its columns are, how high its rows, and which rows stand on which page. Lengths are points
 * on A3. A page of the definition that does not fit, because somebody wrote long remarks, goes on to a further one.
 */
final class FormPages {

    static final float SIDE = 42.5f; // 15 mm
    static final float TOP = 40;
    static final float BOTTOM = 46;
    static final float TITLE = 46;
    static final float FIELDS = 26;
    static final float HEADER_LINE = 27;
    static final float NOTE = 22;

    static final float TITLE_SIZE = 22;
    static final float FIELD_SIZE = 12;
    static final float SIZE = 10.5f;
    static final float HEADING_SIZE = 10;
    static final float FOLIO_SIZE = 9;

    /** Long remarks are set smaller, so that their row does not push others off the page. */
    private static final float[] REMARK_SIZES = {SIZE, 9, 7.5f};

    private static final float[] REMARK_TALL = {32, 80, Float.MAX_VALUE};

    static final float PADDING = 4;
    static final float LEADING = 1.3f;

    /** A little less than the paper has between its margins, as office programs round every column. */
    private static final float TABLE = 1090;

    private static final float ROOM = Paper.A3.height() - TOP - BOTTOM;
    private static final float ROW_MIN = 20;
    private static final float ROW_MAX = 40;

    private static final float GROUP = 34;
    private static final float FIGURE_MIN = 18;
    private static final float FIGURE_MAX = 130;
    private static final float REMARK_MIN = 84;
    private static final float REMARK_FAIR = 150;
    private static final float REMARK_MAX = 220;
    private static final int FIGURES_MANY = 10;
    private static final float LABEL_MAX = 260;

    /** @param end first row that is not on it any more */
    record Page(int first, int end) {}

    /** A cell on a page: its upper left corner and how far it reaches, counted in the rows of that page. */
    record Placed(Cell cell, int row, int rows) {}

    /** Words as they are set: one below the other. */
    record Block(List<String> lines, float size) {

        float height() {
            return lines.size() * size * LEADING;
        }
    }

    private final PrintedForm form;
    private final float[] widths;
    private final float[] heights;
    private final List<Page> pages;

    FormPages(PrintedForm form) {
        this.form = form;
        this.widths = widths();
        this.heights = heights();
        this.pages = paged();
    }

    float width(int column) {
        return widths[column];
    }

    float width(int at, int columns) {
        var width = 0f;
        for (var column = at; column < at + columns; column++) {
            width += widths[column];
        }
        return width;
    }

    float height(int row) {
        return heights[row];
    }

    float tableWidth() {
        return width(0, widths.length);
    }

    List<Page> pages() {
        return pages;
    }

    boolean isFirst(Page page) {
        return page.first() == 0;
    }

    boolean isLast(Page page) {
        return page.end() == form.rows().size();
    }

    /** The cells of a page below its header, those that began on the page before among them. */
    List<Placed> body(Page page) {
        var placed = new ArrayList<Placed>();
        for (var row = 0; row < page.end(); row++) {
            for (var cell : form.rows().get(row).cells()) {
                var from = Math.max(row, page.first());
                var to = Math.min(row + cell.lines(), page.end());
                if (from < to) {
                    placed.add(new Placed(cell, from - page.first(), to - from));
                }
            }
        }
        return placed;
    }

    /** How a cell's words are set in a place of this size. */
    Block block(Cell cell, float width, float height) {
        var text = cell.printed();
        return switch (cell.look()) {
            case GROUP ->
                isUpright(text, height)
                        ? new Block(
                                text.codePoints().mapToObj(Character::toString).toList(), HEADING_SIZE)
                        : new Block(Lines.balanced(text, (width - 4) / HEADING_SIZE), HEADING_SIZE);
            case HEADING -> new Block(Lines.balanced(text, (width - 2) / HEADING_SIZE), HEADING_SIZE);
            case FIGURE -> new Block(List.of(text), Math.min(SIZE, (width - 4) / Math.max(1, Lines.width(text))));
            case LABEL -> new Block(Lines.filled(text, (width - 2 * PADDING) / SIZE), SIZE);
            case REMARK -> remark(text, width);
        };
    }

    /** Whether a group's words stand one character below the other. */
    static boolean isUpright(String text, float height) {
        return text.codePointCount(0, text.length()) * HEADING_SIZE * LEADING + 4 <= height;
    }

    private static Block remark(String text, float width) {
        var step = 0;
        while (true) {
            var size = REMARK_SIZES[step];
            var block = new Block(Lines.filled(text, (width - 2 * PADDING) / size), size);
            if (block.height() <= REMARK_TALL[step]) {
                return block;
            }
            step++;
        }
    }

    private float[] widths() {
        var looks = form.columns();
        var figures = (int) looks.stream().filter(look -> look == Look.FIGURE).count();
        var group = looks.contains(Look.GROUP) ? GROUP : 0;
        var label = Math.min(LABEL_MAX, widest(Look.LABEL) * SIZE + 2 * PADDING + 1);
        var remark = !looks.contains(Look.REMARK) ? 0 : figures > FIGURES_MANY ? REMARK_MIN : REMARK_FAIR;
        var figure = Math.clamp((TABLE - group - label - remark) / figures, FIGURE_MIN, FIGURE_MAX);
        var rest = TABLE - group - label - remark - figure * figures;
        var more = remark == 0 ? 0 : Math.min(rest, REMARK_MAX - remark);
        var widths = new float[looks.size()];
        for (var column = 0; column < widths.length; column++) {
            widths[column] = switch (looks.get(column)) {
                case GROUP -> group;
                case FIGURE, HEADING -> figure;
                case LABEL -> label + rest - more;
                case REMARK -> remark + more;
            };
        }
        return widths;
    }

    /** In ems. */
    private float widest(Look look) {
        return (float) form.rows().stream()
                .flatMap(row -> row.cells().stream())
                .filter(cell -> cell.look() == look && cell.width() == 1)
                .mapToDouble(cell -> Lines.width(cell.text()))
                .max()
                .orElse(8);
    }

    /** Rows are as high as the fullest page allows; where long words need more, the others on that page give way. */
    private float[] heights() {
        var rows = form.rows();
        var base = ROW_MAX;
        for (var page : definedPages()) {
            base = Math.min(base, room(page) / (page.end() - page.first()));
        }
        base = Math.max(base, ROW_MIN);
        var needed = new float[rows.size()];
        for (var row = 0; row < needed.length; row++) {
            for (var cell : rows.get(row).cells()) {
                if (cell.lines() == 1) {
                    needed[row] = Math.max(needed[row], needed(cell, base));
                }
            }
        }
        var heights = new float[rows.size()];
        for (var page : definedPages()) {
            share(page, base, needed, heights);
        }
        for (var row = 0; row < heights.length; row++) {
            for (var cell : rows.get(row).cells()) {
                if (cell.lines() > 1) {
                    var has = sum(heights, row, row + cell.lines());
                    heights[row + cell.lines() - 1] += Math.max(0, needed(cell, has) - has);
                }
            }
        }
        return heights;
    }

    private void share(Page page, float base, float[] needed, float[] heights) {
        var height = base;
        while (true) {
            var tall = 0f;
            var others = 0;
            for (var row = page.first(); row < page.end(); row++) {
                heights[row] = Math.max(needed[row], height);
                if (needed[row] > height) {
                    tall += needed[row];
                } else {
                    others++;
                }
            }
            var left = room(page) - tall;
            if (others == 0 || height * others <= left + 0.01f || height <= ROW_MIN) {
                return;
            }
            height = Math.max(ROW_MIN, left / others);
        }
    }

    /** The pages of the definition. */
    private List<Page> definedPages() {
        var rows = form.rows();
        var pages = new ArrayList<Page>();
        var first = 0;
        for (var row = 1; row <= rows.size(); row++) {
            if (row == rows.size() || rows.get(row).page() != rows.get(first).page()) {
                pages.add(new Page(first, row));
                first = row;
            }
        }
        return pages;
    }

    private float needed(Cell cell, float height) {
        return block(cell, width(cell.at(), cell.width()), height).height() + 6;
    }

    /** For the rows of a page, below its header; the notes must find a place on any. */
    private float room(Page page) {
        return ROOM
                - form.headerLines() * HEADER_LINE
                - form.notes().size() * NOTE
                - (isFirst(page) ? TITLE + FIELDS : 0);
    }

    private List<Page> paged() {
        var pages = new ArrayList<Page>();
        for (var defined : definedPages()) {
            var first = defined.first();
            var used = 0f;
            for (var row = first; row < defined.end(); row++) {
                if (row > first && used + heights[row] > room(new Page(first, row)) + 0.1f) {
                    pages.add(new Page(first, row));
                    first = row;
                    used = 0;
                }
                used += heights[row];
            }
            pages.add(new Page(first, defined.end()));
        }
        return pages;
    }

    private static float sum(float[] heights, int from, int to) {
        var sum = 0f;
        for (var row = from; row < to; row++) {
            sum += heights[row];
        }
        return sum;
    }
}
