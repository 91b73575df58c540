package io.gongkai.statistics;

import io.gongkai.shared.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The forms there are, every version of each, read once from {@code resources/forms/<code>/<version>.json}. */
@Component
class Forms {

    private final List<Form> bundled;

    /** Installed beside those that come with the program. */
    private volatile Supplier<List<Form>> installed = List::of;

    Forms() {
        try {
            var files = new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*/*.json");
            bundled = Arrays.stream(files)
                    .map(file -> {
                        try {
                            return bundled(file.getURL().getPath(), file.getContentAsString(StandardCharsets.UTF_8));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .sorted(Comparator.comparing(Form::code).thenComparing(Form::validFrom))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Form bundled(String name, String definition) {
        return switch (FormReader.read(definition)) {
            case Outcome.Done<Form>(var form)
            when name.endsWith("/%s/%s.json".formatted(form.code(), form.version())) -> form;
            case Outcome.Done<Form>(var form) ->
                throw new IllegalStateException(
                        "%s holds version %s of %s".formatted(name, form.version(), form.code()));
            case Outcome.Refused<Form>(var refusals) -> throw new IllegalStateException(name + ": " + refusals);
        };
    }

    void with(Supplier<List<Form>> more) {
        installed = more;
    }

    /** By code and first day. */
    List<Form> all() {
        var more = installed.get();
        return more.isEmpty()
                ? bundled
                : Stream.concat(bundled.stream(), more.stream())
                        .sorted(Comparator.comparing(Form::code).thenComparing(Form::validFrom))
                        .toList();
    }

    /** The version in force on a day; before the first one, the first. */
    Form inForce(String code, LocalDate on) {
        var versions = all().stream().filter(form -> form.code().equals(code)).toList();
        if (versions.isEmpty()) {
            throw new NoSuchElementException("No form " + code);
        }
        return versions.stream()
                .filter(form -> !form.validFrom().isAfter(on))
                .max(Comparator.comparing(Form::validFrom))
                .orElse(versions.getFirst());
    }

    Form version(String code, String version) {
        return all().stream()
                .filter(form -> form.code().equals(code) && form.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No version %s of form %s".formatted(version, code)));
    }

    /** Of each form that has begun the version in force on a day, in order of code. */
    List<Form> inForce(LocalDate on) {
        return all().stream()
                .filter(form -> !form.validFrom().isAfter(on))
                .map(Form::code)
                .distinct()
                .map(code -> inForce(code, on))
                .toList();
    }
}
