package dev.aside.cache.jdbc;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Places that the writer is known to have come to, and when. Of those that are young enough the oldest serves best: most replicas have
 * passed it.
 */
final class Samples {

    /**
     * How far the writer was.
     *
     * @param askedNanos when it was asked for: who has come so far has all that was committed before
     */
    record Sample(Progress progress, long askedNanos) {}

    /** Closer to each other they would say the same. */
    private static final long APART_NANOS = Duration.ofMillis(25).toNanos();

    private static final int KEPT = 64;

    private final ReentrantLock lock = new ReentrantLock();

    /** The newest first. */
    private volatile List<Sample> kept = List.of();

    /** The writer had come there when it was asked then, or later. */
    void saw(Progress progress, long askedNanos) {
        if (!progress.isKnown() || isNear(askedNanos)) {
            return;
        }
        lock.lock();
        try {
            if (!isNear(askedNanos)) {
                Sample fresh = new Sample(progress, askedNanos);
                kept = Stream.concat(Stream.of(fresh), kept.stream().filter(older -> isOfTheSame(older, fresh)))
                        .limit(KEPT)
                        .toList();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isNear(long askedNanos) {
        return !kept.isEmpty() && askedNanos - kept.get(0).askedNanos() < APART_NANOS;
    }

    /** Of a history that has ended nothing is to be asked any more. */
    private static boolean isOfTheSame(Sample older, Sample fresh) {
        return fresh.progress().has(older.progress());
    }

    /** Returns the oldest one that was asked for at that moment or later, or null if there is none. */
    @Nullable
    Sample since(long nanos) {
        Sample found = null;
        for (Sample one : kept) {
            if (one.askedNanos() - nanos < 0) {
                return found;
            }
            found = one;
        }
        return found;
    }
}
