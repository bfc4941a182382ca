package dev.aside.cache.memcached;

import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes an item of a board: 1 version, 4 CRC-32C of all that follows, 1 what it is, and its fields, big-endian. */
final class BoardOutput {

    static final byte VERSION = 1;
    static final int BODY_AT = 1 + Integer.BYTES;

    private static final int SEVEN = 7;
    private static final long LOW = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** @param kind what it is, which whoever reads it must expect */
    BoardOutput(char kind) {
        write(() -> {
            out.writeByte(VERSION);
            out.writeInt(0);
            out.writeByte(kind);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private BoardOutput write(Writing what) {
        try {
            what.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    BoardOutput flag(boolean is) {
        return write(() -> out.writeBoolean(is));
    }

    BoardOutput number(long number) {
        return write(() -> out.writeLong(number));
    }

    /** Writes a number that is most often small, and never negative. */
    BoardOutput count(long number) {
        return write(() -> {
            long rest = number;
            while (rest > LOW) {
                out.writeByte((int) (rest & LOW) | MORE);
                rest >>>= SEVEN;
            }
            out.writeByte((int) rest);
        });
    }

    BoardOutput digest(Digest digest) {
        return number(digest.high()).number(digest.low());
    }

    BoardOutput text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return count(utf8.length).write(() -> out.write(utf8));
    }

    BoardOutput record(BoardRecord record) {
        String metadata = record.metadata();
        number(record.score()).number(record.column()).number(record.atMicros()).flag(metadata != null);
        return metadata == null ? this : text(metadata);
    }

    BoardOutput optional(@Nullable BoardRecord record) {
        flag(record != null);
        return record == null ? this : record(record);
    }

    byte[] done() {
        byte[] all = bytes.toByteArray();
        ByteBuffer.wrap(all).putInt(1, checksum(all));
        return all;
    }

    static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, BODY_AT, bytes.length - BODY_AT);
        return (int) crc.getValue();
    }
}
