package io.gongkai.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.document.PrintedForm;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A county binds the returns of all its units into one book. */
@CountyTest
class ReturnBooksTest {

    private static final ReturnPeriod YEAR = ReturnPeriod.ofYear(2025);

    @Autowired
    ReturnBooks books;

    @Autowired
    Returns returns;

    @Autowired
    Reporting reporting;

    @Autowired
    FormPrinter printer;

    @Autowired
    Organizations organizations;

    @Autowired
    MadeUpCounty.Founder founder;

    @LocalServerPort
    int port;

    private MadeUpCounty county;

    @BeforeEach
    void aCountyStands() {
        county = founder.establish();
    }

    @Test
    void aBookHasEveryUnitOnceInOrder() {
        var forms = books.forms(ReturnsTest.FORM, county.county().id(), YEAR, ReturnBooks.Content.LIVE);

        assertThat(names(forms))
                .containsExactlyElementsOf(
                        units().stream().map(Organization::name).toList());
    }

    @Test
    void onlyWhatWasReportedStandsInABookOfReportedReturns() {
        assertThatThrownBy(() -> books.forms(ReturnsTest.FORM, county.county().id(), YEAR, ReturnBooks.Content.FILED))
                .isInstanceOf(NoSuchElementException.class);
        var village = new Reporting.Which(ReturnsTest.FORM, county.village().id(), YEAR);
        reporting
                .take(
                        ReturnStep.COMPUTE,
                        village,
                        Reporting.Words.NONE,
                        county.villageClerk().id())
                .orThrow();
        reporting
                .report(village, Reporting.Words.NONE, county.villageApprover().id())
                .orThrow();

        var forms = books.forms(ReturnsTest.FORM, county.county().id(), YEAR, ReturnBooks.Content.FILED);

        assertThat(names(forms)).containsExactly(county.village().name());
    }

    @Test
    void aUnitWithNothingBelowItHasALeafAndNoBook() {
        assertThat(books.has(county.village().id())).isFalse();
        assertThatThrownBy(() -> books.forms(ReturnsTest.FORM, county.village().id(), YEAR, ReturnBooks.Content.LIVE))
                .isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void everyUnitHasASheetABookmarkOrASectionOfItsOwn() throws Exception {
        var units = units();
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(book(FormFormat.XLSX)))) {
            assertThat(IntStream.range(0, book.getNumberOfSheets()).mapToObj(book::getSheetName))
                    .containsExactlyElementsOf(
                            units.stream().map(Organization::name).toList());
        }
        try (var book = Loader.loadPDF(book(FormFormat.PDF))) {
            assertThat(book.getDocumentCatalog().getDocumentOutline().children())
                    .hasSameSizeAs(units);
            assertThat(book.getNumberOfPages()).isEqualTo(3 * units.size());
        }
        try (var book = new XWPFDocument(new ByteArrayInputStream(book(FormFormat.DOCX)))) {
            var sections = book.getParagraphs().stream()
                    .filter(paragraph -> paragraph.getCTP().getPPr() != null
                            && paragraph.getCTP().getPPr().isSetSectPr())
                    .count();
            assertThat(sections + 1).isEqualTo(units.size());
        }
    }

    @Test
    void aBookIsWrittenWhileItsLeavesAreComputed() throws Exception {
        var form = returns.printed(
                returns.compute(ReturnsTest.FORM, county.village().id(), YEAR), null);
        for (var format : List.of(FormFormat.DOCX, FormFormat.OFD, FormFormat.CSV)) {
            var out = new ByteArrayOutputStream();
            var written = new ArrayList<Integer>();
            var leaves = Collections.nCopies(60, form).iterator();
            printer.print(
                    "册",
                    new Iterator<PrintedForm>() {
                        @Override
                        public boolean hasNext() {
                            return leaves.hasNext();
                        }

                        @Override
                        public PrintedForm next() {
                            written.add(out.size());
                            return leaves.next();
                        }
                    },
                    format,
                    Paper.A4,
                    out);
            assertThat(written.getLast()).as("%s before the last leaf", format).isGreaterThan(written.get(30));
            assertThat(written.get(30)).isGreaterThan(written.getFirst());
        }
    }

    @Test
    void theBookIsSavedFromTheReturnsPage() throws Exception {
        var county = this.county.county();
        var page = "/work/returns/%s/2025".formatted(county.code());
        var browser = new Browser(port).signIn(this.county.countyClerk());
        assertThat(browser.get(page).body()).contains(page + "/book.pdf?form=", page + "/book.ofd?form=");
        assertThat(browser.get("/work/returns/%s/2025"
                                .formatted(this.county.village().code()))
                        .body())
                .doesNotContain("/book.");

        var answer = browser.get(page + "/book.csv");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("attachment", ".csv");
        assertThat(answer.body().split("填报单位")).hasSize(units().size() + 1);
        assertThat(browser.get(page + "/book.csv?view=filed").statusCode()).isEqualTo(404);
    }

    @Test
    void anybodySavesAReturnInEveryWay() throws Exception {
        for (var format : FormFormat.values()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/returns/%s/%s/2025.%s?paper=A4"
                            .formatted(port, ReturnsTest.FORM, county.county().code(), format.extension())))
                    .build();
            try (var client = HttpClient.newHttpClient()) {
                var answer = client.send(request, BodyHandlers.ofByteArray());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).contains(format.mediaType());
                assertThat(answer.body()).isNotEmpty();
            }
        }
    }

    private byte[] book(FormFormat format) throws Exception {
        var out = new ByteArrayOutputStream();
        books.write(
                "册",
                books.forms(ReturnsTest.FORM, county.county().id(), YEAR, ReturnBooks.Content.LIVE),
                format,
                Paper.A3,
                out);
        return out.toByteArray();
    }

    private List<Organization> units() {
        return organizations
                .list(new Organizations.Filter(county.county().id(), null, null), 1000, null)
                .items();
    }

    private static List<String> names(Iterator<PrintedForm> forms) {
        var names = new ArrayList<String>();
        forms.forEachRemaining(form -> names.add(form.name()));
        return names;
    }
}
