package io.gongkai.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The three roles of a database: the owner migrates, {@code gongkai_work} runs everything inside, {@code gongkai_portal} may
 * read the schema {@code portal} and put into its intake, nothing else.
 */
final class Roles {

    static final String WORK = "gongkai_work";
    static final String PORTAL = "gongkai_portal";

    private Roles() {}

    /** As superuser, in the embedded database only: the owner and its database, as often as one likes. */
    static void ensureOwner(Connection superuser, String owner, String password, String database) throws SQLException {
        setting(superuser, "gongkai.owner", owner);
        setting(superuser, "gongkai.password", password);
        execute(superuser, """
                do $$
                declare
                    owner text := current_setting('gongkai.owner');
                begin
                    if not exists (select from pg_roles where rolname = owner) then
                        execute format('create role %I', owner);
                    end if;
                    execute format('alter role %I login createrole password %L', owner, current_setting('gongkai.password'));
                end
                $$
                """);
        try (var exists = superuser.prepareStatement("select 1 from pg_database where datname = ?")) {
            exists.setString(1, database);
            try (var row = exists.executeQuery()) {
                if (!row.next()) {
                    try (var statement = superuser.createStatement()) {
                        statement.execute("create database " + statement.enquoteIdentifier(database, true) + " owner "
                                + statement.enquoteIdentifier(owner, true));
                    }
                }
            }
        }
    }

    /** As owner, before the migrations grant anything to them: both login roles with their passwords of today. */
    static void ensureLogins(Connection owner, String workPassword, String portalPassword) throws SQLException {
        setting(owner, "gongkai." + WORK, workPassword);
        setting(owner, "gongkai." + PORTAL, portalPassword);
        execute(owner, """
                do $$
                declare
                    login text;
                begin
                    foreach login in array array['gongkai_work', 'gongkai_portal'] loop
                        if not exists (select from pg_roles where rolname = login) then
                            execute format('create role %I login', login);
                        end if;
                        execute format('alter role %I login password %L', login, current_setting('gongkai.' || login));
                        execute format('grant connect on database %I to %I', current_database(), login);
                    end loop;
                    -- A page that takes longer than this helps nobody and hurts everybody.
                    alter role gongkai_portal set statement_timeout = '15s';
                    if exists (
                        select from pg_database
                         where datname = current_database()
                           and pg_has_role(datdba, 'usage')
                    ) then
                        execute format('revoke all on database %I from public', current_database());
                        revoke all on schema public from public;
                    end if;
                end
                $$
                """);
    }

    private static void setting(Connection connection, String name, String value) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
