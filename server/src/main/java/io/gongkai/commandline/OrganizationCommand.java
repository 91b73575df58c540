package io.gongkai.commandline;

import io.gongkai.organization.OrganizationForm;
import io.gongkai.organization.OrganizationKind;
import io.gongkai.organization.Organizations;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "organization",
        description = "The tree of organizations, whose top has to be there before anybody can sign in.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = OrganizationCommand.Establish.class)
final class OrganizationCommand {

    @Command(name = "establish", description = "Brings one organization into being: the county's committee first.")
    static final class Establish extends ProgramCommand {

        @Parameters(paramLabel = "CODE", description = "Its code, never used again.")
        private String code = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "Its full name.")
        private String name = "";

        @Option(
                names = "--kind",
                defaultValue = "COUNTY_COMMITTEE",
                description = "${DEFAULT-VALUE}, or one of ${COMPLETION-CANDIDATES}.")
        private OrganizationKind kind = OrganizationKind.COUNTY_COMMITTEE;

        @Option(
                names = "--form",
                defaultValue = "COMMITTEE",
                description = "${DEFAULT-VALUE}, or one of ${COMPLETION-CANDIDATES}.")
        private OrganizationForm form = OrganizationForm.COMMITTEE;

        @Option(names = "--under", paramLabel = "CODE", description = "Its superior; none for the top of a county.")
        private @Nullable String under;

        @Option(names = "--division", paramLabel = "CODE", description = "Administrative division that it belongs to.")
        private @Nullable String division;

        @Option(names = "--from", paramLabel = "DATE", description = "First day, as 2026-01-31; without it today.")
        private @Nullable LocalDate from;

        @Override
        int run(Program program, PrintWriter out) {
            var superior = under == null ? null : program.organization(under).id();
            var begins = from == null ? LocalDate.now(program.service(Clock.class)) : from;
            var established = program.done(program.service(Organizations.class)
                    .establish(new Organizations.New(code, name, kind, form, superior, division, begins)));
            out.println("Established %s (%s).".formatted(established.name(), established.code()));
            return 0;
        }
    }
}
