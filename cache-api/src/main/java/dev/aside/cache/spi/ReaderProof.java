package dev.aside.cache.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known of how far a server has come that follows another. The writer says how much it has written, the reader how
 * much of that it has; a reader that has come as far as the writer was when it was asked has all that had been acknowledged
 * before it was asked. A reader that is cut off from its writer answers as ever, and proves nothing any more.
 *
 * <p>Offsets mean something within one history only. Every history has a name: where the writer and the reader name
 * different ones, or none, nothing is proven.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads; {@link #isProven} takes no lock.
 */
public final class ReaderProof {

    /** Enough for a reader that is behind by the time that many samples take; of more, the oldest count no more. */
    private static final int MAX_SAMPLES = 256;

    private static final long NEVER = Long.MIN_VALUE;

    private record Sample(long sentNanos, long offset) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Sample> ahead = new ArrayDeque<>();
    private String history = "";
    private String reachedIn = "";
    private long reached;
    private volatile long provenNanos = NEVER;

    /** Creates one that knows nothing. */
    public ReaderProof() {}

    /**
     * The writer has said how far it is.
     *
     * @param sentNanos when it was asked, by the {@link Ticker}
     * @param name the name of its history
     * @param offset how far; negative if it has not said that, and then nothing is learnt
     */
    public void sampled(long sentNanos, String name, long offset) {
        lock.lock();
        try {
            if (!name.equals(history)) {
                history = name;
                ahead.clear();
                provenNanos = NEVER;
            }
            if (ahead.size() == MAX_SAMPLES) {
                ahead.removeFirst();
            }
            if (offset >= 0) {
                ahead.addLast(new Sample(sentNanos, offset));
            }
            prove();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The reader has said how far it has come.
     *
     * @param name the name of the history that it follows
     * @param offset how far; negative if it has not said that
     */
    public void reached(String name, long offset) {
        lock.lock();
        try {
            reachedIn = name;
            reached = offset;
            prove();
        } finally {
            lock.unlock();
        }
    }

    /** The reader is another one, or may be: nothing is known of it. */
    public void forget() {
        lock.lock();
        try {
            reachedIn = "";
            provenNanos = NEVER;
        } finally {
            lock.unlock();
        }
    }

    private void prove() {
        if (history.isEmpty() || !reachedIn.equals(history)) {
            return;
        }
        for (Sample next = ahead.peekFirst(); next != null && next.offset() <= reached; next = ahead.peekFirst()) {
            provenNanos = next.sentNanos();
            ahead.removeFirst();
        }
    }

    /**
     * Returns whether the reader has all that the writer had so long ago.
     *
     * @param nowNanos the time, by the {@link Ticker}
     * @param bound how long ago
     * @return whether it is proven; not so is anything that is not known
     */
    public boolean isProven(long nowNanos, Duration bound) {
        long proven = provenNanos;
        return proven != NEVER && nowNanos - proven <= bound.toNanos();
    }
}
