package dev.aside.cache.engine;

import java.time.Duration;

/** Spans as milliseconds, rounded to the safe side and never overflowing. */
final class Durations {

    private Durations() {}

    /** For lives: at least a millisecond, because zero would mean something else. */
    static long millisUp(Duration span) {
        long millis = millisDown(span);
        return span.minusMillis(millis).isZero() ? Math.max(millis, 1) : millis + 1;
    }

    static long millisDown(Duration span) {
        return span.compareTo(Duration.ofMillis(Long.MAX_VALUE / 4)) >= 0 ? Long.MAX_VALUE / 4 : span.toMillis();
    }

    static long plus(long millis, long more) {
        long sum = millis + more;
        return more > 0 && sum < millis ? Long.MAX_VALUE : sum;
    }
}
