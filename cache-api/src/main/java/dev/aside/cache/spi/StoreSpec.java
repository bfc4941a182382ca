package dev.aside.cache.spi;

import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a backend is told of a cache whose store it opens.
 *
 * @param cacheName the name, which is also the namespace of its slots
 * @param lag the largest replica lag allowed, L
 * @param memory how long a slot remembers a change, H
 * @param readerBound by how much a server that follows the writer may be behind it when it answers a read, as proven; zero if
 *     only the writer is to be asked
 * @param near how the part of the store that lives in this process is bounded
 * @param uniformLife for each key its hard life in milliseconds, if that depends on the key alone and entries carry nothing
 *     that must be kept beside the value; null if entries must be kept whole
 */
public record StoreSpec(
        String cacheName,
        Duration lag,
        Duration memory,
        Duration readerBound,
        NearSpec near,
        @Nullable ToLongFunction<Object> uniformLife) {}
