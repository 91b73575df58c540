package io.gongkai.account.web;

import io.gongkai.account.Accounts;
import io.gongkai.account.Role;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What is typed to register or to appoint somebody. */
public record AccountForm(
        @Nullable String login,
        @Nullable String name,
        @Nullable String organizationCode,
        @Nullable Role role,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    public static final AccountForm EMPTY = new AccountForm(null, null, null, null, null, null);

    Accounts.Post post() {
        return new Accounts.Post(text(organizationCode), role, from, until);
    }

    public static String text(@Nullable Object typed) {
        return typed == null ? "" : typed.toString();
    }
}
