package dev.aside.bench.faults;

import java.time.Duration;

/**
 * What happens to the servers of a row, or on the way to them. Told by one thread.
 *
 * @param <P> where it can happen
 */
public interface Fault<P extends Place> {
    /**
     * Prepares the servers, before there is a node.
     *
     * @param place where
     */
    default void prepare(P place) {}

    /**
     * Begins.
     *
     * @param place where
     */
    default void strike(P place) {}

    /**
     * Strikes again and again while the fault lasts.
     *
     * @param place where
     */
    default void again(P place) {}

    /**
     * How long it is until it strikes again.
     *
     * @return a pause
     */
    default Duration pause() {
        return Duration.ofMillis(250);
    }

    /**
     * Ends: when this returns all is as it should be.
     *
     * @param place where
     */
    default void mend(P place) {}
}
