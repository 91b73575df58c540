package io.gongkai.statistics;

import io.gongkai.document.FormFormat;
import io.gongkai.document.FormPrinter;
import io.gongkai.document.Paper;
import io.gongkai.document.PrintedForm;
import io.gongkai.organization.Organization;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Books of returns: the returns of an organization and of all below it, one after the other in order of code. They are computed
 * a few at a time while the file is written, so that a county's book takes no more memory than a village's leaf.
 */
@Service
public class ReturnBooks {

    /** Most units below an organization that still get a book; a province makes one for each county. */
    public static final int UNITS_MAX = 5_000;

    private static final int AT_ONCE = 40;

    /** A book keeps a processor busy for a while: whoever asks for one more waits in line. */
    private final Semaphore line = new Semaphore(1, true);

    private final Returns returns;
    private final Reporting reporting;
    private final Organizations organizations;
    private final FormPrinter printer;

    ReturnBooks(Returns returns, Reporting reporting, Organizations organizations, FormPrinter printer) {
        this.returns = returns;
        this.reporting = reporting;
        this.organizations = organizations;
        this.printer = printer;
    }

    /** Which returns are bound together. */
    public enum Content {
        /** As they count now. */
        LIVE,
        /** As they were reported; a unit that has not reported is left out. */
        FILED
    }

    /** Whether an organization has units below it, and not too many. */
    public boolean has(OrganizationId top) {
        var below = organizations.countBelow(top);
        return below > 0 && below <= UNITS_MAX;
    }

    /**
     * The returns of a book, computed as they are asked for.
     *
     * @throws NoSuchElementException when there is no such form, no such period, no book, or nothing to stand in it
     */
    public Iterator<PrintedForm> forms(String form, OrganizationId top, ReturnPeriod period, Content content) {
        if (!has(top)) {
            throw new NoSuchElementException("No book of " + top);
        }
        var forms = new Leaves(form, top, period, content);
        if (!forms.hasNext()) {
            throw new NoSuchElementException("Nothing was reported: " + form + " " + period);
        }
        return forms;
    }

    /** @param forms from {@link #forms} */
    public void write(String title, Iterator<PrintedForm> forms, FormFormat format, Paper paper, OutputStream out)
            throws IOException, InterruptedException {
        line.acquire();
        try {
            printer.print(title, forms, format, paper, out);
        } finally {
            line.release();
        }
    }

    private final class Leaves implements Iterator<PrintedForm> {

        private final String form;
        private final OrganizationId top;
        private final ReturnPeriod period;
        private final Content content;

        private Iterator<PrintedForm> some = Collections.emptyIterator();
        private @Nullable String after;
        private boolean atEnd;

        Leaves(String form, OrganizationId top, ReturnPeriod period, Content content) {
            this.form = form;
            this.top = top;
            this.period = period;
            this.content = content;
        }

        @Override
        public boolean hasNext() {
            while (!some.hasNext() && !atEnd) {
                var units = organizations.list(new Organizations.Filter(top, null, null), AT_ONCE, after);
                after = units.next();
                atEnd = after == null;
                some = printed(units.items()).iterator();
            }
            return some.hasNext();
        }

        @Override
        public PrintedForm next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return some.next();
        }

        private List<PrintedForm> printed(List<Organization> units) {
            return content == Content.LIVE
                    ? returns
                            .computeAll(
                                    form, units.stream().map(Organization::id).toList(), period)
                            .stream()
                            .map(sheet -> returns.printed(sheet, null))
                            .toList()
                    : units.stream().flatMap(unit -> filed(unit).stream()).toList();
        }

        private Optional<PrintedForm> filed(Organization unit) {
            return reporting.rounds(new Reporting.Which(form, unit.id(), period)).stream()
                    .filter(StatisticalReturn::isReported)
                    .findFirst()
                    .flatMap(round -> Optional.ofNullable(round.snapshot())
                            .map(filed -> returns.printed(returns.signed(filed.content()), round.submittedOn())));
        }
    }
}
