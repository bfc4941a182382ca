package dev.aside.cache.engine;

import dev.aside.cache.BulkCacheLoader;
import dev.aside.cache.CacheLoader;
import dev.aside.cache.CacheWriter;
import dev.aside.cache.Consistency;
import dev.aside.cache.EntryExpiry;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.Tagger;
import dev.aside.cache.Weigher;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.route.CommitSource;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Everything one cache was told, checked by the builder and never changed. Grouped by whom it concerns.
 *
 * @param name the cache's name
 * @param source where values come from and go to
 * @param codecs how keys and values become bytes; asked only where the store holds bytes
 * @param life how long entries live
 * @param size how much of them lives in this process
 * @param limits how long and how many
 * @param protocol what the slots are told
 */
public record CacheOptions<K, V>(
        String name,
        Source<K, V> source,
        Codecs<K, V> codecs,
        Life<K, V> life,
        Size<K, V> size,
        Limits limits,
        Protocol protocol) {

    /**
     * Where values come from and go to.
     *
     * @param readsReplicas whether loads may read replicas of the database, and have to prove what they saw
     * @param commits the database whose transactions changes are bound to, or null if they are bound to none
     * @param keyOfText how a key is read that somebody tells as text, or null if none is
     */
    public record Source<K, V>(
            @Nullable CacheLoader<? super K, ? extends V> loader,
            @Nullable BulkCacheLoader<K, V> bulkLoader,
            @Nullable CacheWriter<? super K, ? super V> writer,
            WriteStrategy writeStrategy,
            LoadStrategy loadStrategy,
            @Nullable Tagger<? super K, ? super V> tagger,
            boolean readsReplicas,
            @Nullable CommitSource commits,
            @Nullable Function<String, ? extends K> keyOfText) {}

    /** How keys and values become bytes; null where the store holds references. */
    public record Codecs<K, V>(
            @Nullable Codec<K> key, @Nullable Codec<V> value) {}

    /** How long entries live. */
    public record Life<K, V>(
            @Nullable Duration soft,
            @Nullable Duration hard,
            @Nullable EntryExpiry<? super K, ? super V> perEntry,
            @Nullable Duration afterAccess,
            Duration absent,
            double jitter) {}

    /**
     * How much of them lives in this process.
     *
     * @param nearTier whether there is a tier in front of a backend with servers; null for where they push
     */
    public record Size<K, V>(
            long maximumSize,
            long maximumWeight,
            @Nullable Weigher<? super K, ? super V> weigher,
            @Nullable Boolean nearTier) {}

    /** How long and how many. */
    public record Limits(
            @Nullable Duration softLoad,
            Duration hardLoad,
            int runningLoads,
            int waitingLoads,
            Duration operation,
            Duration write,
            boolean loadOnCaller,
            boolean writeOnCaller) {}

    /** What the slots are told. */
    public record Protocol(
            Consistency consistency, Duration lease, Duration lag, Duration memory, boolean refuseWithoutFence) {}
}
