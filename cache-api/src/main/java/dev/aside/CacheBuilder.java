package dev.aside;

import dev.aside.cache.BulkCacheLoader;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.CacheLoader;
import dev.aside.cache.CacheWriter;
import dev.aside.cache.Consistency;
import dev.aside.cache.EntryExpiry;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.Tagger;
import dev.aside.cache.Weigher;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.route.CommitSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Builds a {@link Cache}. Each setting may be made once, and settings that contradict each other are refused when the cache
 * is built, with both values in the message. A span may be as long as ten years; longer ones are taken as ten years.
 *
 * <p>Not safe for use by many threads.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public final class CacheBuilder<K, V> {

    private final Caches caches;
    private final String name;
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final Settings settings;

    CacheBuilder(Caches caches, String name, Class<K> keyType, Class<V> valueType) {
        this.caches = caches;
        this.name = name;
        this.keyType = keyType;
        this.valueType = valueType;
        this.settings = new Settings(name);
    }

    private CacheBuilder<K, V> set(Knob knob, Object value) {
        settings.set(knob, value);
        return this;
    }

    /**
     * Sets what reads a value from the source: lazy loading. By default there is none, and {@link Cache#get} of what no tier
     * has is an error.
     *
     * @param loader the loader
     * @return this
     */
    public CacheBuilder<K, V> load(CacheLoader<? super K, ? extends V> loader) {
        return set(Knob.LOAD, loader);
    }

    /**
     * Sets what reads a value from the source, for sources that answer with an {@link Optional}: an empty one says that there
     * is no value.
     *
     * @param loader the loader
     * @return this
     */
    public CacheBuilder<K, V> loadOptional(CacheLoader<? super K, Optional<? extends V>> loader) {
        Objects.requireNonNull(loader, "loader");
        CacheLoader<K, V> unwrapped = key -> {
            Optional<? extends V> value = loader.load(key);
            return value == null ? null : value.orElse(null);
        };
        return set(Knob.LOAD, unwrapped);
    }

    /**
     * Sets what reads many values from the source at once, for {@link Cache#getAll}. Without a single loader it serves single
     * keys too. By default there is none, and keys are loaded one by one.
     *
     * @param loader the loader
     * @return this
     */
    public CacheBuilder<K, V> loadAll(BulkCacheLoader<K, V> loader) {
        return set(Knob.LOAD_ALL, loader);
    }

    /**
     * Sets what writes a value to the source, for {@link Cache#put}. By default there is none, and whoever puts has written
     * the source before.
     *
     * @param writer the writer
     * @return this
     */
    public CacheBuilder<K, V> write(CacheWriter<? super K, ? super V> writer) {
        return set(Knob.WRITE, writer);
    }

    /**
     * Sets what a put leaves in the cache. By default {@link WriteStrategy#WRITE_THROUGH}.
     *
     * @param strategy the strategy
     * @return this
     */
    public CacheBuilder<K, V> writeStrategy(WriteStrategy strategy) {
        return set(Knob.WRITE_STRATEGY, strategy);
    }

    /**
     * Sets when a read is served from an entry. By default {@link dev.aside.cache.LoadStrategies#lazy()}.
     *
     * @param strategy the strategy
     * @return this
     */
    public CacheBuilder<K, V> loadStrategy(LoadStrategy strategy) {
        return set(Knob.LOAD_STRATEGY, strategy);
    }

    /**
     * Sets how old a served value may be. By default {@link Consistency#bounded} to 1 second.
     *
     * @param consistency the mode
     * @return this
     */
    public CacheBuilder<K, V> consistency(Consistency consistency) {
        return set(Knob.CONSISTENCY, consistency);
    }

    /**
     * Sets how keys become bytes. By default the built-in codec of the key's type. A backend that holds references uses none.
     *
     * @param codec the codec, which gives equal keys equal bytes and different keys different ones
     * @return this
     */
    public CacheBuilder<K, V> keyCodec(Codec<K> codec) {
        return set(Knob.KEY_CODEC, codec);
    }

    /**
     * Sets how values become bytes. By default the built-in codec of the value's type: core types, records and enums of them.
     * A backend that holds references uses none.
     *
     * @param codec the codec
     * @return this
     */
    public CacheBuilder<K, V> codec(Codec<V> codec) {
        return set(Knob.CODEC, codec);
    }

    /**
     * Sets the hard expiry: how long a value is valid, counted from just before it was loaded. By default it does not expire
     * by age.
     *
     * @param life at least 1 millisecond
     * @return this
     */
    public CacheBuilder<K, V> expireAfterWrite(Duration life) {
        return set(Knob.EXPIRE_AFTER_WRITE, life);
    }

    /**
     * Sets the soft expiry: how long a value is fresh. Past it, and until the hard expiry, it is served while one refresh runs
     * in the background. By default there is none.
     *
     * @param life at least 1 millisecond, at most the hard expiry
     * @return this
     */
    public CacheBuilder<K, V> refreshAfterWrite(Duration life) {
        return set(Knob.REFRESH_AFTER_WRITE, life);
    }

    /**
     * Sets how long an entry lives in this process without being read, to within a few milliseconds. By default any time. Far
     * copies are not concerned.
     *
     * @param idle at least 1 millisecond
     * @return this
     */
    public CacheBuilder<K, V> expireAfterAccess(Duration idle) {
        return set(Knob.EXPIRE_AFTER_ACCESS, idle);
    }

    /**
     * Sets a hard expiry that depends on the value. Excludes {@link #expireAfterWrite}.
     *
     * @param expiry the function
     * @return this
     */
    public CacheBuilder<K, V> expireAfter(EntryExpiry<? super K, ? super V> expiry) {
        return set(Knob.EXPIRE_AFTER, expiry);
    }

    /**
     * Sets how long it is remembered that there is no value. By default 30 seconds, or the hard expiry if that is shorter. A
     * change of the key ends it at once, as it does a value.
     *
     * @param life at least 1 millisecond
     * @return this
     */
    public CacheBuilder<K, V> expireAbsentAfterWrite(Duration life) {
        return set(Knob.EXPIRE_ABSENT_AFTER_WRITE, life);
    }

    /**
     * Sets by how much of it a life may be shortened, by a share that depends on the key, so that what was loaded together
     * does not expire together. By default 0.1. It never lengthens.
     *
     * @param share from 0, for none, to 0.5
     * @return this
     */
    public CacheBuilder<K, V> jitter(double share) {
        return set(Knob.JITTER, share);
    }

    /**
     * Sets what tags entries carry, so that {@link Cache#invalidateTag} works. By default none.
     *
     * @param tagger the function
     * @return this
     */
    public CacheBuilder<K, V> tags(Tagger<? super K, ? super V> tagger) {
        return set(Knob.TAGS, tagger);
    }

    /**
     * Bounds the entries held in this process by number. By default 10,000.
     *
     * @param entries 0, for none, or more
     * @return this
     */
    public CacheBuilder<K, V> maximumSize(long entries) {
        return set(Knob.MAXIMUM_SIZE, entries);
    }

    /**
     * Bounds the entries held in this process by weight. Excludes {@link #maximumSize}.
     *
     * @param weight 0 or more
     * @param weigher the weight of each entry
     * @return this
     */
    public CacheBuilder<K, V> maximumWeight(long weight, Weigher<? super K, ? super V> weigher) {
        set(Knob.MAXIMUM_WEIGHT, weight);
        return set(Knob.WEIGHER, weigher);
    }

    /**
     * Sets whether a backend with servers gets a near tier in this process in front of it. By default true where its servers push
     * what has changed, as Redis does, and false where they do not, as Memcached: there a copy is served for as long as the
     * mode's bound allows from when its read was sent, and in EVENTUAL until it expires. Either way there is one only where the
     * mode allows it, which STRICT does not, and where {@code cache-local} is there.
     *
     * @param near whether
     * @return this
     */
    public CacheBuilder<K, V> nearTier(boolean near) {
        return set(Knob.NEAR_TIER, near);
    }

    /**
     * Sets after what time the waiters of a load are given an older value, where a strategy allows one; the load goes on in
     * the background, on the executor. By default they wait for the load.
     *
     * @param timeout at least 1 millisecond, below the hard time-out
     * @return this
     */
    public CacheBuilder<K, V> softLoadTimeout(Duration timeout) {
        return set(Knob.SOFT_LOAD_TIMEOUT, timeout);
    }

    /**
     * Sets after what time the waiters of a load are let go with a {@link dev.aside.cache.CacheTimeoutException}; the load
     * goes on in the background and is stored if its lease still stands. By default 10 seconds, and the caller that runs the
     * load itself stays in it; once this is set, loads run on the executor and every caller is let go.
     *
     * @param timeout at least 1 millisecond
     * @return this
     */
    public CacheBuilder<K, V> hardLoadTimeout(Duration timeout) {
        return set(Knob.HARD_LOAD_TIMEOUT, timeout);
    }

    /**
     * Sets how many loads of this cache run at once. By default 64: more than a usual connection pool has, so that the pool
     * decides.
     *
     * @param loads at least 1
     * @return this
     */
    public CacheBuilder<K, V> maximumLoads(int loads) {
        return set(Knob.MAXIMUM_LOADS, loads);
    }

    /**
     * Sets how many more loads may wait for their turn; beyond that a {@link dev.aside.cache.CacheOverloadedException} is
     * thrown at once. By default 10,000.
     *
     * @param loads 0 or more
     * @return this
     */
    public CacheBuilder<K, V> maximumWaitingLoads(int loads) {
        return set(Knob.MAXIMUM_WAITING_LOADS, loads);
    }

    /**
     * Sets how long a load may take and still be stored; other nodes wait for it, or take over once it has passed. By default
     * the hard load time-out.
     *
     * @param life at least 10 milliseconds
     * @return this
     */
    public CacheBuilder<K, V> lease(Duration life) {
        return set(Knob.LEASE, life);
    }

    /**
     * Sets how long one step of the backend may take; a backend that does not answer in time is done without. By default 100
     * milliseconds.
     *
     * @param timeout at least 1 millisecond
     * @return this
     */
    public CacheBuilder<K, V> operationTimeout(Duration timeout) {
        return set(Knob.OPERATION_TIMEOUT, timeout);
    }

    /**
     * Sets how long a change may take from its beginning to its end, the source's work included. A change that takes longer,
     * or whose outcome nobody knows, keeps its keys uncached for as long, and for {@link #replicaLag} more. By default 10 seconds, and the caller runs the
     * writer itself; once this is set, writers run on the executor and the caller is let go.
     *
     * @param timeout at least 10 milliseconds
     * @return this
     */
    public CacheBuilder<K, V> writeTimeout(Duration timeout) {
        return set(Knob.WRITE_TIMEOUT, timeout);
    }

    /**
     * Sets what becomes of a change that the backend cannot be told of beforehand. By default it is made all the same, and
     * answered {@link dev.aside.cache.route.ChangeOutcome#PENDING}; STRICT always refuses.
     *
     * @param policy what to do
     * @return this
     */
    public CacheBuilder<K, V> whenFenceFails(FencePolicy policy) {
        return set(Knob.WHEN_FENCE_FAILS, policy);
    }

    /**
     * Says which database this cache is loaded from, as cache-jdbc's {@code EndpointDataSource}. Then
     *
     * <ul>
     *   <li>loads may be answered by its replicas, and are stored only if they have {@linkplain dev.aside.cache.LoadContext#prove
     *       proven} that they saw enough, which the data source does by itself;
     *   <li>a change of the cache within a transaction of that database waits for its COMMIT, is answered {@link
     *       dev.aside.cache.route.ChangeOutcome#PENDING}, and is forgotten if it is rolled back;
     *   <li>a read within a transaction that has written, or told a cache of a change, goes past the cache, on the caller's thread, and stores nothing; other loads run
     *       outside of a transaction that the caller is in.
     * </ul>
     *
     * <p>By default there is none. Excludes {@link #readsReplicas}, which it includes.
     *
     * @param database the database, which stays the caller's to close, after the {@code Aside}
     * @return this
     */
    public CacheBuilder<K, V> source(CommitSource database) {
        return set(Knob.SOURCE, database);
    }

    /**
     * Says how a key is read that the database's {@link #source} tells as text: what a notification names. By default strings, numbers
     * ({@code Integer}, {@code Long}) and UUIDs are read as they are written, and keys of other types cannot be told.
     *
     * @param reading reads a key; what it throws says that the text is none
     * @return this
     */
    public CacheBuilder<K, V> keyOfText(Function<String, ? extends K> reading) {
        return set(Knob.KEY_OF_TEXT, reading);
    }

    /**
     * Says whether loads read from replicas of the database. If so, a load is stored only if it has {@linkplain
     * dev.aside.cache.LoadContext#prove proven} that it saw enough. By default false: loads read the writer, or a database
     * that has no replicas.
     *
     * @param replicas whether
     * @return this
     */
    public CacheBuilder<K, V> readsReplicas(boolean replicas) {
        return set(Knob.READS_REPLICAS, replicas);
    }

    /**
     * Sets the largest lag of a database replica that is allowed. By default the mode's bound, at most 1 second.
     *
     * @param lag 1 millisecond or more
     * @return this
     */
    public CacheBuilder<K, V> replicaLag(Duration lag) {
        return set(Knob.REPLICA_LAG, lag);
    }

    /**
     * Sets how long the backend remembers that a key has changed: at least the longest load, the longest transaction and the
     * replica lag together. By default 30 seconds, or that sum if it is longer.
     *
     * @param memory 1 second or more
     * @return this
     */
    public CacheBuilder<K, V> changeMemory(Duration memory) {
        return set(Knob.CHANGE_MEMORY, memory);
    }

    /**
     * Builds the cache.
     *
     * @return the cache, which lives as long as its {@code Aside}
     * @throws CacheConfigurationException if settings are out of range, contradict each other, or ask for what the backend
     *     cannot do; the message names them
     */
    public Cache<K, V> build() {
        CacheOptions<K, V> options =
                new OptionsOf<>(settings, name, keyType, valueType, caches.backend(), caches.hasLocalTiers()).options();
        return caches.build(options);
    }

    @Override
    public String toString() {
        return "CacheBuilder[" + name + ", " + settings + "]";
    }
}
