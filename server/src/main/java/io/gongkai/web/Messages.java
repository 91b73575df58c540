package io.gongkai.web;

import io.gongkai.shared.Refusal;
import io.gongkai.shared.Word;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every text a user sees, from {@code messages/<module>.properties} (Chinese) and {@code messages/<module>_en.properties},
 * UTF-8. A key without an English text shows the Chinese one; a key without any is our mistake and shows itself.
 */
@Component
public class Messages {

    static final ZoneId COUNTY = ZoneId.of("Asia/Shanghai");

    private final Map<String, String> chinese;
    private final Map<String, String> english;

    Messages() {
        var files = new PathMatchingResourcePatternResolver();
        var zh = new HashMap<String, String>();
        var en = new HashMap<String, String>();
        try {
            for (var file : files.getResources("classpath*:messages/*.properties")) {
                var texts = new Properties();
                try (var in = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(in);
                }
                var into = String.valueOf(file.getFilename()).endsWith("_en.properties") ? en : zh;
                texts.forEach((key, text) -> {
                    if (into.put((String) key, (String) text) != null) {
                        throw new IllegalStateException("Message key stands twice: " + key);
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        chinese = Map.copyOf(zh);
        english = Map.copyOf(en);
    }

    /** The text with its placeholders ({0}, {1} …) filled; a lone apostrophe needs no doubling. */
    public String text(Locale locale, String key, Object... details) {
        var text = english(locale) ? english.getOrDefault(key, chinese.get(key)) : chinese.get(key);
        if (text == null) {
            return key;
        }
        return details.length == 0 ? text : new MessageFormat(text.replace("'", "''"), locale).format(details);
    }

    /** The sentence of a refusal, with dates and enum constants among its facts in the reader's words. */
    public String text(Locale locale, Refusal refusal) {
        var facts = refusal.details().stream().map(fact -> word(locale, fact)).toArray();
        return text(locale, refusal.code(), facts);
    }

    public String date(Locale locale, LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern(english(locale) ? "d MMM yyyy" : "yyyy年M月d日", locale));
    }

    public String month(Locale locale, YearMonth month) {
        return month.format(DateTimeFormatter.ofPattern(english(locale) ? "MMMM yyyy" : "yyyy年M月", locale));
    }

    public String dateTime(Locale locale, Instant instant) {
        return instant.atZone(COUNTY)
                .format(DateTimeFormatter.ofPattern(english(locale) ? "d MMM yyyy HH:mm" : "yyyy年M月d日 HH:mm", locale));
    }

    private Object word(Locale locale, Object fact) {
        return switch (fact) {
            case LocalDate day -> date(locale, day);
            case Instant instant -> dateTime(locale, instant);
            case Enum<?> constant -> text(locale, constant.getDeclaringClass().getSimpleName() + "." + constant.name());
            case Word word -> english(locale) ? word.english() : word.chinese();
            default -> fact;
        };
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    public boolean has(String key) {
        return chinese.containsKey(key);
    }
}
