package dev.aside.cache.local.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.ManualExecutor;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One cache of a configuration with its database, its time and, where there is a server, a second node. */
final class World implements AutoCloseable {

    private static final int MAX_STEPS = 3_000;

    private final Configuration configuration;
    private final ManualTime time = new ManualTime();
    private final ManualExecutor executor = new ManualExecutor();
    private final Source source;
    private final CacheBackend backend;
    private final Aside aside;
    private final Cache<String, Object> cache;
    private final @Nullable Aside otherAside;
    private final @Nullable Cache<String, Object> other;
    private final Set<String> used = new LinkedHashSet<>();
    private long reads;
    private long refreshes;

    World(Configuration configuration) {
        this.configuration = configuration;
        this.source = new Source(configuration);
        this.backend = configuration.tier().backend.get();
        this.aside = aside(backend, 1);
        this.cache = builder(aside, configuration, source).build();
        if (backend instanceof InMemoryBackend node) {
            this.otherAside = aside(new InMemoryBackend(node.server()), 2);
            this.other = builder(otherAside, configuration, source).build();
        } else {
            this.otherAside = null;
            this.other = null;
        }
    }

    private Aside aside(CacheBackend of, long seed) {
        CacheRuntime runtime = configuration.style() == Configuration.Style.ASYNC
                ? time.runtime(executor, seed)
                : time.runtime(Runnable::run, seed);
        return Aside.builder().backend(of).runtime(runtime).build();
    }

    @SuppressWarnings("unchecked") // the source makes values of the type of the content
    static CacheBuilder<String, Object> builder(Aside aside, Configuration configuration, Source source) {
        Class<Object> type = (Class<Object>) configuration.content().type;
        CacheBuilder<String, Object> builder = aside.cache("matrix", String.class, type);
        configuration.applyTo(builder);
        source.applyTo(builder);
        return builder;
    }

    Configuration configuration() {
        return configuration;
    }

    Source source() {
        return source;
    }

    Cache<String, Object> cache() {
        return cache;
    }

    AsyncCache<String, Object> async() {
        return cache.async();
    }

    long nanos() {
        return time.nanos();
    }

    /** Returns when a read begins: later than whatever was acknowledged before it. */
    private long beginning() {
        time.advance(Duration.ofNanos(1_000));
        return nanos();
    }

    /** Returns the node with its faults, where there is one. */
    @Nullable
    InMemoryBackend node() {
        return backend instanceof InMemoryBackend node ? node : null;
    }

    boolean isAsync() {
        return configuration.style() == Configuration.Style.ASYNC;
    }

    void advance(Duration by) {
        time.advance(by);
        settle();
    }

    /** Runs what the executor holds. */
    void settle() {
        executor.runAll();
    }

    /** Waits for a stage by letting its loads run and, if that is not enough, time pass. */
    <T extends @Nullable Object> T await(CompletableFuture<T> stage) {
        settle();
        for (int step = 0; !stage.isDone() && step < MAX_STEPS; step++) {
            advance(Duration.ofMillis(5));
        }
        assertThat(stage).as("answered in time").isDone();
        try {
            return stage.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Nullable
    Object get(String key) {
        return read(cache, key);
    }

    @Nullable
    Object getYoung(String key, Duration maxAge) {
        return read(cache.withMaxAge(maxAge), key);
    }

    private @Nullable Object read(Cache<String, Object> view, String key) {
        used.add(key);
        reads++;
        long began = beginning();
        Object value = isAsync() ? await(view.async().get(key)) : view.get(key);
        return checked(key, value, began);
    }

    /** Begins a read; only for the asynchronous style. */
    CompletableFuture<@Nullable Object> beginGet(String key) {
        used.add(key);
        reads++;
        return async().get(key);
    }

    /** Begins a read of a greatest age; only for the asynchronous style. */
    CompletableFuture<@Nullable Object> beginYoung(String key, Duration maxAge) {
        used.add(key);
        reads++;
        return cache.withMaxAge(maxAge).async().get(key);
    }

    @Nullable
    Object getIfPresent(String key) {
        used.add(key);
        reads++;
        long began = beginning();
        Object value = isAsync() ? await(async().getIfPresent(key)) : cache.getIfPresent(key);
        return value == null ? null : checked(key, value, began);
    }

    Map<String, Object> getAll(Collection<String> keys) {
        used.addAll(keys);
        reads += new LinkedHashSet<>(keys).size();
        long began = beginning();
        Map<String, Object> values = isAsync() ? await(async().getAll(keys)) : cache.getAll(keys);
        keys.forEach(key -> checked(key, values.get(key), began));
        return values;
    }

    private @Nullable Object checked(String key, @Nullable Object value, long began) {
        assertThat(source.allows(key, value, began))
                .as("%s of %s is no older than the mode allows; the source has %s", value, key, source.value(key))
                .isTrue();
        return value;
    }

    @Nullable
    Object refresh(String key) {
        used.add(key);
        refreshes++;
        return isAsync() ? await(async().refresh(key)) : cache.refresh(key);
    }

    /** Puts a new value, which is in the source before or after, as the configuration has it. */
    Object put(String key) {
        used.add(key);
        Object value = source.newValue(key);
        if (configuration.write() == Configuration.Write.NONE) {
            source.set(key, value);
        }
        ChangeOutcome outcome = isAsync() ? await(async().put(key, value)) : cache.put(key, value);
        assertThat(outcome).isEqualTo(ChangeOutcome.APPLIED);
        source.acknowledged(List.of(key), nanos(), true);
        return value;
    }

    /** Changes the source and says so. */
    Object changeAndInvalidate(String key) {
        Object value = source.change(key);
        assertThat(invalidate(key)).isEqualTo(ChangeOutcome.APPLIED);
        return value;
    }

    ChangeOutcome invalidate(String key) {
        ChangeOutcome outcome = isAsync() ? await(async().invalidate(key)) : cache.invalidate(key);
        source.acknowledged(List.of(key), nanos(), true);
        return outcome;
    }

    void invalidateTag(String tag, List<String> carriers) {
        ChangeOutcome outcome = isAsync() ? await(async().invalidateTag(tag)) : cache.invalidateTag(tag);
        assertThat(outcome).isEqualTo(ChangeOutcome.APPLIED);
        source.acknowledged(carriers, nanos(), true);
    }

    void clear(List<String> all) {
        assertThat(isAsync() ? await(async().clear()) : cache.clear()).isEqualTo(ChangeOutcome.APPLIED);
        source.acknowledged(all, nanos(), true);
    }

    /** Changes the source and says so on the other node; false if there is none. */
    boolean changeElsewhere(String key) {
        if (other == null) {
            return false;
        }
        Object unused = source.change(key);
        assertThat(isAsync() ? await(other.async().invalidate(key)) : other.invalidate(key))
                .isEqualTo(ChangeOutcome.APPLIED);
        source.acknowledged(List.of(key), nanos(), false);
        return true;
    }

    /** Loads a key on the other node. */
    void getElsewhere(String key) {
        if (other != null) {
            long began = beginning();
            checked(key, isAsync() ? await(other.async().get(key)) : other.get(key), began);
        }
    }

    /** What has to hold after every case. */
    void checkInvariants() {
        settle();
        CacheStats stats = cache.stats();
        assertThat(stats.nearHits() + stats.farHits() + stats.misses())
                .as("every read is a hit or a miss: %s", stats)
                .isEqualTo(reads);
        boolean refreshesItself = configuration.expiry() == Configuration.Expiry.SOFT_AND_HARD
                || configuration.strategy() != Configuration.Strategy.LAZY;
        long asked = stats.misses() + refreshes + (refreshesItself ? stats.nearHits() + stats.farHits() : 0);
        assertThat(stats.loads() + stats.loadFailures())
                .as("loads are asked for: %s", stats)
                .isLessThanOrEqualTo(asked);
        checkSigns(stats);
        assertThat(executor.size()).as("tasks left").isZero();
        for (String key : used) {
            assertThat(await(async().explain(key)).facts()).as("flights left").doesNotContainKey("load");
        }
    }

    private static void checkSigns(CacheStats stats) {
        assertThat(List.of(
                        stats.nearHits(),
                        stats.farHits(),
                        stats.misses(),
                        stats.loads(),
                        stats.loadFailures(),
                        stats.loadTime().toNanos(),
                        stats.puts(),
                        stats.invalidations(),
                        stats.evictions(),
                        stats.refusedFills(),
                        stats.unstorable(),
                        stats.staleServed(),
                        stats.bypasses(),
                        stats.estimatedSize(),
                        stats.pendingChanges()))
                .as("%s", stats)
                .allSatisfy(count -> assertThat(count).isNotNegative());
    }

    @Override
    public void close() {
        aside.close();
        if (otherAside != null) {
            otherAside.close();
        }
        settle();
    }
}
