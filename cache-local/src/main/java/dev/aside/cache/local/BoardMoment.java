package dev.aside.cache.local;

import dev.aside.cache.spi.BoardRules;
import java.time.Instant;

/**
 * When a step is done, by the store's clock.
 *
 * @param millis milliseconds since 1970
 * @param micros microseconds since 1970
 */
record BoardMoment(long millis, long micros) {

    static BoardMoment of(Instant now) {
        return new BoardMoment(now.toEpochMilli(), BoardRules.micros(now));
    }
}
