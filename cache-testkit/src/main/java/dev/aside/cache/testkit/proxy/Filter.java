package dev.aside.cache.testkit.proxy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Looks at what one connection sends in one direction, and lets it pass, or not. */
interface Filter {

    /** For what is not to be understood. */
    Filter ALL = (in, out) -> {
        out.accept(in);
        return true;
    };

    /**
     * Hands on what passes.
     *
     * @return false if the connection is to be reset
     * @throws ProtocolException if it is not understood; then the buffer still holds what was not handed on
     */
    boolean pass(ByteBuffer in, Consumer<ByteBuffer> out) throws ProtocolException;

    /** Takes out of a buffer what lies between two positions. */
    static ByteBuffer piece(ByteBuffer of, int from, int to) {
        return of.duplicate().position(from).limit(to);
    }
}
