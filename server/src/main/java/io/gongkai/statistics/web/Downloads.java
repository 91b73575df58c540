package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Permission;
import io.gongkai.account.Requires;
import io.gongkai.account.Sight;
import io.gongkai.document.FormFormat;
import io.gongkai.document.Paper;
import io.gongkai.statistics.ReturnBooks;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Returns as files that are saved: the book of a unit and all below it, and what files are called. */
@Controller
class Downloads {

    private final ReturnBooks books;
    private final Returns returns;
    private final Sight sight;

    Downloads(ReturnBooks books, Returns returns, Sight sight) {
        this.books = books;
        this.returns = returns;
        this.sight = sight;
    }

    /** Made in a temporary file first: what goes wrong on the way is told on a page and not by half a file. */
    @GetMapping("/work/returns/{code}/{period:[0-9]{4}(?:Q[1-4])?}/book.{format:xlsx|docx|pdf|ofd|csv}")
    @Requires(Permission.READ_WORK)
    void book(
            @PathVariable String code,
            @PathVariable String period,
            @PathVariable String format,
            @RequestParam(defaultValue = ReturnDesk.FORM) String form,
            @RequestParam(defaultValue = "A3") Paper paper,
            @RequestParam(defaultValue = "live") String view,
            Actor actor,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        var organization = sight.readable(code, actor);
        var of = ReturnPeriod.parse(period);
        var content = view.equals("filed") ? ReturnBooks.Content.FILED : ReturnBooks.Content.LIVE;
        var leaves = books.forms(form, organization.id(), of, content);
        var kind = FormFormat.of(format);
        var title = organization.name() + returns.form(form).title() + "（" + of + "）";
        var file = Files.createTempFile("book", "." + format);
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                books.write(title, leaves, kind, paper, out);
            }
            response.setContentType(kind.mediaType());
            response.setContentLengthLong(Files.size(file));
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, saved(title, kind));
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.delete(file);
        }
    }

    /** As a header: 商城县…统计表（2026）.pdf. */
    static String named(Sheet sheet, FormFormat format) {
        return saved("%s（%s）".formatted(sheet.title(), sheet.period()), format);
    }

    private static String saved(String title, FormFormat format) {
        return ContentDisposition.attachment()
                .filename(title + "." + format.extension(), StandardCharsets.UTF_8)
                .build()
                .toString();
    }
}
