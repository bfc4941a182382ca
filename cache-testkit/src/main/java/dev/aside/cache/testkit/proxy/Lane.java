package dev.aside.cache.testkit.proxy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One of the two ways through a {@link FaultProxy}, of all its connections, those that are open and those that will be. Each
 * method takes effect before it returns.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public final class Lane {

    private final Executor loop;
    private final Runnable halfClose;
    private final AtomicLong bytes = new AtomicLong();

    // What follows belongs to the proxy's thread.
    private long delayNanos;
    private long bytesPerSecond;
    private boolean blackHole;
    private long untilCut;
    private long untilCorruption;

    /**
     * @param loop runs a task on the proxy's thread, and returns when it has run
     * @param halfClose ends this way of each open connection, on that thread
     */
    Lane(Executor loop, Runnable halfClose) {
        this.loop = loop;
        this.halfClose = halfClose;
    }

    /**
     * Lets everything arrive later than it was sent, and in order. What is on its way when this changes keeps its time.
     *
     * @param by how much later; {@link Duration#ZERO} switches it off
     * @throws IllegalArgumentException if the time is negative
     */
    public void delay(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("a delay is zero or more, not " + by);
        }
        loop.execute(() -> delayNanos = by.toNanos());
    }

    /**
     * Lets so much pass in a second, on each connection, in small pieces.
     *
     * @param bytes bytes a second; 0 switches it off
     * @throws IllegalArgumentException if that is negative
     */
    public void throttle(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes a second are zero or more, not " + bytes);
        }
        loop.execute(() -> bytesPerSecond = bytes);
    }

    /**
     * Lets nothing pass, and nobody notice: connections stay open, are even accepted, and what is sent waits. When it is
     * switched off what has waited goes on, as after a partition that was healed.
     *
     * @param on whether nothing passes
     */
    public void blackHole(boolean on) {
        loop.execute(() -> blackHole = on);
    }

    /**
     * Resets a connection in the middle of what it sends: the one that would send more than so many bytes from now, counted
     * over all connections. Then it is over.
     *
     * @param after how many bytes still pass, 0 or more
     * @throws IllegalArgumentException if that is negative
     */
    public void cutAfter(long after) {
        if (after < 0) {
            throw new IllegalArgumentException("bytes are zero or more, not " + after);
        }
        loop.execute(() -> untilCut = after + 1);
    }

    /**
     * Changes one bit of one byte. Then it is over.
     *
     * @param which 1 for the next byte that passes, on whichever connection, and so on
     * @throws IllegalArgumentException if that is not positive
     */
    public void corruptByte(long which) {
        if (which < 1) {
            throw new IllegalArgumentException("bytes are counted from 1, and not " + which);
        }
        loop.execute(() -> untilCorruption = which);
    }

    /** Tells the receiving end of each open connection that nothing more will come, while the other way stays open. */
    public void halfClose() {
        loop.execute(halfClose);
    }

    /**
     * Returns what was sent into this lane, whether it arrived or not.
     *
     * @return bytes, over all connections
     */
    public long bytes() {
        return bytes.get();
    }

    void heal() {
        delayNanos = 0;
        bytesPerSecond = 0;
        blackHole = false;
        untilCut = 0;
        untilCorruption = 0;
    }

    void forget() {
        bytes.set(0);
    }

    void count(int count) {
        bytes.addAndGet(count);
    }

    long delayNanos() {
        return delayNanos;
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    boolean isBlackHole() {
        return blackHole;
    }

    /** Shortens what passes if a cut is due in it; returns whether one is. */
    boolean cut(ByteBuffer passing) {
        if (untilCut == 0) {
            return false;
        }
        if (passing.remaining() < untilCut) {
            untilCut -= passing.remaining();
            return false;
        }
        passing.limit(passing.position() + (int) untilCut - 1);
        untilCut = 0;
        return true;
    }

    void corrupt(ByteBuffer passing) {
        if (untilCorruption == 0) {
            return;
        }
        if (untilCorruption <= passing.remaining()) {
            int at = passing.position() + (int) untilCorruption - 1;
            passing.put(at, (byte) (passing.get(at) ^ 1));
        }
        untilCorruption = Math.max(0, untilCorruption - passing.remaining());
    }
}
