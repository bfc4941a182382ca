package dev.aside.cache.spi;

import java.time.Duration;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a tier in this process is bounded.
 *
 * @param cacheName the name
 * @param maximumSize the most entries, or negative if weight is bounded
 * @param maximumWeight the most weight, or negative if size is bounded
 * @param weigher the weight of a key and a value, never negative; given if weight is bounded
 * @param expireAfterAccess how long an entry lives unread, or null for any time
 */
public record NearSpec(
        String cacheName,
        long maximumSize,
        long maximumWeight,
        @Nullable ToIntBiFunction<Object, Object> weigher,
        @Nullable Duration expireAfterAccess) {}
