package dev.aside.simulation.oracle;

import dev.aside.cache.Consistency;
import java.time.Duration;

/**
 * What a cache promises its readers.
 *
 * @param consistency the mode
 * @param life the longest that a value may be served after its load began, stale windows and the coarse clock included
 * @param behind how far before the beginning of a load the state may lie that it brings: the lag of replicas, and a flight
 *     under way that was joined
 */
public record Promise(Consistency consistency, Duration life, Duration behind) {

    /** Returns whether a read sees every change that was acknowledged before it. */
    boolean isStrict() {
        return consistency.mode() == Consistency.Mode.STRICT;
    }

    /** Returns whether a reader sees the changes of its own node. */
    boolean seesOwn() {
        return isStrict() || consistency.mode() == Consistency.Mode.READ_YOUR_WRITES;
    }

    /** Returns whether a read sees every change that was acknowledged the bound before it. */
    boolean isBounded() {
        return consistency.mode() != Consistency.Mode.EVENTUAL;
    }
}
