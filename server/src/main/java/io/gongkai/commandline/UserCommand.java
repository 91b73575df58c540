package io.gongkai.commandline;

import io.gongkai.account.Accounts;
import io.gongkai.account.People;
import io.gongkai.account.Role;
import io.gongkai.commandline.Gongkai.RefusedException;
import io.gongkai.shared.PersonId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        description = "Accounts and appointments.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.Appoint.class,
            UserCommand.Disable.class,
            UserCommand.Enable.class,
            UserCommand.Unlock.class,
            UserCommand.Password.class,
        })
final class UserCommand {

    @Command(name = "add", description = "Registers an account. The password is read from standard input.")
    static final class Add extends ProgramCommand {

        @Parameters(paramLabel = "LOGIN", description = "Under which the person signs in.")
        private String login = "";

        @Option(names = "--name", required = true, paramLabel = "NAME", description = "The person's name.")
        private String name = "";

        @Override
        int run(Program program, PrintWriter out) throws IOException {
            program.done(program.service(People.class).register(login, name, password()));
            out.println("Registered " + login + ".");
            return 0;
        }
    }

    @Command(name = "appoint", description = "Gives an account a role in an organization and everything below it.")
    static final class Appoint extends ProgramCommand {

        @Parameters(paramLabel = "LOGIN", description = "Who is appointed.")
        private String login = "";

        @Option(
                names = "--role",
                required = true,
                split = ",",
                description = "One or several, with commas between, of ${COMPLETION-CANDIDATES}.")
        private List<Role> roles = List.of();

        @Option(names = "--at", required = true, paramLabel = "CODE", description = "Code of the organization.")
        private String organization = "";

        @Option(names = "--from", paramLabel = "DATE", description = "First day, as 2026-01-31; without it today.")
        private @Nullable LocalDate from;

        @Option(
                names = "--until",
                paramLabel = "DATE",
                description = "First day on which it no longer holds; without it open-ended.")
        private @Nullable LocalDate until;

        @Override
        int run(Program program, PrintWriter out) {
            var begins = from == null ? LocalDate.now(program.service(Clock.class)) : from;
            var at = program.organization(organization);
            for (var role : roles) {
                try {
                    program.service(People.class).appoint(program.person(login), at.id(), role, begins, until);
                } catch (DataIntegrityViolationException e) {
                    throw new RefusedException(
                            "%s cannot be appointed %s: either the appointment stands already, or one person would hold two of the three administrator roles."
                                    .formatted(login, role));
                }
                out.println("Appointed %s as %s at %s.".formatted(login, role, at.name()));
            }
            return 0;
        }
    }

    /** A command about one account. */
    abstract static class OneAccount extends ProgramCommand {

        @Parameters(paramLabel = "LOGIN", description = "Whose account.")
        private String login = "";

        @Override
        int run(Program program, PrintWriter out) {
            out.println(change(program.service(Accounts.class), program.person(login))
                    .formatted(login));
            return 0;
        }

        /** @return what was done, with the login's place open */
        abstract String change(Accounts accounts, PersonId person);
    }

    @Command(
            name = "disable",
            description = "Shuts somebody out; a running program notices within a minute. Nothing he did is touched.")
    static final class Disable extends OneAccount {

        @Override
        String change(Accounts accounts, PersonId person) {
            accounts.disable(person, null);
            return "Disabled %s.";
        }
    }

    @Command(name = "enable", description = "Lets somebody in again.")
    static final class Enable extends OneAccount {

        @Override
        String change(Accounts accounts, PersonId person) {
            accounts.enable(person, null);
            return "Enabled %s.";
        }
    }

    @Command(name = "unlock", description = "Opens a login again that failed sign-ins have locked.")
    static final class Unlock extends OneAccount {

        @Override
        String change(Accounts accounts, PersonId person) {
            accounts.unlock(person, null);
            return "Unlocked %s.";
        }
    }

    @Command(
            name = "password",
            description = "Prints a new first password, which has to be changed at sign-in, and ends all sessions.")
    static final class Password extends OneAccount {

        @Override
        String change(Accounts accounts, PersonId person) {
            return "New password of %s: " + accounts.resetPassword(person, null).password();
        }
    }

    private static String password() throws IOException {
        var console = System.console();
        if (console != null && console.isTerminal()) {
            var typed = console.readPassword("Password: ");
            return typed == null ? "" : new String(typed);
        }
        var line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
