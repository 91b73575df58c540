package io.gongkai.commandline;

import io.gongkai.ledger.Recount;
import io.gongkai.organization.Organizations;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recount",
        description = {
            "Counts the whole ledger again, beside the running program: every counter must hold the same, bit for bit.",
            "What differs is put right; with --verify nothing is changed, and a difference ends the command with 1.",
            "Meanwhile people read on and record facts; these are counted afterwards."
        })
final class RecountCommand extends ProgramCommand {

    @Option(names = "--verify", description = "Compares only.")
    private boolean verify;

    @Override
    int run(Program program, PrintWriter out) {
        var recount = program.service(Recount.class);
        var report = verify ? recount.verify() : recount.mend();
        out.println("Counted %d entries up to number %d: %d rows of counters, %d of them %s."
                .formatted(
                        report.entries(),
                        report.watermark(),
                        report.rows(),
                        report.differing(),
                        verify ? "differ" : "differed and are right now"));
        for (var place : report.examples()) {
            var organization = program.service(Organizations.class).get(place.organization());
            out.println("  %s %s, %d".formatted(organization.code(), organization.name(), place.year()));
        }
        return verify && report.differing() > 0 ? 1 : 0;
    }
}
