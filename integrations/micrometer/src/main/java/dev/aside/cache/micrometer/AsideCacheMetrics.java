package dev.aside.cache.micrometer;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.cache.CacheMeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Binds the counts of one cache, which a registry polls. {@link AsideMetrics} does this for every cache of an {@code Aside},
 * and hears more; use this for a single cache, or where a framework asks for a {@code MeterBinder}.
 *
 * <p>Beside Micrometer's own {@code cache.size}, {@code cache.gets}, {@code cache.puts} and {@code cache.evictions}:
 * {@code cache.hits} (by {@code tier}), {@code cache.load} (by {@code result}), {@code cache.load.duration}, {@code
 * cache.removals}, {@code cache.values.unstorable}, {@code cache.stale.served}, {@code cache.bypasses} and {@code
 * cache.changes.pending}.
 *
 * <p>The cache is referred to weakly: once it is gone, counts stay at their last value. Bind the cache itself, not one of its
 * views, which may be gone sooner. <b>Thread-safety:</b> safe for use by many threads. Binding twice changes nothing.
 */
public final class AsideCacheMetrics extends CacheMeterBinder<Cache<?, ?>> {

    /**
     * Creates the binder; {@link #bindTo} binds.
     *
     * @param cache the cache, whose name becomes the tag {@code cache}
     * @param tags further tags of all its meters
     */
    public AsideCacheMetrics(Cache<?, ?> cache, Iterable<Tag> tags) {
        super(cache, cache.name(), tags);
    }

    private long count(ToLongFunction<CacheStats> count) {
        Cache<?, ?> cache = getCache();
        return cache == null ? 0 : count.applyAsLong(cache.stats());
    }

    @Override
    protected Long size() {
        return count(CacheStats::estimatedSize);
    }

    @Override
    protected long hitCount() {
        return count(stats -> stats.nearHits() + stats.farHits());
    }

    @Override
    protected Long missCount() {
        return count(CacheStats::misses);
    }

    @Override
    protected Long evictionCount() {
        return count(CacheStats::evictions);
    }

    /** Micrometer counts what loads bring as put, too. */
    @Override
    protected long putCount() {
        return count(stats -> stats.puts() + stats.loads());
    }

    @Override
    protected void bindImplementationSpecificMetrics(MeterRegistry registry) {
        Cache<?, ?> cache = getCache();
        if (cache != null) {
            bindHits(registry, cache);
            bindLoads(registry, cache);
            bindChanges(registry, cache);
            bindTroubles(registry, cache);
        }
    }

    /** By tier, and not in {@code cache.gets}: the tags of one name must be the same for all of its meters. */
    private void bindHits(MeterRegistry registry, Cache<?, ?> cache) {
        String description = "The reads that a tier answered: near is this process, far the backend's servers.";
        counter("cache.hits", description, cache, CacheStats::nearHits)
                .tag("tier", "near")
                .register(registry);
        counter("cache.hits", description, cache, CacheStats::farHits)
                .tag("tier", "far")
                .register(registry);
    }

    private void bindLoads(MeterRegistry registry, Cache<?, ?> cache) {
        String description =
                "The loads by how they ended; a load of many keys counts each, one refused for overload failed.";
        counter("cache.load", description, cache, CacheStats::loads)
                .tag("result", "success")
                .register(registry);
        counter("cache.load", description, cache, CacheStats::loadFailures)
                .tag("result", "failure")
                .register(registry);
        TimeGauge.builder("cache.load.duration", cache, TimeUnit.NANOSECONDS, AsideCacheMetrics::loadNanos)
                .description("The time spent in loads so far, failed ones included.")
                .tags(getTagsWithCacheName())
                .register(registry);
    }

    private static double loadNanos(Cache<?, ?> cache) {
        return cache.stats().loadTime().toNanos();
    }

    private void bindChanges(MeterRegistry registry, Cache<?, ?> cache) {
        String removals = "The keys, tags and clears invalidated by callers.";
        counter("cache.removals", removals, cache, CacheStats::invalidations).register(registry);
        Gauge.builder("cache.changes.pending", cache, c -> c.stats().pendingChanges())
                .description("The changes that the backend has not acknowledged yet.")
                .tags(getTagsWithCacheName())
                .register(registry);
    }

    private void bindTroubles(MeterRegistry registry, Cache<?, ?> cache) {
        String unstorable = "The values that expiry, weigher, tagger or codec kept from being stored or read.";
        counter("cache.values.unstorable", unstorable, cache, CacheStats::unstorable)
                .register(registry);
        String stale = "The reads answered with a value past its hard life, as an option allowed.";
        counter("cache.stale.served", stale, cache, CacheStats::staleServed).register(registry);
        String bypasses = "The reads and loads that had to do without the cache because it did not answer.";
        counter("cache.bypasses", bypasses, cache, CacheStats::bypasses).register(registry);
    }

    private FunctionCounter.Builder<Cache<?, ?>> counter(
            String name, String description, Cache<?, ?> cache, ToLongFunction<CacheStats> count) {
        FunctionCounter.Builder<Cache<?, ?>> builder =
                FunctionCounter.builder(name, cache, c -> count.applyAsLong(c.stats()));
        return builder.description(description).tags(getTagsWithCacheName());
    }
}
