package io.gongkai.account.web;

import io.gongkai.account.AccountLine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The page 账号: people of one's part of the tree, by login. */
public record AccountList(
        List<AccountLine> lines,
        String words,
        boolean fromStart,
        @Nullable String next,
        Instant now) {

    public AccountList {
        lines = List.copyOf(lines);
    }

    /** Of the list from the cursor on, with its filter. */
    public static String address(String words, @Nullable String cursor) {
        return UriComponentsBuilder.fromPath("/work/accounts")
                .queryParam("q", "{q}")
                .queryParamIfPresent("cursor", Optional.ofNullable(cursor))
                .encode()
                .buildAndExpand(words)
                .toUriString();
    }
}
