package dev.aside.cache.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.Weigher;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.function.ToIntBiFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What the tiers of a cache are told, as its options have it. */
final class Assembly {

    /** Its nanoseconds fit in a long. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private Assembly() {}

    static <K, V> StoreSpec storeSpec(CacheOptions<K, V> options) {
        return new StoreSpec(
                options.name(),
                options.protocol().lag(),
                options.protocol().memory(),
                readerBound(options.protocol().consistency()),
                nearSpec(options),
                uniformLife(options));
    }

    /**
     * Half of the bound is for the reader, and half for who joins a read that is under way. Modes in which callers see their
     * own changes, or everybody's, ask the writer.
     */
    static Duration readerBound(Consistency consistency) {
        return switch (consistency.mode()) {
            case EVENTUAL -> FOR_EVER;
            case BOUNDED -> consistency.bound().dividedBy(2);
            case READ_YOUR_WRITES, STRICT -> Duration.ZERO;
        };
    }

    /** Returns the life by key, where nothing about an entry must be kept but its value and its end. */
    private static <K, V> @Nullable ToLongFunction<Object> uniformLife(CacheOptions<K, V> options) {
        boolean uniform = options.life().perEntry() == null
                && options.life().soft() == null
                && options.source().tagger() == null
                && options.source().loadStrategy() == LoadStrategies.lazy()
                && !options.source().readsReplicas();
        return uniform ? new Binding<>(options)::uniformLifeMillis : null;
    }

    @SuppressWarnings("unchecked") // a tier hands on only this cache's keys and values
    private static <K, V> NearSpec nearSpec(CacheOptions<K, V> options) {
        Weigher<? super K, ? super V> weigher = options.size().weigher();
        ToIntBiFunction<Object, Object> weight = weigher == null
                ? null
                : (key, value) -> value == NearTier.ABSENT ? 1 : weigher.weigh((K) key, (V) value);
        return new NearSpec(
                options.name(),
                options.size().maximumSize(),
                options.size().maximumWeight(),
                weight,
                options.life().afterAccess());
    }

    /** Returns the tier that answers hits. */
    static <K, V> NearTier<K> near(CacheOptions<K, V> options, Ports ports, EntryStore store) {
        NearTier<K> near = shared(options, ports, store);
        CommitSource source = options.source().commits();
        return source == null || near instanceof NoNear ? near : new OwnReads<>(near, key -> hasWritten(source));
    }

    /** Whether the calling thread is in a transaction that has changed something, which others are not to see yet. */
    static boolean hasWritten(CommitSource source) {
        TransactionContext transaction = TransactionContext.current(source);
        return transaction != null && transaction.hasWritten();
    }

    /** Returns the store's own view, a tier in front of it, or none. */
    @SuppressWarnings("unchecked") // the view was opened for this cache's keys
    private static <K, V> NearTier<K> shared(CacheOptions<K, V> options, Ports ports, EntryStore store) {
        NearTier<?> view = store.view();
        if (view != null) {
            return (NearTier<K>) view;
        }
        boolean strict = options.protocol().consistency().mode() == Consistency.Mode.STRICT;
        if (!store.isShared() || !wantsNear(options, store) || strict || ports.localTiers() == null) {
            return new NoNear<>();
        }
        return ports.localTiers().near(nearSpec(options), ports.runtime());
    }

    /** Where nobody pushes, a copy would only be as young as its read: that is for the user to say. */
    private static boolean wantsNear(CacheOptions<?, ?> options, EntryStore store) {
        Boolean asked = options.size().nearTier();
        return asked == null ? store.feed() != null : asked;
    }
}
