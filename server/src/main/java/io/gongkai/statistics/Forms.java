package io.gongkai.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The forms there are, read once from {@code resources/forms}. */
@Component
class Forms {

    private final Map<String, Form> byCode;

    Forms(JsonMapper json) {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*.json");
            byCode = Arrays.stream(files)
                    .map(file -> {
                        try (var in = file.getInputStream()) {
                            return json.readValue(in, Form.class);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .collect(Collectors.toUnmodifiableMap(Form::code, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Form get(String code) {
        var form = byCode.get(code);
        if (form == null) {
            throw new NoSuchElementException("No form " + code);
        }
        return form;
    }
}
