package dev.aside.cache.engine;

import dev.aside.cache.route.ChangeToken;
import java.time.Duration;
import java.util.Objects;

/**
 * What one caller asks beyond the cache's own mode.
 *
 * @param maxAgeMillis the greatest age of a value
 * @param token what the caller has changed itself, wherever it has
 */
record Terms(long maxAgeMillis, ChangeToken token) {

    static final Terms NONE = new Terms(Long.MAX_VALUE, ChangeToken.NONE);

    Terms withMaxAge(Duration maxAge) {
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("a greatest age is zero or more, not " + maxAge);
        }
        return new Terms(Math.min(maxAgeMillis, Durations.millisDown(maxAge)), token);
    }

    Terms withToken(ChangeToken more) {
        return new Terms(maxAgeMillis, token.merge(Objects.requireNonNull(more, "token")));
    }
}
