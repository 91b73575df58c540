package io.gongkai.ledger;

import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Rows as PostgreSQL sends them by {@code copy … to stdout (format binary)}: the fastest way out for millions. Fields are
 * read one after the other, in the order of the columns; none may be null.
 */
final class BinaryRows extends OutputStream {

    /** Stands before the first row. */
    static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    /** Stands after the last. */
    static final byte[] TRAILER = {-1, -1};

    private static final long FIRST_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

    interface Reader {
        void row(BinaryRows row);
    }

    private final Reader reader;
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int at;
    private int end;
    private boolean begun;

    BinaryRows(Reader reader) {
        this.reader = reader;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] more, int from, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        System.arraycopy(more, from, bytes, length, count);
        length += count;
        read();
    }

    private void read() {
        if (!begun) {
            if (length < HEADER.length) {
                return;
            }
            at = HEADER.length;
            begun = true;
        }
        while (isWhole()) {
            at += 2;
            reader.row(this);
            at = end;
        }
        System.arraycopy(bytes, at, bytes, 0, length - at);
        length -= at;
        at = 0;
    }

    /** Whether a row begins here and has come in whole; then it is known where it ends. */
    private boolean isWhole() {
        if (at + 2 > length) {
            return false;
        }
        var fields = (short) (bytes[at] << 8 | bytes[at + 1] & 0xff);
        end = at + 2;
        for (var i = 0; i < fields; i++) {
            if (end + 4 > length) {
                return false;
            }
            end += 4 + intAt(end);
        }
        return fields >= 0 && end <= length;
    }

    int nextInt() {
        var value = intAt(at + 4);
        at += 8;
        return value;
    }

    long nextLong() {
        var value = (long) intAt(at + 4) << 32 | intAt(at + 8) & 0xffff_ffffL;
        at += 12;
        return value;
    }

    /** A uuid is read as two of these. */
    void nextUuid(long[] halves) {
        halves[0] = (long) intAt(at + 4) << 32 | intAt(at + 8) & 0xffff_ffffL;
        halves[1] = (long) intAt(at + 12) << 32 | intAt(at + 16) & 0xffff_ffffL;
        at += 20;
    }

    /** As a day of the epoch; the ends of time are the ends of the numbers. */
    int nextDay() {
        var day = nextInt();
        return day == Integer.MAX_VALUE || day == Integer.MIN_VALUE ? day : (int) (day + FIRST_DAY);
    }

    /** The rest of the row as it came, field by field with its length. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }

    private int intAt(int place) {
        return bytes[place] << 24
                | (bytes[place + 1] & 0xff) << 16
                | (bytes[place + 2] & 0xff) << 8
                | bytes[place + 3] & 0xff;
    }
}
