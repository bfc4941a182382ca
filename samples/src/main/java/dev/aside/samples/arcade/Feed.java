package dev.aside.samples.arcade;

import dev.aside.samples.arcade.View.Best;
import dev.aside.samples.arcade.View.Podium;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all pages show, the latest of it. Whoever is slow misses what came in between, and holds up nobody. Safe for use by many
 * threads.
 */
final class Feed implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = new State(0, Best.NONE, null, Best.NONE);
    private boolean closed;

    /**
     * What is shown.
     *
     * @param number another one for each change
     * @param top the best of the season
     * @param podium how the season before ended, or null if that is not known
     * @param champions who has won most seasons
     */
    record State(long number, Best top, @Nullable Podium podium, Best champions) {}

    void top(Best top, Podium podium) {
        set(before -> new State(before.number() + 1, top, podium, before.champions()));
    }

    void champions(Best champions, Podium podium) {
        set(before -> new State(before.number() + 1, before.top(), podium, champions));
    }

    private void set(UnaryOperator<State> change) {
        lock.lock();
        try {
            state = change.apply(state);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for another state than the one that has been seen. Blocks.
     *
     * @param seen its number, or a negative one
     * @param longest for how long; then the state is the same
     * @return the state, or null if there will be no other
     */
    @Nullable
    State next(long seen, Duration longest) {
        lock.lock();
        try {
            long left = longest.toNanos();
            while (!closed && state.number() == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return closed ? null : state;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
