package dev.aside.bench.hotpath;

import org.jspecify.annotations.Nullable;

/** A cache that holds every key of the run, seen through the one call that is measured. */
@FunctionalInterface
interface HitCache {
    @Nullable
    Object get(String key);
}
