package io.gongkai.commandline;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.gongkai.database.DatabaseUnavailableException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code gongkai}. Ends with 0 when it was done, 1 when it was refused or failed, 2 when the command itself was not
 * understood.
 */
@Command(
        name = "gongkai",
        description = "Administers an installation of Gongkai, beside the running program or without it.",
        mixinStandardHelpOptions = true,
        version = "Gongkai 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            OrganizationCommand.class,
            TokenCommand.class,
            UserCommand.class,
            ImportCommand.class,
            RecountCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
        })
public final class Gongkai {

    /** Says no in one sentence. */
    static final class RefusedException extends RuntimeException {

        RefusedException(String sentence) {
            super(sentence);
        }
    }

    public static void main(String[] arguments) {
        // What a library does on the way is not what the person asked.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Gongkai())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    command.getErr().println(sentence(thrown));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    private static String sentence(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseUnavailableException || cause instanceof RefusedException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "It failed: " + thrown;
    }

    private Gongkai() {}
}
