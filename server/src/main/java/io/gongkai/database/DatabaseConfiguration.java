package io.gongkai.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Two ways into the same database: the work role for everything inside, the portal role for the public side. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Database database(@Value("${gongkai.data}") Path data, @Value("${gongkai.db}") String external) {
        return Database.open(data, external);
    }

    @Bean
    Vault vault(Database database) {
        return database.vault();
    }

    @Bean
    @Primary
    HikariDataSource dataSource(Database database) {
        return pool(database, "work", Roles.WORK, database.workPassword(), 12);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("portal")
    HikariDataSource portalDataSource(Database database) {
        return pool(database, "portal", Roles.PORTAL, database.portalPassword(), 6);
    }

    @Bean
    @Primary
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("portalJdbc")
    JdbcClient portalJdbc(@Qualifier("portal") DataSource portal) {
        return JdbcClient.create(portal);
    }

    @Bean
    @Primary
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new CommittingTransactionManager(dataSource);
    }

    private static HikariDataSource pool(Database database, String name, String user, String password, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(20_000);
        // "Today" in SQL is the county's day, whatever zone the machine believes itself to be in.
        config.setConnectionInitSql("set time zone 'Asia/Shanghai'");
        return new HikariDataSource(config);
    }
}
