package dev.aside.samples.demo.oracle;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Hands out the versions of objects to writers. Write-through needs the new version before the database has it, so
 * writers of one object take turns: the order of versions, of commits and of acknowledgements is then one order, and the
 * oracle cannot be misled by a writer that was overtaken. Readers never take these locks: they race with every change.
 */
public final class Versions {
    private static final int STRIPES = 1024;

    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);
    private final long[] taken;

    /**
     * Makes the counters.
     *
     * @param objects how many objects there are, numbered from 0
     * @param first the version they all start with
     */
    public Versions(int objects, long first) {
        taken = new long[objects];
        Arrays.fill(taken, first);
    }

    /**
     * Changes an object, alone. A version whose change fails is not used again: whether it reached the database is
     * unknown.
     *
     * @param object the object to change
     * @param change given the new version; makes the change and has its acknowledgement recorded
     */
    public void advance(int object, LongConsumer change) {
        ReentrantLock stripe = stripes[object & (STRIPES - 1)];
        stripe.lock();
        try {
            change.accept(++taken[object]);
        } finally {
            stripe.unlock();
        }
    }
}
