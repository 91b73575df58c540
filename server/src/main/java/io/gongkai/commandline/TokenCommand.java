package io.gongkai.commandline;

import io.gongkai.account.Tokens;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        description = "Tokens for programs that use the API.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TokenCommand.Create.class)
final class TokenCommand {

    @Command(
            name = "create",
            description =
                    "Makes a token and prints it, this once. A program that carries it does what the account may.")
    static final class Create extends ProgramCommand {

        @Option(names = "--account", required = true, paramLabel = "NAME", description = "Whose token it is.")
        private String account = "";

        @Option(
                names = "--name",
                defaultValue = "command line",
                description = "What it is for, as the list of tokens shows it (${DEFAULT-VALUE}).")
        private String name = "";

        @Option(
                names = "--days",
                defaultValue = "90",
                description = "For how long it is good, at most 366 days (${DEFAULT-VALUE}).")
        private int days;

        @Override
        int run(Program program, PrintWriter out) {
            var until = LocalDate.now(program.service(Clock.class)).plusDays(days);
            out.println(program.done(program.service(Tokens.class).issue(program.person(account), name, until))
                    .secret());
            return 0;
        }
    }
}
