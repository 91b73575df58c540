package io.gongkai.commandline;

import io.gongkai.account.People;
import io.gongkai.catalog.Catalogs;
import io.gongkai.commandline.Gongkai.RefusedException;
import io.gongkai.document.TableFile;
import io.gongkai.organization.OrganizationId;
import io.gongkai.organization.Organizations;
import io.gongkai.shared.ImportReport;
import io.gongkai.shared.PersonId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Takes over a table (csv or xlsx): all rows or none. Rejected rows are named with their reasons.",
            "Headings of organizations: code, name, kind, form, parentCode, divisionCode, validFrom.",
            "Headings of accounts: login, name, organizationCode, role, validFrom, validUntil.",
            "Headings of catalog: as in the county's own table."
        })
final class ImportCommand extends ProgramCommand {

    /** Kinds of tables. */
    enum Kind {
        ORGANIZATIONS,
        ACCOUNTS,
        CATALOG
    }

    @Parameters(index = "0", paramLabel = "KIND", description = "One of organizations, accounts, catalog.")
    private Kind kind = Kind.ORGANIZATIONS;

    @Parameters(index = "1", paramLabel = "FILE", description = "The table.")
    private Path file = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "LOGIN",
            description = "Who imports, and needs the permission for it; not asked for organizations.")
    private String login = "";

    @Option(
            names = "--organization",
            paramLabel = "CODE",
            description = "Where: the organization whose catalog it is, or below which the organizations hang.")
    private String organization = "";

    @Override
    int run(Program program, PrintWriter out) throws IOException {
        var rows = program.done(TableFile.read(String.valueOf(file.getFileName()), bytes()));
        var report = switch (kind) {
            case ORGANIZATIONS ->
                program.service(Organizations.class)
                        .importRows(rows, where(program), login.isEmpty() ? null : by(program));
            case ACCOUNTS -> program.service(People.class).importRows(rows, by(program));
            case CATALOG -> program.service(Catalogs.class).importRows(where(program), rows, by(program));
        };
        for (var rejected : report.rejected()) {
            out.println(
                    "Row %d, %s: %s".formatted(rejected.row(), rejected.field(), program.sentence(rejected.refusal())));
        }
        out.println(summary(report));
        return report.rejected().isEmpty() ? 0 : 1;
    }

    private PersonId by(Program program) {
        if (login.isEmpty()) {
            throw new RefusedException("Say who imports with --as LOGIN.");
        }
        return program.person(login);
    }

    private OrganizationId where(Program program) {
        if (organization.isEmpty()) {
            throw new RefusedException("Say where with --organization CODE.");
        }
        return program.organization(organization).id();
    }

    private static String summary(ImportReport report) {
        return report.rejected().isEmpty()
                ? "Took over %d rows.".formatted(report.accepted())
                : "Nothing was taken over: %d rows, %d objections."
                        .formatted(report.total(), report.rejected().size());
    }

    private byte[] bytes() throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new RefusedException("There is no file %s.".formatted(file));
        }
    }
}
