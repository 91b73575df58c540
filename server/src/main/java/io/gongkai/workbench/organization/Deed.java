package io.gongkai.workbench.organization;

import java.util.Arrays;
import java.util.Locale;
import java.util.NoSuchElementException;

/** What a clerk can do to an organization that stands; each has its address. */
public enum Deed {
    NAME,
    KIND,
    DIVISION,
    PLACE,
    MERGER,
    SPLIT,
    DISSOLUTION;

    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Deed of(String path) {
        return Arrays.stream(values())
                .filter(deed -> deed.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("No such change: " + path));
    }
}
