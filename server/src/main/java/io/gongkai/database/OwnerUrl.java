package io.gongkai.database;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and who owns it.
 *
 * @param jdbc without user and password
 */
record OwnerUrl(String jdbc, String user, @Nullable String password) {

    /** Understands {@code postgresql://user:password@host:port/database?option=…}, with or without {@code jdbc:} before it. */
    static OwnerUrl parse(String url) {
        try {
            var uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
            if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
                throw new IllegalArgumentException("not PostgreSQL");
            }
            var user = "";
            String password = null;
            var authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
            var at = authority.lastIndexOf('@');
            if (at >= 0) {
                var parts = authority.substring(0, at).split(":", 2);
                user = decoded(parts[0]);
                password = parts.length > 1 ? decoded(parts[1]) : null;
            }
            var options = new ArrayList<String>();
            if (uri.getRawQuery() != null) {
                for (var option : uri.getRawQuery().split("&", -1)) {
                    if (option.startsWith("user=")) {
                        user = decoded(option.substring("user=".length()));
                    } else if (option.startsWith("password=")) {
                        password = decoded(option.substring("password=".length()));
                    } else {
                        options.add(option);
                    }
                }
            }
            if (user.isEmpty()) {
                throw new IllegalArgumentException("no user");
            }
            var jdbc = "jdbc:postgresql://" + authority.substring(at + 1) + uri.getRawPath()
                    + (options.isEmpty() ? "" : "?" + String.join("&", options));
            return new OwnerUrl(jdbc, user, password);
        } catch (IllegalArgumentException e) {
            throw new DatabaseUnavailableException(
                    "--db needs an address of the form postgresql://owner:password@host:5432/database.", e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc, user, password);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
