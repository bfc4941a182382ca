package dev.aside.cache.memcached;

import net.spy.memcached.CachedData;
import net.spy.memcached.transcoders.Transcoder;

/**
 * What the client library is given in place of its own transcoder, which would read Java objects where a server's flags say so.
 * Bytes go in and out as they are, under the flags 0; under any others they are nobody's, and never looked into.
 */
final class BytesTranscoder implements Transcoder<Object> {

    static final int FLAGS = 0;

    private static final byte[] NOTHING = {};

    @Override
    public boolean asyncDecode(CachedData data) {
        return false;
    }

    @Override
    public CachedData encode(Object value) {
        if (value instanceof byte[] bytes) {
            return new CachedData(FLAGS, bytes, Integer.MAX_VALUE);
        }
        throw new IllegalArgumentException("only bytes are stored");
    }

    /** Returns the bytes, or none where the flags are not ours. */
    @Override
    public Object decode(CachedData data) {
        return isOurs(data.getFlags()) ? data.getData() : NOTHING;
    }

    static boolean isOurs(int flags) {
        return flags == FLAGS;
    }

    @Override
    public int getMaxSize() {
        return Integer.MAX_VALUE;
    }
}
