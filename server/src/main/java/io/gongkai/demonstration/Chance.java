package io.gongkai.demonstration;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Draws that look like chance and are none: the same name gives the same draws on every machine, in every order and on
 * every thread.
 */
final class Chance {

    private long state;

    Chance(String name) {
        // FNV-1a spreads short, similar names (one village and the next) far apart.
        var hash = 0xcbf29ce484222325L;
        for (var octet : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        state = hash;
    }

    /** From 0 to bound - 1. */
    int below(int bound) {
        return (int) Long.remainderUnsigned(next() >>> 16, bound);
    }

    /** Both ends belong to it. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean in100(int share) {
        return below(100) < share;
    }

    <T> T of(List<T> values) {
        return values.get(below(values.size()));
    }

    /** Splitmix64. */
    private long next() {
        state += 0x9e3779b97f4a7c15L;
        var z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
