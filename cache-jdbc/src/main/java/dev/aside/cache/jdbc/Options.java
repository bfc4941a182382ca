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
        WhenNoMember whenNoMember,
        Balance balance,
        @Nullable String zone,
        Duration rampUp,
        Duration drain,
        @Nullable Endpoint loads,
        Duration catchUp,
        @Nullable Duration idleAfter) {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    /** Drivers reckon in milliseconds that are an int. */
    private static final Duration LONGEST_CONNECT = Duration.ofDays(1);

    private static final Duration LEAST_SILENCE = Duration.ofMillis(500);

    /** After how long without an answer a node that has answered is taken for one that is not there. */
    Duration silence() {
        Duration longer = probeInterval.compareTo(LEAST_SILENCE) > 0 ? probeInterval : LEAST_SILENCE;
        return longer.plus(probeInterval.dividedBy(2));
    }

    /** How long the driver waits in a probe: where a database has to wake up first, as long as whoever wants a connection. */
    Duration probeLimit() {
        return idleAfter == null ? PROBE_LIMIT : Check.atMost(borrowTimeout, LONGEST_CONNECT);
    }

    /** How long a connection may take to be made. */
    Duration connectLimit() {
        return borrowTimeout.compareTo(CONNECT_LIMIT) > 0
                ? Check.atMost(borrowTimeout, LONGEST_CONNECT)
                : CONNECT_LIMIT;
    }
}
