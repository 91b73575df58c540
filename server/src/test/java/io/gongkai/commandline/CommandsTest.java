package io.gongkai.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.database.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever sets up and looks after a county from the terminal gets what was asked, or one sentence that says why not. */
class CommandsTest {

    @TempDir
    Path folder;

    private String database;

    private record Answer(int code, String said) {}

    @BeforeEach
    void newInstallation() {
        database = TestPostgres.newDatabase();
    }

    private Answer gongkai(String... words) {
        var said = new StringWriter();
        var to = new PrintWriter(said);
        var all = new ArrayList<>(List.of(words));
        all.add("--db=" + database);
        all.add("--data=" + folder.resolve("data"));
        var code = Gongkai.commandLine().setOut(to).setErr(to).execute(all.toArray(String[]::new));
        return new Answer(code, said.toString().strip());
    }

    private Answer gongkaiTold(String typed, String... words) {
        var keyboard = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            return gongkai(words);
        } finally {
            System.setIn(keyboard);
        }
    }

    private Path table(String... lines) throws IOException {
        return Files.write(folder.resolve("table.csv"), List.of(lines));
    }

    @Test
    void aCountyIsSetUpWithoutTheProgramRunning() throws IOException {
        assertThat(gongkai("organization", "establish", "411524", "--name=中共商城县委员会", "--from=2026-01-01"))
                .isEqualTo(new Answer(0, "Established 中共商城县委员会 (411524)."));
        assertThat(gongkaiTold("gong-kai 2026 !\n", "user", "add", "clerk", "--name=文书"))
                .isEqualTo(new Answer(0, "Registered clerk."));
        assertThat(gongkai("user", "appoint", "clerk", "--role=clerk", "--at=411524"))
                .isEqualTo(new Answer(0, "Appointed clerk as CLERK at 中共商城县委员会."));

        var towns = table(
                "code,name,kind,form,parentCode,divisionCode,validFrom",
                "411524-A,甲镇党委,TOWN_COMMITTEE,COMMITTEE,411524,,2026-01-01",
                "411524-B,乙镇党委,TOWN OF SORTS,COMMITTEE,411524,,2026-01-01");
        var refused = gongkai("import", "organizations", towns.toString(), "--organization=411524");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.said())
                .startsWith("Row 3, kind: ")
                .endsWith("Nothing was taken over: 2 rows, 1 objections.");
        var taken = gongkai(
                "import",
                "organizations",
                table(
                                "code,name,kind,form,parentCode,divisionCode,validFrom",
                                "411524-A,甲镇党委,TOWN_COMMITTEE,COMMITTEE,411524,,2026-01-01")
                        .toString(),
                "--organization=411524");
        assertThat(taken).isEqualTo(new Answer(0, "Took over 1 rows."));

        assertThat(gongkai("recount", "--verify")).satisfies(answer -> {
            assertThat(answer.code()).isZero();
            assertThat(answer.said()).startsWith("Counted 2 entries").contains(", 0 of them differ.");
        });

        var saved = folder.resolve("county.zip");
        assertThat(gongkai("backup", saved.toString()).code()).isZero();
        assertThat(gongkai("backup", saved.toString()).said()).endsWith("a backup never overwrites one.");
        newInstallation();
        assertThat(gongkai("restore", saved.toString()).code()).isZero();
        assertThat(gongkai("export", folder.resolve("csv").toString()).code()).isZero();
        assertThat(folder.resolve("csv/organizations.csv")).content().contains("甲镇党委");
    }

    @Test
    void whatCannotBeDoneIsSaidInOneSentence() {
        assertThat(gongkai("user", "appoint", "nobody", "--role=clerk", "--at=411524"))
                .isEqualTo(new Answer(1, "No organization has the code 411524 today."));
        assertThat(gongkai("import", "accounts", folder.resolve("missing.csv").toString(), "--as=nobody"))
                .isEqualTo(new Answer(1, "There is no file %s.".formatted(folder.resolve("missing.csv"))));
        assertThat(gongkai("improt").code()).isEqualTo(2);
    }
}
