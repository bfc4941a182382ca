package dev.aside.cache.redis;

import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;

/** The slots of one cache, wherever they are: what they are called, how long they stand, and what is known of them here. */
final class Slots {

    private final Keys keys;
    private final RedisFeed feed;
    private final Hints hints = new Hints();
    private final TokenImages tokens = new TokenImages();
    private final long lagMillis;
    private final long memoryMillis;

    /** @param onWatched told whenever somebody has begun to listen to the feed */
    Slots(StoreSpec spec, String keyPrefix, Runnable onWatched) {
        this.keys = new Keys(keyPrefix, spec.cacheName());
        this.feed = new RedisFeed(keys, spec.cacheName(), onWatched);
        this.lagMillis = spec.lag().toMillis();
        this.memoryMillis = spec.memory().toMillis();
    }

    Keys keys() {
        return keys;
    }

    /** Returns what is told of their changes. */
    RedisFeed feed() {
        return feed;
    }

    Hints hints() {
        return hints;
    }

    TokenImages tokens() {
        return tokens;
    }

    /** Returns the largest replica lag allowed. */
    long lagMillis() {
        return lagMillis;
    }

    /** Returns how long changes are remembered. */
    long memoryMillis() {
        return memoryMillis;
    }

    Duration memory() {
        return Duration.ofMillis(memoryMillis);
    }
}
