package dev.aside.bench.faults;

import java.time.Duration;

/**
 * How long the parts of a row are, and how often callers call.
 *
 * @param calm before the fault
 * @param hurt while it lasts, unless the row needs longer
 * @param after once it is over
 * @param pace between two calls of one thread
 */
record Spans(Duration calm, Duration hurt, Duration after, Duration pace) {
    /** For a record. */
    static final Spans FULL =
            new Spans(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(3), Duration.ofMillis(4));

    /** For a look. */
    static final Spans QUICK =
            new Spans(Duration.ofMillis(400), Duration.ofSeconds(1), Duration.ofMillis(1_300), Duration.ofMillis(15));
}
