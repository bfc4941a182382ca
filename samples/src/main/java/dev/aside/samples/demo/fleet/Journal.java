package dev.aside.samples.demo.fleet;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one thread of one node did, in a file that is mapped into memory: writing a record costs no call of the operating
 * system, and what a process had written before it was killed is in the file all the same. Used by one thread.
 *
 * <p>Times are those of {@link System#nanoTime}, which on Linux is one clock for all processes of a machine.
 */
@SuppressWarnings("EnumOrdinal") // who writes and who reads run the same classes
final class Journal {
    /** Bytes of a record: kind, object, version, begin, end. */
    static final int RECORD = 32;

    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer buffer;
    private int at = -RECORD;

    private Journal(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.nativeOrder());
    }

    static Journal create(Path file, int records) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Journal(channel.map(MapMode.READ_WRITE, 0, (long) records * RECORD));
        }
    }

    /** Begins a record. The kind is written last: whoever sees it sees the rest. */
    void begin(Kind kind, int object, long version, long began) {
        at += RECORD;
        buffer.putInt(at + 4, object);
        buffer.putLong(at + 8, version);
        buffer.putLong(at + 16, began);
        INTS.setRelease(buffer, at, kind.ordinal());
    }

    /** Ends the record that was begun last. */
    void end(Kind kind, long version, long ended) {
        buffer.putLong(at + 8, version);
        buffer.putLong(at + 24, ended);
        INTS.setRelease(buffer, at, kind.ordinal());
    }

    /** Told of what a journal says. */
    @FunctionalInterface
    interface Reader {
        void accept(Kind kind, int object, long version, long began, long ended);
    }

    /** Reads the journal of a process that has ended. */
    static void read(Path file, Reader reader) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer in = channel.map(MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.nativeOrder());
            for (int at = 0; at + RECORD <= in.limit(); at += RECORD) {
                Kind kind = Kind.of((int) INTS.getAcquire(in, at));
                if (kind == Kind.NONE) {
                    return;
                }
                reader.accept(kind, in.getInt(at + 4), in.getLong(at + 8), in.getLong(at + 16), in.getLong(at + 24));
            }
        }
    }
}
