package io.gongkai.document;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * An office file taken apart with care. A few kilobytes of archive can unpack to more than any machine holds, so what is read of
 * an entry is counted as it comes, whatever the archive says of itself.
 */
final class OfficeArchive implements Closeable {

    /** Most bytes that an honest entry unpacks to; the largest table that is taken has some 20 MiB. */
    private static final long LARGEST_ENTRY = 64L * 1024 * 1024;

    /** Shared texts are held in memory all at once. */
    private static final long LARGEST_TEXTS = 24L * 1024 * 1024;

    private static final long LARGEST_WHOLE = 160L * 1024 * 1024;

    private final ZipFile zip;

    OfficeArchive(byte[] bytes) throws IOException {
        zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get();
    }

    /** @throws IOException also while reading, when the entry unpacks to more than an honest one */
    InputStream open(String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("No " + name);
        }
        return open(entry);
    }

    private InputStream open(ZipArchiveEntry entry) throws IOException {
        return new Counted(
                zip.getInputStream(entry),
                entry.getName().endsWith("sharedStrings.xml") ? LARGEST_TEXTS : LARGEST_ENTRY);
    }

    /**
     * For readers that unpack by themselves: unpacks everything once without keeping it.
     *
     * @throws IOException when an entry or all together are more than an honest file has
     */
    static void requireHonest(byte[] bytes) throws IOException {
        var left = LARGEST_WHOLE;
        try (var archive = new OfficeArchive(bytes)) {
            for (var entry : Collections.list(archive.zip.getEntries())) {
                try (var in = archive.open(entry)) {
                    left -= in.transferTo(java.io.OutputStream.nullOutputStream());
                }
                if (left < 0) {
                    throw new IOException("An archive that unpacks to too much");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Counted extends FilterInputStream {

        private long left;

        Counted(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var number = super.read(into, offset, length);
            count(Math.max(number, 0));
            return number;
        }

        private void count(int number) throws IOException {
            left -= number;
            if (left < 0) {
                throw new IOException("An entry that unpacks to too much");
            }
        }
    }
}
