package io.gongkai.statistics.web;

import io.gongkai.account.Actor;
import io.gongkai.account.Authority;
import io.gongkai.account.OpenToAll;
import io.gongkai.account.Permission;
import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.organization.Organization;
import io.gongkai.organization.Organizations;
import io.gongkai.statistics.Evidence;
import io.gongkai.statistics.Reporting;
import io.gongkai.statistics.ReturnPeriod;
import io.gongkai.statistics.ReturnStatus;
import io.gongkai.statistics.Returns;
import io.gongkai.statistics.Sheet;
import io.gongkai.web.Page;
import io.gongkai.web.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Returns for other programs. The figures are for everybody; of the facts behind them a caller who may not see the work of
 * the organization reads only what was released to society.
 */
@RestController
@RequestMapping("/api/v1/returns/{form}/{organizationCode}")
class ReturnApi {

    /** @param cells by column; null is a blank, not a 0 */
    record RowAnswer(
            int no,
            String code,
            Map<String, @Nullable BigDecimal> cells,
            @Nullable BigDecimal total,
            String remark) {}

    /**
     * @param status how far the latest round of the return has come
     * @param round 2 and on are restatements
     * @param submittedOn when it was reported, null while it is not
     * @param digest SHA-256 of the canonical text that was signed; null while nothing is reported
     * @param watermark number of the last ledger entry in these figures
     */
    record ReturnAnswer(
            String form,
            String organization,
            String organizationName,
            int year,
            String period,
            ReturnStatus status,
            int round,
            @Nullable LocalDate submittedOn,
            @Nullable String digest,
            LocalDate cutOff,
            long watermark,
            List<RowAnswer> rows) {}

    record SourceAnswer(String type, UUID id, @Nullable String url) {}

    /** @param source null where the fact is not open to the caller */
    record ItemAnswer(
            LocalDate occurredOn,
            String organization,
            String organizationName,
            String summary,
            long quantity,
            long base,
            @Nullable SourceAnswer source) {}

    record EvidenceAnswer(
            @Nullable BigDecimal value,
            long count,
            List<ItemAnswer> items,
            @Nullable String next) {}

    private final Returns returns;
    private final Reporting reporting;
    private final Organizations organizations;
    private final Authority authority;
    private final FormPrinter printer;
    private final Pages pages;

    ReturnApi(
            Returns returns,
            Reporting reporting,
            Organizations organizations,
            Authority authority,
            FormPrinter printer,
            Pages pages) {
        this.returns = returns;
        this.reporting = reporting;
        this.organizations = organizations;
        this.authority = authority;
        this.printer = printer;
        this.pages = pages;
    }

    /**
     * @param view {@code live} as it counts now, or {@code filed} as it was reported
     * @param round of a filed return, 0 for the latest
     */
    @GetMapping("/{period:[0-9]{4}(?:Q[1-4])?}")
    @OpenToAll
    ReturnAnswer show(
            @PathVariable String form,
            @PathVariable String organizationCode,
            @PathVariable String period,
            @RequestParam(defaultValue = "live") String view,
            @RequestParam(defaultValue = "0") int round,
            @Nullable Actor actor) {
        var asked = asked(form, organizationCode, period);
        var sheet = shown(asked, view, round, actor).sheet();
        var latest = reporting.latest(asked);
        var reported = latest.isReported();
        return new ReturnAnswer(
                form,
                sheet.organizationCode(),
                sheet.organizationName(),
                sheet.year(),
                sheet.period().toString(),
                latest.status(),
                latest.round(),
                reported ? latest.submittedOn() : null,
                reported && latest.snapshot() != null ? latest.snapshot().digest() : null,
                sheet.cutOff(),
                sheet.watermark(),
                sheet.lines().stream().map(line -> row(sheet, line)).toList());
    }

    /** The paper form as a file, A3 or A4 across. */
    @GetMapping("/{period:[0-9]{4}(?:Q[1-4])?}.{format:xlsx|docx|pdf|ofd|csv}")
    @OpenToAll
    ResponseEntity<byte[]> file(
            @PathVariable String form,
            @PathVariable String organizationCode,
            @PathVariable String period,
            @PathVariable String format,
            @RequestParam(defaultValue = "A3") Paper paper,
            @RequestParam(defaultValue = "live") String view,
            @RequestParam(defaultValue = "0") int round,
            @Nullable Actor actor) {
        var shown = shown(asked(form, organizationCode, period), view, round, actor);
        var kind = FormFormat.of(format);
        var printed = returns.printed(shown.sheet(), shown.reportedOn());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(kind.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, Downloads.named(shown.sheet(), kind))
                .body(printer.print(printed, kind, paper));
    }

    @GetMapping("/{period:[0-9]{4}(?:Q[1-4])?}/cells/{row}/{column}")
    @OpenToAll
    EvidenceAnswer evidence(
            @PathVariable String form,
            @PathVariable String organizationCode,
            @PathVariable String period,
            @PathVariable String row,
            @PathVariable String column,
            @RequestParam(defaultValue = "100") int size,
            @RequestParam(required = false) @Nullable String cursor,
            @Nullable Actor actor,
            HttpServletRequest request) {
        var organization = organization(organizationCode);
        var evidence = returns.evidence(
                form, organization.id(), ReturnPeriod.parse(period), null, row, column(column), size, cursor);
        var page = pages.of(request);
        var seesWork = actor != null && authority.may(actor.id(), Permission.READ_WORK, organization.id());
        return new EvidenceAnswer(
                evidence.value(),
                evidence.count(),
                evidence.items().stream()
                        .map(item -> item(item, seesWork, page))
                        .toList(),
                evidence.next());
    }

    private Reporting.Which asked(String form, String code, String period) {
        return new Reporting.Which(form, organization(code).id(), ReturnPeriod.parse(period));
    }

    /** @param reportedOn null while it is not reported */
    private record Shown(Sheet sheet, @Nullable LocalDate reportedOn) {}

    /** The unit's remarks are its own until it has reported them. */
    private Shown shown(Reporting.Which which, String view, int number, @Nullable Actor actor) {
        var seesWork = actor != null && authority.may(actor.id(), Permission.READ_WORK, which.organization());
        if (view.equals("filed")) {
            return reporting.rounds(which).stream()
                    .filter(round -> number == 0 || round.round() == number)
                    .filter(round -> seesWork || round.isReported())
                    .filter(round -> round.snapshot() != null)
                    .findFirst()
                    .map(round -> new Shown(
                            returns.signed(
                                    Objects.requireNonNull(round.snapshot()).content()),
                            round.submittedOn()))
                    .orElseThrow(() -> new NoSuchElementException("Not reported: " + which));
        }
        var sheet = returns.compute(which.form(), which.organization(), which.period());
        return new Shown(
                seesWork || reporting.latest(which).isReported() ? sheet : sheet.with(Sheet.Line::withoutRemark), null);
    }

    private Organization organization(String code) {
        return organizations.findEver(code).orElseThrow(() -> new NoSuchElementException("No organization " + code));
    }

    /** Null is the total. */
    static @Nullable String column(String column) {
        return column.equals("TOTAL") ? null : column;
    }

    private static RowAnswer row(Sheet sheet, Sheet.Line line) {
        var cells = new LinkedHashMap<String, @Nullable BigDecimal>();
        for (var column : sheet.form().columns()) {
            cells.put(column.code(), line.cell(column.code()));
        }
        return new RowAnswer(line.row().no(), line.row().code(), cells, line.total(), line.remark());
    }

    private static ItemAnswer item(Evidence.Item item, boolean seesWork, Page page) {
        var readable = seesWork || item.open();
        return new ItemAnswer(
                item.occurredOn(),
                item.organizationCode(),
                item.organizationName(),
                readable ? Sources.summary(item, page) : Sources.neutral(item, page),
                item.quantity(),
                item.base(),
                readable
                        ? new SourceAnswer(
                                item.source().type(),
                                item.source().id(),
                                seesWork ? Sources.forStaff(item) : Sources.forAll(item))
                        : null);
    }
}
