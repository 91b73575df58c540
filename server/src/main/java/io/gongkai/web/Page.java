package io.gongkai.web;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.Word;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a template knows of the request: the reader's language, print size, name and permissions, and the words.
 *
 * @param path of the request, for links that come back to it
 * @param largePrint the reader chose the large-print version (长辈版)
 * @param userName null for a visitor
 * @param permissions names of {@code account.Permission} that the reader holds somewhere; decides what is offered, never what is allowed
 * @param csrf makes the token when a form asks for it; a page without a form needs no session
 * @param fragment htmx asked for a part of a page
 */
public record Page(
        Messages messages,
        Locale locale,
        String path,
        String query,
        boolean largePrint,
        @Nullable String userName,
        Set<String> permissions,
        String csrfName,
        Supplier<String> csrf,
        boolean fragment,
        LocalDate today) {

    public String t(String key, Object... details) {
        return messages.text(locale, key, details);
    }

    public String t(Refusal refusal) {
        return messages.text(locale, refusal);
    }

    /** Address that remembers a choice (language, print size) and comes back to this page. */
    public String switched(String choice, String value) {
        var here = query.isEmpty() ? path : path + "?" + query;
        return "/choice?%s=%s&back=%s".formatted(choice, value, URLEncoder.encode(here, StandardCharsets.UTF_8));
    }

    /** The word of an enum constant: message key {@code <EnumName>.<CONSTANT>}. */
    public String t(Enum<?> constant) {
        return t(constant.getDeclaringClass().getSimpleName() + "." + constant.name());
    }

    public String t(Word word) {
        return english() ? word.english() : word.chinese();
    }

    /** The first refusal that belongs beside a field, null when there is none. */
    public @Nullable String problem(List<Refusal> refusals, String field) {
        return refusals.stream()
                .filter(refusal -> field.equals(refusal.field()))
                .findFirst()
                .map(this::t)
                .orElse(null);
    }

    public boolean english() {
        return locale.getLanguage().equals("en");
    }

    public String csrfToken() {
        return csrf.get();
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public String date(LocalDate day) {
        return messages.date(locale, day);
    }

    public String date(Instant instant) {
        return messages.date(locale, instant.atZone(Messages.COUNTY).toLocalDate());
    }

    public String month(YearMonth month) {
        return messages.month(locale, month);
    }

    public String dateTime(Instant instant) {
        return messages.dateTime(locale, instant);
    }

    /** A size as people say it, in KB below a megabyte and in GB from a gigabyte on. */
    public String fileSize(long bytes) {
        var kilo = bytes / 1024.0;
        return kilo < 1024
                ? Math.max(1, Math.round(kilo)) + "\u00a0KB"
                : kilo < 1024 * 1024
                        ? "%.1f\u00a0MB".formatted(kilo / 1024)
                        : "%.1f\u00a0GB".formatted(kilo / 1024 / 1024);
    }

    public String number(long number) {
        return "%,d".formatted(number);
    }
}
