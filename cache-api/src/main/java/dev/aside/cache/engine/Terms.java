package dev.aside.cache.engine;

import java.time.Duration;

/**
 * What one caller asks beyond the cache's own mode.
 *
 * @param maxAgeMillis the greatest age of a value
 */
record Terms(long maxAgeMillis) {

    static final Terms NONE = new Terms(Long.MAX_VALUE);

    Terms withMaxAge(Duration maxAge) {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("a greatest age is zero or more, not " + maxAge);
        }
        return new Terms(Math.min(maxAgeMillis, Durations.millisDown(maxAge)));
    }
}
