package io.gongkai.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The typefaces of what is printed. The program brings its own; an office that owns others puts them into the folder
 * {@code fonts} of the data directory as {@code text.ttf}, {@code heading.ttf} and {@code title.ttf}. What one face does not have
 * is taken from the next.
 */
@Component
final class Typefaces {

    private static final Logger LOG = LoggerFactory.getLogger(Typefaces.class);

    /** What is written where no face has the character: the mark of the typesetter for a missing type. */
    private static final int MISSING = '〓';

    enum Face {
        /** 宋体: labels, figures, remarks. */
        TEXT,
        /** 黑体: the header and the groups. */
        HEADING,
        /** 小标宋: the title. */
        TITLE;

        String file() {
            return name().toLowerCase(Locale.ROOT) + ".ttf";
        }
    }

    /** Characters in a row that one face has. */
    record Run(Typeface face, String text) {

        /** In ems. */
        float width() {
            return face.width(text);
        }
    }

    private final Path folder;
    private final Map<Face, List<Typeface>> faces = new EnumMap<>(Face.class);

    Typefaces(@Value("${gongkai.data}") Path data) {
        this.folder = data.resolve("fonts");
    }

    /** Read when the first form is printed: it takes a moment, and a county may never print one. */
    private synchronized Map<Face, List<Typeface>> faces() {
        if (faces.isEmpty()) {
            var own = new EnumMap<Face, Typeface>(Face.class);
            for (var face : Face.values()) {
                own.put(face, brought(face));
            }
            for (var face : Face.values()) {
                var order = new ArrayList<Typeface>();
                order.addAll(given(face));
                order.add(Objects.requireNonNull(own.get(face)));
                own.forEach((other, next) -> {
                    if (other != face) {
                        order.add(next);
                    }
                });
                faces.put(face, List.copyOf(order));
            }
        }
        return faces;
    }

    private static Typeface brought(Face face) {
        try {
            return new Typeface(() -> new ClassPathResource("fonts/" + face.file()).getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The office's own, where there is one that can be used. */
    private List<Typeface> given(Face face) {
        var file = folder.resolve(face.file());
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return List.of(new Typeface(() -> Files.newInputStream(file)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("The typeface {} cannot be used: {}", file, e.getMessage());
            return List.of();
        }
    }

    /** A text cut where its face changes. */
    List<Run> runs(String text, Face wanted) {
        var order = Objects.requireNonNull(faces().get(wanted));
        var runs = new ArrayList<Run>();
        var run = new StringBuilder();
        Typeface face = null;
        for (var character : text.codePoints().toArray()) {
            var sign = order.stream().anyMatch(one -> one.has(character)) ? character : MISSING;
            var with = order.stream().filter(one -> one.has(sign)).findFirst().orElse(order.getLast());
            if (face != null && face != with) {
                runs.add(new Run(face, run.toString()));
                run.setLength(0);
            }
            face = with;
            run.appendCodePoint(sign);
        }
        if (face != null) {
            runs.add(new Run(face, run.toString()));
        }
        return runs;
    }
}
