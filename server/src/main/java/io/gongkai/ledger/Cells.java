package io.gongkai.ledger;

import java.util.Arrays;

/**
 * Sums by cell, sparse and in order of number, as a counter holds them. A cell whose sum and count are both 0 is none, so the
 * same facts lead to the same bytes in whatever order they come.
 *
 * <p>Packed, each cell is three variable-length numbers (seven bits a byte, the lowest first): its distance from the number
 * before; its sum, zigzag, shifted by one bit that says whether the count differs; and then the count, zigzag. Most facts
 * count one, so most cells take two or three bytes. A sum may be as large as 2^61.
 */
final class Cells {

    private static final byte[] NOTHING = {};

    private int size;
    private int[] numbers;
    private long[] sums;
    private long[] counts;

    Cells() {
        this(8);
    }

    private Cells(int capacity) {
        numbers = new int[capacity];
        sums = new long[capacity];
        counts = new long[capacity];
    }

    static Cells of(byte[] packed) {
        var cells = new Cells(Math.max(8, packed.length / 2));
        cells.add(packed);
        return cells;
    }

    /** Hears the cells one by one. */
    interface Reader {
        void cell(int number, long sum, long count);
    }

    static void read(byte[] packed, Reader reader) {
        var rest = new Rest(packed);
        var number = 0;
        while (rest.at < packed.length) {
            number += (int) rest.next();
            var value = rest.next();
            var sum = unzigzag(value >>> 1);
            reader.cell(number, sum, (value & 1) == 0 ? sum : unzigzag(rest.next()));
        }
    }

    /** What is still to be read of packed cells. */
    private static final class Rest {

        private final byte[] bytes;
        private int at;

        Rest(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            var value = 0L;
            var shift = 0;
            byte part;
            do {
                part = bytes[at++];
                value |= (long) (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);
            return value;
        }
    }

    void add(byte[] packed) {
        read(packed, this::add);
    }

    void add(Cells other) {
        for (var i = 0; i < other.size; i++) {
            add(other.numbers[i], other.sums[i], other.counts[i]);
        }
    }

    void add(int number, long sum, long count) {
        if (sum == 0 && count == 0) {
            return;
        }
        var at = size == 0 || numbers[size - 1] < number ? -size - 1 : Arrays.binarySearch(numbers, 0, size, number);
        if (at < 0) {
            insert(-at - 1, number, sum, count);
            return;
        }
        sums[at] += sum;
        counts[at] += count;
        if (sums[at] == 0 && counts[at] == 0) {
            remove(at);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    void forEach(Reader reader) {
        for (var i = 0; i < size; i++) {
            reader.cell(numbers[i], sums[i], counts[i]);
        }
    }

    byte[] packed() {
        if (size == 0) {
            return NOTHING;
        }
        var packing = new Packing();
        forEach(packing::add);
        return packing.packed();
    }

    /** Packs cells that come in order of number. */
    static final class Packing {

        private byte[] bytes = new byte[256];
        private int length;
        private int before;

        void add(int number, long sum, long count) {
            if (length + 30 > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            write(number - before);
            before = number;
            write(zigzag(sum) << 1 | (sum == count ? 0 : 1));
            if (sum != count) {
                write(zigzag(count));
            }
        }

        int length() {
            return length;
        }

        byte[] packed() {
            return Arrays.copyOf(bytes, length);
        }

        /** Puts what was packed at a place and begins anew. */
        void moveTo(byte[] target, int at) {
            System.arraycopy(bytes, 0, target, at, length);
            length = 0;
            before = 0;
        }

        private void write(long value) {
            var rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }
    }

    private void insert(int at, int number, long sum, long count) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            sums = Arrays.copyOf(sums, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(sums, at, sums, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        numbers[at] = number;
        sums[at] = sum;
        counts[at] = count;
        size++;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(numbers, at + 1, numbers, at, size - at);
        System.arraycopy(sums, at + 1, sums, at, size - at);
        System.arraycopy(counts, at + 1, counts, at, size - at);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
