package dev.aside.cache.testkit.proxy;

import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Finds the messages of one direction of one connection in its bytes, as they come. */
interface FrameSplitter {

    /** Whether the next byte is the first of a message. */
    boolean isBetween();

    /**
     * Consumes bytes, at least one, to the end of the present message or of the buffer.
     *
     * @return whether the message has ended
     * @throws ProtocolException if these are no messages of this protocol; nothing can be said of what follows
     */
    boolean advance(ByteBuffer in) throws ProtocolException;

    /** Whether the message, of which a byte was consumed, is no answer to a request. */
    boolean isPush();

    /** What is asked for in the message that has just ended; empty if nothing is. */
    String name();
}
