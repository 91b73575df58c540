package io.gongkai.workbench;

import static io.gongkai.Browser.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.gongkai.Browser;
import io.gongkai.CountyTest;
import io.gongkai.MadeUpCounty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The system administrator sees how the installation is doing, and nobody else does. */
@CountyTest
class SystemPageTest {

    @Autowired
    MadeUpCounty.Founder founder;

    @LocalServerPort
    int port;

    private MadeUpCounty county;

    @BeforeEach
    void county() {
        county = founder.establish();
    }

    @Test
    void theSystemAdministratorSeesDatabaseDiskBackupAndWhatWaits() {
        var administrator = new Browser(port).signIn(county.systemAdmin());

        assertThat(page(administrator.get("/work")).select(".rail a[href=/work/system]"))
                .hasSize(1);
        var shown = page(administrator.get("/work/system"));
        assertThat(shown.select("main h2").eachText()).containsExactly("程序", "数据库和数据目录", "备份", "后台工作");
        assertThat(shown.text()).contains("18.", "MB", "还没有备份过");
    }

    @Test
    void othersAreNeitherOfferedItNorLetIn() {
        var clerk = new Browser(port).signIn(county.countyClerk());

        assertThat(page(clerk.get("/work")).select(".rail a[href=/work/system]"))
                .isEmpty();
        assertThat(clerk.get("/work/system").statusCode()).isEqualTo(403);
    }

    @Test
    void theSecurityAdministratorIsOfferedTheImportOfAccounts() {
        var administrator = new Browser(port).signIn(county.securityAdmin());

        assertThat(page(administrator.get("/work")).select(".rail a[href=/work/imports]"))
                .hasSize(1);
        assertThat(page(administrator.get("/work/imports"))
                        .select("select[name=kind] option, input[name=kind]")
                        .eachAttr("value"))
                .contains("accounts")
                .doesNotContain("organizations");
    }
}
