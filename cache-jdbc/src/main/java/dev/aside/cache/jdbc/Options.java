package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the user has said, checked. */
record Options(
        String name,
        int poolSize,
        int minimumIdle,
        Duration borrowTimeout,
        Duration probeInterval,
        long lagBound,
        WhenNoReader whenNoReader,
        Balance balance,
        @Nullable String zone,
        Duration rampUp,
        Duration drain,
        Endpoint loads,
        @Nullable Duration idleAfter) {

    /** After how long without an answer a node is taken for one that is not there. */
    Duration silence() {
        return probeInterval.plus(probeInterval.dividedBy(2));
    }
}
