package dev.aside.samples.demo.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.tukaani.xz.XZInputStream;

/** Reads the format of both traces: one 32-bit big-endian number an access, compressed with xz. */
final class TraceReader {
    private static final int CHUNK = 1 << 16;

    private TraceReader() {}

    static Accesses read(InputStream compressed, int limit) throws IOException {
        int[] keys = new int[Math.min(limit, CHUNK)];
        int size = 0;
        try (XZInputStream in = new XZInputStream(compressed)) {
            while (size < limit) {
                ByteBuffer numbers = next(in);
                if (!numbers.hasRemaining()) {
                    break;
                }
                int count = Math.min(limit - size, numbers.remaining() / Integer.BYTES);
                keys = room(keys, size + count);
                numbers.asIntBuffer().get(keys, size, count);
                size += count;
            }
        }
        return Accesses.of(Arrays.copyOf(keys, size));
    }

    private static ByteBuffer next(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(CHUNK * Integer.BYTES);
        if (bytes.length % Integer.BYTES != 0) {
            throw new IOException("the trace ends in the middle of a number");
        }
        return ByteBuffer.wrap(bytes);
    }

    private static int[] room(int[] keys, int needed) {
        return needed <= keys.length ? keys : Arrays.copyOf(keys, Math.max(needed, keys.length * 2));
    }
}
