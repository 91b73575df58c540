package io.gongkai.account.web;

import io.gongkai.account.Appointment;
import io.gongkai.account.Sessions;
import io.gongkai.account.Token;
import io.gongkai.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The page 我的: who I am here, where I am signed in, which programs act for me.
 *
 * @param organizations names of those in which the posts are
 * @param secret of a token that was made just now; the only time it is shown
 * @param done key of what has just been done, null for nothing
 * @param typed what was typed into a form that was refused
 */
public record OwnAccount(
        String login,
        String name,
        List<Appointment> posts,
        Map<UUID, String> organizations,
        List<Sessions.Open> sessions,
        List<Token> tokens,
        LocalDate suggestedExpiry,
        boolean mustChangePassword,
        @Nullable String secret,
        @Nullable String done,
        List<Refusal> refusals,
        Map<String, String> typed) {

    /** As they name themselves; those first that also name another. */
    private static final List<String> KNOWN_BROWSERS = List.of("MicroMessenger", "Edg", "Firefox", "Chrome", "Safari");

    public OwnAccount {
        posts = List.copyOf(posts);
        organizations = Map.copyOf(organizations);
        sessions = List.copyOf(sessions);
        tokens = List.copyOf(tokens);
        refusals = List.copyOf(refusals);
        typed = Map.copyOf(typed);
    }

    /** Key of the name by which people know the browser. */
    public static String browserKey(String browser) {
        return KNOWN_BROWSERS.stream()
                .filter(known -> browser.contains(known + "/"))
                .findFirst()
                .map(known -> "account.browser." + known)
                .orElse("account.browser.other");
    }
}
