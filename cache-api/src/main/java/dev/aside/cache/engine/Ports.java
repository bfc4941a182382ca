package dev.aside.cache.engine;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.LocalTiers;
import dev.aside.cache.spi.Recorder;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * What all caches of one {@code Aside} share.
 *
 * @param backend where slots are
 * @param runtime time, threads and chance
 * @param recorder who is told
 * @param localTiers what makes near tiers, or null where cache-local is not there
 * @param stripes the changes seen by this process
 * @param onCallers whether loaders and writers may run on the threads of callers that wait for them
 */
public record Ports(
        CacheBackend backend,
        CacheRuntime runtime,
        Recorder recorder,
        @Nullable LocalTiers localTiers,
        AtomicIntegerArray stripes,
        boolean onCallers) {

    /** Creates the ports with stripes of their own. */
    public static Ports of(
            CacheBackend backend,
            CacheRuntime runtime,
            Recorder recorder,
            @Nullable LocalTiers localTiers,
            boolean onCallers) {
        return new Ports(backend, runtime, recorder, localTiers, Stripes.newCounts(), onCallers);
    }
}
