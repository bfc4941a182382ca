package dev.aside.cache.memcached;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Looks at an answer before the client library does, which takes as much memory as the answer says it has, whoever says it.
 */
final class Bounds {

    private static final int MAXIMUM_LINE = 512;
    private static final int HEADER = 24;
    private static final int BODY_AT = 8;
    private static final int END_OF_VALUE = 2;
    private static final int LENGTH = 3;

    private final boolean isBinary;
    private final long maximum;
    private byte[] head = {};
    private int filled;
    private long skip;
    private int ahead;
    private boolean isOver;

    Bounds(boolean isBinary, long maximum) {
        this.isBinary = isBinary;
        this.maximum = maximum;
    }

    /** For an answer that is not the library's to read. */
    static Bounds none() {
        Bounds none = new Bounds(false, 0);
        none.isOver = true;
        return none;
    }

    /**
     * Looks at what has come, without taking it.
     *
     * @throws IOException if more is announced than is taken
     */
    void check(ByteBuffer data) throws IOException {
        for (int at = data.position() + ahead; at < data.limit() && !isOver; ) {
            if (skip > 0) {
                long step = Math.min(skip, data.limit() - at);
                skip -= step;
                at += (int) step;
            } else {
                take(data.get(at));
                at++;
            }
        }
    }

    /** Notes how much the library has left, which it may take packet by packet: that was looked at already. */
    void left(ByteBuffer data) {
        ahead = data.remaining();
    }

    private void take(byte one) throws IOException {
        if (head.length == 0) {
            head = new byte[isBinary ? HEADER : MAXIMUM_LINE];
        }
        if (filled == head.length) {
            throw new IOException("an answer of memcached has too long a line");
        }
        head[filled++] = one;
        if (isBinary ? filled == HEADER : one == '\n') {
            skip = isBinary
                    ? bounded(Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(BODY_AT)))
                    : afterLine();
            filled = 0;
        }
    }

    /** Behind any other line comes nothing, or the answer to something else. */
    private long afterLine() throws IOException {
        String[] words =
                new String(head, 0, filled, StandardCharsets.ISO_8859_1).trim().split(" ", -1);
        if (!words[0].equals("VALUE")) {
            isOver = !words[0].equals("STAT");
            return 0;
        }
        if (words.length <= LENGTH || !words[LENGTH].matches("[0-9]{1,18}")) {
            throw new IOException("an answer of memcached does not say how long it is");
        }
        return bounded(Long.parseLong(words[LENGTH])) + END_OF_VALUE;
    }

    private long bounded(long length) throws IOException {
        if (length > maximum) {
            throw new IOException("an answer of memcached is too long");
        }
        return length;
    }
}
