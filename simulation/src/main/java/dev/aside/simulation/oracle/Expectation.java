package dev.aside.simulation.oracle;

import org.jspecify.annotations.Nullable;

/**
 * What a read of one key must see, as of when it began.
 *
 * @param key the key
 * @param invokedNanos when the read began
 * @param place the least place in the key's history
 * @param why what asks for that place
 * @param own whose read it is
 * @param currentNanos no value that was replaced before this time
 */
public record Expectation(
        int key, long invokedNanos, int place, @Nullable String why, Own own, long currentNanos) {

    boolean isMonotonic() {
        return "MONOTONIC".equals(why);
    }
}
