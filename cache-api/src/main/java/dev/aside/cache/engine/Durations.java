package dev.aside.cache.engine;

import dev.aside.cache.spi.CoarseClock;
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

    /**
     * Returns for how long a near copy may be served unlooked at, so that it is not served beyond the bound: the rest, a quarter
     * of it and in any case more than one period, is for the coarse clock that hits are judged by, which lags behind.
     */
    static long unlookedMillis(Duration bound) {
        long millis = bound.toMillis();
        return millis - Math.max(millis / 4, CoarseClock.PERIOD.toMillis() + 1);
    }
}
