package io.gongkai.account.web;

import io.gongkai.account.AccountLine;
import io.gongkai.account.Appointment;
import io.gongkai.shared.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page of one account as its administrator sees it.
 *
 * @param organizations names of those in which the posts are
 * @param endable posts that the administrator may end
 * @param password set just now; the only time it is shown
 * @param done key of what has just been done, null for nothing
 */
public record AccountDetails(
        AccountLine account,
        List<Appointment> posts,
        Map<UUID, String> organizations,
        List<UUID> endable,
        boolean manageable,
        boolean oneself,
        Instant now,
        @Nullable String password,
        @Nullable String done,
        List<Refusal> refusals,
        AccountForm typed) {

    public AccountDetails {
        posts = List.copyOf(posts);
        organizations = Map.copyOf(organizations);
        endable = List.copyOf(endable);
        refusals = List.copyOf(refusals);
    }
}
