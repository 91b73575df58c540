package io.gongkai.statistics;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.gongkai.document.PrintedForm;
import io.gongkai.document.PrintedForm.Cell;
import io.gongkai.document.PrintedForm.Look;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands where on the paper form (domain.md 1.9): title with the county's name, header fields, header of several levels,
 * group labels beside their rows, total and remark, footnote. Found out once for each form from its definition; a sheet only
 * fills in its figures. Always in Chinese: it is the form that is reported, whatever language the reader works in.
 */
final class ReturnLayout {

    private static final LoadingCache<Form, ReturnLayout> KNOWN =
            Caffeine.newBuilder().weakKeys().build(ReturnLayout::new);

    private static final String FOLIO = "第 %s 页，共 %s 页";
    private static final String CORRECTED = "注：带 " + PrintedForm.MARK + " 的数含人工更正。";

    private final Form form;
    private final List<Look> columns;
    private final List<Cell> header;
    private final List<List<Cell>> stubs;

    private ReturnLayout(Form form) {
        this.form = form;
        this.columns = columns(form);
        this.header = form.headings().stream()
                .map(heading -> new Cell(
                        heading.line(),
                        heading.at(),
                        heading.lines(),
                        heading.width(),
                        Look.HEADING,
                        heading.text(),
                        null,
                        false))
                .toList();
        this.stubs = form.rows().stream().map(this::stub).toList();
    }

    /** @param reportedOn day that stands above the table as 填报时间 */
    static PrintedForm of(Sheet sheet, LocalDate reportedOn) {
        return KNOWN.get(sheet.form()).filled(sheet, reportedOn);
    }

    private static List<Look> columns(Form form) {
        var columns = new ArrayList<Look>();
        if (form.stub() == 2) {
            columns.add(Look.GROUP);
        }
        columns.add(Look.LABEL);
        columns.addAll(Collections.nCopies(form.columns().size(), Look.FIGURE));
        if (form.totalHeading() != null) {
            columns.add(Look.FIGURE);
        }
        if (form.remarkHeading() != null) {
            columns.add(Look.REMARK);
        }
        return columns;
    }

    private List<Cell> stub(Form.Row row) {
        var last = form.stub() - 1;
        if (row.group() == null) {
            return List.of(words(0, 1, form.stub(), Look.LABEL, Form.printed(row)));
        }
        var label = words(last, 1, 1, Look.LABEL, Form.printed(row));
        return form.startsGroup(row)
                ? List.of(words(0, form.sizeOf(row.group()), 1, Look.GROUP, row.group()), label)
                : List.of(label);
    }

    private PrintedForm filled(Sheet sheet, LocalDate reportedOn) {
        var notes = new ArrayList<>(List.of("备注：" + form.footnote()));
        if (sheet.lines().stream().anyMatch(line -> !line.corrected().isEmpty())) {
            notes.add(CORRECTED);
        }
        return new PrintedForm(
                sheet.organizationName(),
                sheet.title(),
                List.of(
                        form.headerFields().getFirst() + "：" + sheet.organizationName(),
                        "%s：%d 年 %d 月 %d 日"
                                .formatted(
                                        form.headerFields().getLast(),
                                        reportedOn.getYear(),
                                        reportedOn.getMonthValue(),
                                        reportedOn.getDayOfMonth())),
                columns,
                form.headerLines(),
                header,
                sheet.lines().stream().map(this::row).toList(),
                notes,
                FOLIO);
    }

    private PrintedForm.Row row(Sheet.Line line) {
        var cells = new ArrayList<>(stubs.get(line.row().no() - 1));
        var at = form.stub();
        for (var column : form.columns()) {
            cells.add(figure(at++, line, column.code(), line.cell(column.code())));
        }
        if (form.totalHeading() != null) {
            cells.add(figure(at++, line, Sheet.TOTAL, line.total()));
        }
        if (form.remarkHeading() != null) {
            cells.add(words(at, 1, 1, Look.REMARK, line.remark()));
        }
        return new PrintedForm.Row(line.row().page(), cells);
    }

    private static Cell figure(int at, Sheet.Line line, String column, @Nullable BigDecimal figure) {
        return new Cell(
                0,
                at,
                1,
                1,
                Look.FIGURE,
                figure == null ? "" : figure.toPlainString(),
                figure,
                line.corrected().contains(column));
    }

    private static Cell words(int at, int lines, int width, Look look, String text) {
        return new Cell(0, at, lines, width, look, text, null, false);
    }
}
