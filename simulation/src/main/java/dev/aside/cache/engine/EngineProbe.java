package dev.aside.cache.engine;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.NearTier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A cache of the shipped engine, built as the public builder does it, with a view of what is left inside.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class EngineProbe<K, V> {
    private static final long LONG_MILLIS = 60_000;

    private final EngineCache<K, V> cache;
    private final boolean putFillsNear;

    private EngineProbe(EngineCache<K, V> cache, boolean putFillsNear) {
        this.cache = cache;
        this.putFillsNear = putFillsNear;
    }

    /**
     * Builds a cache.
     *
     * @param options what it is told
     * @param ports what it shares with others of its process
     * @param rules the decisions of the engine, shipped or with one of them wrong
     */
    public static <K, V> EngineProbe<K, V> build(CacheOptions<K, V> options, Ports ports, EngineRules rules) {
        return new EngineProbe<>(EngineCache.build(options, ports, rules.rules()), rules.putFillsNear());
    }

    /** Returns the view whose answers are futures. */
    public AsyncCache<K, V> async() {
        return cache.async();
    }

    /** Writes a value. */
    public CompletableFuture<ChangeOutcome> put(K key, V value) {
        CompletableFuture<ChangeOutcome> put = async().put(key, value);
        return putFillsNear ? put.whenComplete((outcome, error) -> putNear(key, value, outcome)) : put;
    }

    private void putNear(K key, V value, @Nullable ChangeOutcome outcome) {
        if (outcome == ChangeOutcome.APPLIED) {
            parts().near.put(key, value, LONG_MILLIS, parts().near.epoch(), () -> true);
        }
    }

    /** Returns the counts. */
    public CacheStats stats() {
        return cache.stats();
    }

    EngineCache<K, V> cache() {
        return cache;
    }

    /** Returns what a hit would be answered with, without being one. */
    public @Nullable Object near(K key) {
        return parts().near.get(key);
    }

    /** Returns whether there is a near tier at all. */
    public boolean hasNear() {
        return !(parts().near instanceof NoNear);
    }

    /** Returns what stands for an absent value. */
    public static Object absent() {
        return NearTier.ABSENT;
    }

    /** Returns the count of changes of the key that this process has seen. */
    public int stripe(K key) {
        return parts().stripes.of(key);
    }

    /** Returns how many changes wait for the store. */
    public int pending() {
        return parts().journal.pendingCount();
    }

    /** Returns what is under way or kept though nobody waits for it any more, each as a line. */
    public List<String> leftovers() {
        Parts<K, V> parts = parts();
        List<String> left = new ArrayList<>();
        add(left, parts.flights.size(), "flights");
        add(left, parts.refreshes.size(), "refreshes");
        add(left, parts.journal.pendingCount(), "pending changes");
        add(left, parts.budget.running(), "running loads");
        return left;
    }

    private static void add(List<String> left, int count, String what) {
        if (count != 0) {
            left.add(count + " " + what);
        }
    }

    private Parts<K, V> parts() {
        return cache.core().parts;
    }

    /** Closes the cache. */
    public void close() {
        cache.close();
    }
}
