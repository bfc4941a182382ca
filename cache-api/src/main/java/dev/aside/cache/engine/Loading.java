package dev.aside.cache.engine;

import dev.aside.cache.BulkCacheLoader;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheLoader;
import dev.aside.cache.CacheOverloadedException;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.NearTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Calls the loaders, within the budget, and hands on what they bring. */
final class Loading<K, V> {

    private final Parts<K, V> parts;
    private final Filling<K, V> filling;
    private final Landing<K, V> landing;
    private final @Nullable CacheLoader<? super K, ? extends V> loader;
    private final @Nullable BulkCacheLoader<K, V> bulkLoader;

    Loading(Parts<K, V> parts, Filling<K, V> filling, Landing<K, V> landing) {
        this.parts = parts;
        this.filling = filling;
        this.landing = landing;
        this.loader = parts.options.source().loader();
        this.bulkLoader = parts.options.source().bulkLoader();
    }

    /** Loads without the cache: it does not answer, or may hold what has changed. Nothing is stored. */
    void bypass(List<Flight<K>> flights) {
        for (Flight<K> flight : flights) {
            landing.bound(flight);
            parts.counters.bypasses.increment();
            flight.mayStore = false;
            flight.floor = parts.blindFloor();
        }
        load(flights);
    }

    /** Loads in the caller's transaction, on its thread, for nobody else. Nothing is stored: it may be rolled back. */
    void alone(List<Flight<K>> flights) {
        for (Flight<K> flight : flights) {
            parts.counters.bypasses.increment();
            flight.mayStore = false;
            flight.floor = parts.blindFloor();
            flight.loading = true;
            countMiss(flight);
        }
        if (bulkLoader != null && (loader == null || flights.size() > 1)) {
            landing.guard(flights, () -> loadAll(bulkLoader, flights));
        } else if (loader != null) {
            flights.forEach(flight -> landing.guard(List.of(flight), () -> loadOne(loader, flight)));
        } else {
            flights.forEach(this::noLoader);
        }
    }

    void load(List<Flight<K>> flights) {
        if (bulkLoader != null && (loader == null || flights.size() > 1)) {
            submit(flights, () -> loadAll(bulkLoader, flights));
        } else if (loader != null) {
            flights.forEach(flight -> submit(List.of(flight), () -> loadOne(loader, flight)));
        } else {
            flights.forEach(this::noLoader);
        }
    }

    private void noLoader(Flight<K> flight) {
        countMiss(flight);
        landing.failedLoad(
                flight, new IllegalStateException(parts.name + ": no tier has the value, and the cache has no loader"));
    }

    private void submit(List<Flight<K>> flights, Runnable load) {
        if (flights.isEmpty()) {
            return;
        }
        for (Flight<K> flight : flights) {
            flight.loading = true;
            landing.boundSoftly(flight);
        }
        LoadContext parent = flights.get(0).parent;
        boolean nested = EngineLoad.isLoading(parent, parts, null);
        flights.forEach(this::countMiss);
        boolean awaited = flights.stream().anyMatch(Flight::isAwaited);
        // What is loaded for all must not be read in the transaction of one, which may see what was there when it
        // began.
        boolean onCaller = awaited && parts.transaction() == null;
        submit(flights, load, nested, onCaller ? parts.loads : parts.runtime.executor());
    }

    private void submit(List<Flight<K>> flights, Runnable load, boolean nested, Executor runner) {
        parts.budget.submit(
                new LoadBudget.Task() {
                    @Override
                    public void run() {
                        landing.guard(flights, load);
                    }

                    @Override
                    public void refuse() {
                        overloaded(flights);
                    }

                    @Override
                    public Executor runner() {
                        return runner;
                    }
                },
                nested);
    }

    private void countMiss(Flight<K> flight) {
        if (flight.isRead && !flight.counted) {
            flight.counted = true;
            parts.counters.misses.increment();
            parts.near.recordMiss();
        }
    }

    private void overloaded(List<Flight<K>> flights) {
        CacheOverloadedException error = new CacheOverloadedException(
                parts.name,
                parts.options.limits().runningLoads(),
                parts.options.limits().waitingLoads());
        parts.counters.loadFailures.add(flights.size());
        flights.forEach(flight -> landing.failedLoad(flight, error));
    }

    private void loadOne(CacheLoader<? super K, ? extends V> loader, Flight<K> flight) {
        call(List.of(flight), () -> {
            Map<K, @Nullable V> one = new LinkedHashMap<>();
            one.put(flight.key, loader.load(flight.key));
            return one;
        });
    }

    private void loadAll(BulkCacheLoader<K, V> loader, List<Flight<K>> flights) {
        Map<K, Boolean> keys = new LinkedHashMap<>();
        flights.forEach(flight -> keys.put(flight.key, true));
        call(
                flights,
                () -> Objects.requireNonNull(
                        loader.loadAll(Collections.unmodifiableSet(keys.keySet())),
                        "the bulk loader returned null in place of a map"));
    }

    private void call(List<Flight<K>> flights, Callable<Map<K, ? extends @Nullable V>> load) {
        EngineLoad context = context(flights);
        long created = parts.store.timeMillis();
        long start = parts.runtime.ticker().nanos();
        flights.forEach(flight -> flight.createdMillis = created);
        Map<K, @Nullable V> values;
        try {
            Callable<Map<K, @Nullable V>> own = () -> own(flights, load.call());
            values = context.call(own);
        } catch (Throwable e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // the thread may be the caller's
            }
            if (Thread.currentThread().isInterrupted() && parts.loads.isOnCaller()) {
                again(flights, load); // it was this caller who was interrupted, and nobody else
                return;
            }
            failed(flights, parts.runtime.ticker().nanos() - start, e);
            return;
        }
        succeeded(flights, parts.runtime.ticker().nanos() - start, values, context);
    }

    /** Loads once more where no caller's interruption reaches. */
    private void again(List<Flight<K>> flights, Callable<Map<K, ? extends @Nullable V>> load) {
        submit(flights, () -> call(flights, load), false, parts.runtime.executor());
    }

    private EngineLoad context(List<Flight<K>> flights) {
        CommitPosition floor = CommitPosition.NONE;
        Set<K> keys = new HashSet<>();
        for (Flight<K> flight : flights) {
            floor = floor.merge(flight.mustSee());
            keys.add(flight.key);
        }
        return new EngineLoad(parts, keys, floor, flights.get(0).parent);
    }

    private void failed(List<Flight<K>> flights, long nanos, Throwable error) {
        count(nanos, false, flights.size());
        CacheLoadException failure = new CacheLoadException(parts.name, error);
        flights.forEach(flight -> landing.failedLoad(flight, failure));
    }

    private void succeeded(List<Flight<K>> flights, long nanos, Map<K, @Nullable V> values, EngineLoad context) {
        count(nanos, true, flights.size());
        boolean proven = parts.rules.mayStore(parts.options.source().readsReplicas(), context.isProven());
        List<Filling.Loaded<K>> loaded = new ArrayList<>(flights.size());
        for (Flight<K> flight : flights) {
            V value = values.get(flight.key);
            loaded.add(new Filling.Loaded<>(
                    flight, value == null ? NearTier.ABSENT : value, nanos, proven, context.source()));
        }
        filling.loaded(loaded);
    }

    /**
     * Copies what a loader has brought, while what its map throws is still the loader's failure. Values for keys that nobody
     * asked for are not stored, since no lease stands for them.
     */
    private Map<K, @Nullable V> own(List<Flight<K>> flights, Map<K, ? extends @Nullable V> brought) {
        Map<K, @Nullable V> own = new HashMap<>();
        int found = 0;
        for (Flight<K> flight : flights) {
            V value = brought.get(flight.key);
            own.put(flight.key, value);
            found += value != null || brought.containsKey(flight.key) ? 1 : 0;
        }
        parts.counters.unstorable.add(Math.max(0, brought.size() - found));
        return own;
    }

    private void count(long nanos, boolean succeeded, int keys) {
        (succeeded ? parts.counters.loads : parts.counters.loadFailures).add(keys);
        parts.counters.loadNanos.add(nanos);
        parts.recorder.loaded(parts.name, Duration.ofNanos(nanos), succeeded);
    }
}
