package io.gongkai.demonstration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wordings of one catalog, read from {@code demonstration/<catalog>.txt}; its syntax stands on top of common.txt. */
final class Wordings {

    private static final Map<String, Wording> COMMON = read("common", Map.of());

    private final Map<String, Wording> byNo;

    private Wordings(Map<String, Wording> byNo) {
        this.byNo = byNo;
    }

    static Wordings of(String catalog) {
        return new Wordings(read(catalog, COMMON));
    }

    Wording get(int no) {
        var wording = byNo.get(String.valueOf(no));
        if (wording == null) {
            throw new IllegalArgumentException("No wording for no. " + no);
        }
        return wording;
    }

    boolean has(int no) {
        return byNo.containsKey(String.valueOf(no));
    }

    int size() {
        return byNo.size();
    }

    private static Map<String, Wording> read(String file, Map<String, Wording> common) {
        var wordings = new LinkedHashMap<String, Wording>();
        Reading reading = null;
        for (var line : lines(file)) {
            if (line.startsWith("# ")) {
                if (reading != null) {
                    wordings.put(reading.no, reading.done());
                }
                reading = new Reading(line.substring(2).strip().split(" ")[0], common);
            } else if (reading != null) {
                reading.take(line);
            }
        }
        if (reading != null) {
            wordings.put(reading.no, reading.done());
        }
        return wordings;
    }

    private static List<String> lines(String file) {
        try (var stream = Wordings.class.getResourceAsStream("/demonstration/" + file + ".txt")) {
            if (stream == null) {
                throw new IllegalArgumentException("No such file of wordings: " + file);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One matter while its lines come in. */
    private static final class Reading {

        private final String no;
        private final Map<String, Wording> common;
        private final Map<String, String> declared = new HashMap<>();
        private final List<String> subjects = new ArrayList<>();
        private final List<String> titles = new ArrayList<>();
        private final List<String> sentences = new ArrayList<>();
        private final List<String> elements = new ArrayList<>();
        private final List<List<String>> texts = new ArrayList<>(List.of(new ArrayList<>()));
        private int unchanged;
        private @Nullable Double frequency;

        Reading(String no, Map<String, Wording> common) {
            this.no = no;
            this.common = common;
        }

        void take(String line) {
            if (line.isBlank()) {
                return;
            }
            if (line.startsWith("? ")) {
                var name = line.substring(2, line.indexOf('=')).strip();
                declared.put(name, line.substring(line.indexOf('=') + 1).strip());
            } else if (line.startsWith("事：")) {
                subjects.add(line.substring(2));
            } else if (line.startsWith("题：")) {
                titles.add(line.substring(2));
            } else if (line.startsWith("话：")) {
                sentences.add(line.substring(2));
            } else if (line.startsWith("素：")) {
                elements.add(line.substring(2));
            } else if (line.startsWith("不变：")) {
                unchanged = Integer.parseInt(line.substring(3).strip());
            } else if (line.startsWith("频：")) {
                frequency = Double.valueOf(line.substring(2).strip());
            } else if (line.startsWith("@")) {
                takeOver(line.substring(1).strip());
            } else if (line.equals("===")) {
                texts.add(new ArrayList<>());
            } else {
                texts.getLast().add(line);
            }
        }

        private void takeOver(String block) {
            var wording = common.get(block);
            if (wording == null) {
                throw new IllegalArgumentException("No block " + block + " for no. " + no);
            }
            wording.declared().forEach(declared::putIfAbsent);
            var before = List.copyOf(texts.getLast());
            texts.removeLast();
            for (var version : wording.texts()) {
                var text = new ArrayList<>(before);
                text.addAll(version);
                texts.add(text);
            }
        }

        Wording done() {
            return new Wording(no, declared, subjects, titles, sentences, elements, texts, unchanged, frequency);
        }
    }
}
