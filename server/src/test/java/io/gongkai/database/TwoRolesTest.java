package io.gongkai.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gongkai.CountyTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The public side and the inside come to the same database as two different people. */
@CountyTest
class TwoRolesTest {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    @Qualifier("portalJdbc")
    JdbcClient portalJdbc;

    @Test
    void theInsideWorksAsTheWorkRole() {
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo("gongkai_work");
    }

    @Test
    void thePublicSideWorksAsThePortalRole() {
        assertThat(portalJdbc.sql("select current_user").query(String.class).single())
                .isEqualTo("gongkai_portal");
    }

    @Test
    void neitherRoleMayMakeTables() {
        assertThatThrownBy(() -> jdbc.sql("create table public.t (id int)").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(
                        () -> portalJdbc.sql("create table public.t (id int)").update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void todayInSqlIsTheCountysDay() {
        assertThat(jdbc.sql("show timezone").query(String.class).single()).isEqualTo("Asia/Shanghai");
    }
}
