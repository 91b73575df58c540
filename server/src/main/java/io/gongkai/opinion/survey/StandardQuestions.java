package io.gongkai.opinion.survey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a new round begins with: {@code surveys/<kind>.json}. Of satisfaction three questions on content, procedure and effect, of
 * awareness three on content, time and ways to ask (domain.md 2.3 and 4.1).
 */
@Component
class StandardQuestions {

    private final Map<RoundKind, Questionnaire> byKind = new EnumMap<>(RoundKind.class);

    StandardQuestions(JsonMapper json) {
        for (var kind : RoundKind.values()) {
            var name = "/surveys/%s.json".formatted(kind.name().toLowerCase(Locale.ROOT));
            try (var file = Objects.requireNonNull(StandardQuestions.class.getResourceAsStream(name), name)) {
                byKind.put(kind, json.readValue(file, Questionnaire.class));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Questionnaire of(RoundKind kind) {
        return Objects.requireNonNull(byKind.get(kind));
    }
}
