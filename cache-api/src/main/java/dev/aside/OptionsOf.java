package dev.aside;

import dev.aside.cache.Consistency;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.codec.Codec;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.codec.Codecs;
import dev.aside.cache.engine.CacheOptions;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.Payload;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks a builder's settings, fills in the defaults, and makes the options of them. */
final class OptionsOf<K, V> {

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);

    /** Longer than any page waits and shorter than people do. */
    private static final Duration HARD_LOAD = Duration.ofSeconds(10);

    private static final Duration WRITE = Duration.ofSeconds(10);
    private static final Duration OPERATION = Duration.ofMillis(100);
    private static final Duration ABSENT = Duration.ofSeconds(30);
    private static final Duration MEMORY = Duration.ofSeconds(30);

    /** Age of a probe, and a margin: what is added to the lag, the load and the transaction that a slot outlives. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final long SIZE = 10_000;
    private static final double JITTER = 0.1;

    private final Settings settings;
    private final String name;
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final CacheBackend backend;
    private final boolean hasLocalTiers;

    OptionsOf(
            Settings settings,
            String name,
            Class<K> keyType,
            Class<V> valueType,
            CacheBackend backend,
            boolean hasLocalTiers) {
        this.settings = settings;
        this.name = name;
        this.keyType = keyType;
        this.valueType = valueType;
        this.backend = backend;
        this.hasLocalTiers = hasLocalTiers;
    }

    CacheOptions<K, V> options() {
        CacheOptions.Limits limits = limits();
        return new CacheOptions<>(name, source(), codecs(), life(), size(), limits, protocol(limits));
    }

    private CacheOptions.Source<K, V> source() {
        if (settings.has(Knob.WRITE_STRATEGY) && !settings.has(Knob.WRITE)) {
            throw settings.refused(
                    "writeStrategy is set to " + settings.get(Knob.WRITE_STRATEGY) + ", and no writer is");
        }
        settings.exclude(Knob.SOURCE, Knob.READS_REPLICAS);
        return new CacheOptions.Source<>(
                settings.get(Knob.LOAD),
                settings.get(Knob.LOAD_ALL),
                settings.get(Knob.WRITE),
                settings.get(Knob.WRITE_STRATEGY, WriteStrategy.WRITE_THROUGH),
                settings.get(Knob.LOAD_STRATEGY, LoadStrategies.lazy()),
                settings.get(Knob.TAGS),
                settings.has(Knob.SOURCE) || settings.get(Knob.READS_REPLICAS, false),
                settings.get(Knob.SOURCE),
                keyOfText());
    }

    private @Nullable Function<String, ? extends K> keyOfText() {
        Function<String, ? extends K> own = settings.get(Knob.KEY_OF_TEXT);
        return own == null ? KeyTexts.of(keyType) : own;
    }

    /** The built-in codecs are looked for even where the store may not need them, and missed only where it does. */
    private CacheOptions.Codecs<K, V> codecs() {
        Codec<K> key = settings.get(Knob.KEY_CODEC);
        Codec<V> value = settings.get(Knob.CODEC);
        if (backend.form() == Payload.Form.REFERENCE) {
            return new CacheOptions.Codecs<>(key, value);
        }
        try {
            return new CacheOptions.Codecs<>(
                    key == null ? Codecs.forKey(keyType) : key, value == null ? Codecs.of(valueType) : value);
        } catch (CodecException e) {
            throw settings.refused(String.valueOf(e.getMessage()));
        }
    }

    private CacheOptions.Life<K, V> life() {
        settings.exclude(Knob.EXPIRE_AFTER, Knob.EXPIRE_AFTER_WRITE);
        Duration hard = settings.span(Knob.EXPIRE_AFTER_WRITE, MILLI);
        Duration soft = settings.span(Knob.REFRESH_AFTER_WRITE, MILLI);
        settings.ordered(Knob.REFRESH_AFTER_WRITE, soft, Knob.EXPIRE_AFTER_WRITE, hard);
        if (soft != null && !settings.has(Knob.LOAD) && !settings.has(Knob.LOAD_ALL)) {
            throw settings.refused("refreshAfterWrite is set to " + soft + ", and no loader is");
        }
        double jitter = settings.get(Knob.JITTER, JITTER);
        if (!(jitter >= 0 && jitter <= 0.5)) {
            throw settings.refused("jitter is from 0 to 0.5, not " + jitter);
        }
        Duration absent = hard != null && hard.compareTo(ABSENT) < 0 ? hard : ABSENT;
        return new CacheOptions.Life<>(
                soft,
                hard,
                settings.get(Knob.EXPIRE_AFTER),
                settings.span(Knob.EXPIRE_AFTER_ACCESS, MILLI),
                settings.span(Knob.EXPIRE_ABSENT_AFTER_WRITE, MILLI, absent),
                jitter);
    }

    private CacheOptions.Size<K, V> size() {
        settings.exclude(Knob.MAXIMUM_SIZE, Knob.MAXIMUM_WEIGHT);
        if (settings.get(Knob.NEAR_TIER, false) && !hasLocalTiers) {
            throw settings.refused(
                    "nearTier is asked for, and the artifact cache-local, which has it, is not on the class path");
        }
        boolean weighed = settings.has(Knob.MAXIMUM_WEIGHT);
        return new CacheOptions.Size<>(
                weighed ? -1 : settings.atLeast(Knob.MAXIMUM_SIZE, 0, SIZE),
                weighed ? settings.atLeast(Knob.MAXIMUM_WEIGHT, 0, 0) : -1,
                settings.get(Knob.WEIGHER),
                settings.get(Knob.NEAR_TIER));
    }

    private CacheOptions.Limits limits() {
        Duration soft = settings.span(Knob.SOFT_LOAD_TIMEOUT, MILLI);
        Duration hard = settings.span(Knob.HARD_LOAD_TIMEOUT, MILLI, HARD_LOAD);
        settings.ordered(Knob.SOFT_LOAD_TIMEOUT, soft, Knob.HARD_LOAD_TIMEOUT, hard);
        return new CacheOptions.Limits(
                soft,
                hard,
                (int) settings.atLeast(Knob.MAXIMUM_LOADS, 1, 64),
                (int) settings.atLeast(Knob.MAXIMUM_WAITING_LOADS, 0, 10_000),
                settings.span(Knob.OPERATION_TIMEOUT, MILLI, OPERATION),
                settings.span(Knob.WRITE_TIMEOUT, TEN_MILLIS, WRITE),
                soft == null && !settings.has(Knob.HARD_LOAD_TIMEOUT),
                !settings.has(Knob.WRITE_TIMEOUT));
    }

    private CacheOptions.Protocol protocol(CacheOptions.Limits limits) {
        Consistency consistency = settings.get(Knob.CONSISTENCY, Consistency.bounded(Consistency.DEFAULT_BOUND));
        if (!backend.modes().contains(consistency.mode())) {
            throw settings.refused("consistency is " + consistency + ", and the " + backend.name() + " backend offers "
                    + backend.modes());
        }
        Duration lease = settings.span(Knob.LEASE, TEN_MILLIS, limits.hardLoad());
        Duration lag = settings.span(Knob.REPLICA_LAG, MILLI, defaultLag(consistency));
        return new CacheOptions.Protocol(
                consistency,
                lease,
                lag,
                memory(lease.plus(limits.write()).plus(lag).plus(MARGIN)),
                settings.get(Knob.WHEN_FENCE_FAILS, FencePolicy.PROCEED) == FencePolicy.REFUSE);
    }

    private static Duration defaultLag(Consistency consistency) {
        Duration most = Consistency.DEFAULT_BOUND;
        Duration bound = consistency.bound();
        return bound.isZero() || bound.compareTo(most) > 0 ? most : bound;
    }

    private Duration memory(Duration needed) {
        Duration asked = settings.span(Knob.CHANGE_MEMORY, Duration.ofSeconds(1));
        if (asked != null && asked.compareTo(needed) < 0) {
            throw settings.refused(
                    "changeMemory is " + asked + ", and lease, writeTimeout and replicaLag need " + needed);
        }
        Duration byDefault = needed.compareTo(MEMORY) > 0 ? needed : MEMORY;
        return asked == null ? byDefault : asked;
    }
}
