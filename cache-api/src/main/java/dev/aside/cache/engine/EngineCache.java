package dev.aside.cache.engine;

import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.Explanation;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The blocking view. A hit is {@link #get}'s first three lines; everything else waits for the core. */
public final class EngineCache<K, V> implements Cache<K, V>, AutoCloseable {

    private final NearTier<K> near;
    private final Core<K, V> core;
    private final Terms terms;
    private final Duration readBound;
    private final Duration changeBound;

    private EngineCache(Core<K, V> core, NearTier<K> near, Terms terms) {
        this.near = near;
        this.core = core;
        this.terms = terms;
        CacheOptions.Limits limits = core.parts.options.limits();
        this.readBound = limits.hardLoad().plus(limits.operation());
        this.changeBound = limits.write().plus(limits.operation().multipliedBy(4));
    }

    /**
     * Builds a cache.
     *
     * @param options what it was told
     * @param ports what it shares with the other caches of its {@code Aside}
     * @return the cache, which owns its store and nothing else
     */
    public static <K, V> EngineCache<K, V> build(CacheOptions<K, V> options, Ports ports) {
        return build(options, ports, Rules.SHIPPED);
    }

    static <K, V> EngineCache<K, V> build(CacheOptions<K, V> options, Ports ports, Rules rules) {
        CacheBackend backend = ports.backend();
        EntryStore opened = backend.open(Assembly.storeSpec(options), ports.runtime());
        EntryStore store =
                opened.isShared() ? new SteadyStore(opened, ports.runtime().ticker()) : opened;
        Parts<K, V> parts = new Parts<>(options, ports, store, Assembly.near(options, ports, store), rules);
        return new EngineCache<>(new Core<>(parts), parts.near, Terms.NONE);
    }

    Core<K, V> core() {
        return core;
    }

    @Override
    public String name() {
        return core.parts.name;
    }

    @Override
    public @Nullable V get(K key) {
        Object hit = near.get(Objects.requireNonNull(key, "key"));
        return hit != null ? value(hit) : miss(key);
    }

    private @Nullable V miss(K key) {
        return value(await(core.parts.loads.begin(() -> core.read(key, terms))));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // only this cache's values come here
    private static <V> @Nullable V value(@Nullable Object answered) {
        return answered == NearTier.ABSENT ? null : (V) answered;
    }

    private Object await(Flight<K> flight) {
        try {
            return answer(flight);
        } catch (RuntimeException | Error e) {
            core.leave(flight);
            throw e;
        }
    }

    private Object answer(Flight<K> flight) {
        Answer answer = Waits.await(name(), flight.answer, readBound);
        return answer.value();
    }

    @Override
    public @Nullable V getIfPresent(K key) {
        Object hit = near.get(Objects.requireNonNull(key, "key"));
        return value(hit != null ? hit : Waits.await(name(), core.peek(key, terms), changeBound));
    }

    @Override
    public Map<K, V> getAll(Collection<? extends K> keys) {
        Map<K, Object> found = new LinkedHashMap<>();
        List<K> missing = near(keys, found);
        Map<K, Flight<K>> flights = core.parts.loads.begin(() -> core.readAll(missing, terms));
        try {
            flights.forEach((key, flight) -> found.put(key, answer(flight)));
        } catch (RuntimeException | Error e) {
            flights.values().forEach(core::leave);
            throw e;
        }
        return present(found);
    }

    /** Puts a place for each key into the map, in order, filled where the near tier has it, and returns the others. */
    private List<K> near(Collection<? extends K> keys, Map<K, Object> found) {
        List<K> missing = new ArrayList<>();
        for (K key : new LinkedHashSet<>(core.checked(keys))) {
            Object hit = near.get(key);
            found.put(key, hit == null ? NearTier.ABSENT : hit);
            if (hit == null) {
                missing.add(key);
            }
        }
        return missing;
    }

    private static <K, V> Map<K, V> present(Map<K, Object> found) {
        Map<K, V> present = new LinkedHashMap<>();
        found.forEach((key, answered) -> {
            V value = value(answered);
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    @Override
    public ChangeOutcome put(K key, V value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return await(core.parts.writes.begin(() -> core.put(key, value)));
    }

    @Override
    public ChangeOutcome invalidate(K key) {
        return await(core.invalidate(List.of(Objects.requireNonNull(key, "key"))));
    }

    @Override
    public ChangeOutcome invalidateAll(Collection<? extends K> keys) {
        return await(core.invalidate(keys));
    }

    @Override
    public ChangeOutcome invalidateTag(String tag) {
        return await(core.invalidateTag(Objects.requireNonNull(tag, "tag")));
    }

    @Override
    public @Nullable V refresh(K key) {
        Objects.requireNonNull(key, "key");
        return value(await(core.parts.loads.begin(() -> core.refresh(key, terms))));
    }

    @Override
    public ChangeOutcome clear() {
        return await(core.clear());
    }

    @Override
    public Explanation explain(K key) {
        return Waits.await(name(), core.explain(Objects.requireNonNull(key, "key")), changeBound);
    }

    private ChangeOutcome await(CompletableFuture<ChangeOutcome> outcome) {
        return Waits.await(name(), outcome, changeBound);
    }

    @Override
    public CacheStats stats() {
        return Stats.of(core.parts);
    }

    @Override
    public Cache<K, V> withMaxAge(Duration maxAge) {
        return new EngineCache<>(core, new NoNear<>(), terms.withMaxAge(maxAge));
    }

    @Override
    public Cache<K, V> withToken(ChangeToken token) {
        Terms more = terms.withToken(token);
        return new EngineCache<>(core, core.parts.own.passing(near, more.token()), more);
    }

    @Override
    public AsyncCache<K, V> async() {
        return new EngineAsyncCache<>(core, near, terms);
    }

    @Override
    public void close() {
        core.close();
    }

    @Override
    public String toString() {
        return name();
    }
}
