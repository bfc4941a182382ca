package dev.aside.samples.demo.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A node's counts in a mapped file, for its parent to look at, and to keep when the node was killed. */
@SuppressWarnings("EnumOrdinal") // who writes and who reads run the same classes
final class Meter {

    /** What is counted. */
    enum Count {
        /** Accesses of the node's share that were taken up, by this process and those before it. */
        TAKEN,
        NEAR_HITS,
        FAR_HITS,
        MISSES,
        LOADS,
        REFUSED_FILLS,
        BYPASSES,
        SELECTS,
        UPDATES,
        /** Connections that replicas of the database have lent to loads. */
        LOADS_BY_READER,
        /** Those that its writer has. */
        LOADS_BY_WRITER
    }

    private final ByteBuffer buffer;

    private Meter(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.nativeOrder());
    }

    /** Opens the file, or creates it with zeros. */
    static Meter open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Meter(channel.map(MapMode.READ_WRITE, 0, (long) Count.values().length * Long.BYTES));
        }
    }

    void set(Count count, long value) {
        buffer.putLong(count.ordinal() * Long.BYTES, value);
    }

    long get(Count count) {
        return buffer.getLong(count.ordinal() * Long.BYTES);
    }
}
