package dev.aside.bench.faults;

import dev.aside.Aside;
import dev.aside.bench.faults.Call.Saw;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheStats;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.CacheBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One node of an application: an {@code Aside} with its caches, by the defaults but for their modes. */
final class Node implements AutoCloseable {
    private final Database database;
    private final Hearing hearing = new Hearing();
    private final Aside aside;
    private final Map<Use, Cache<Integer, String>> caches = new EnumMap<>(Use.class);
    private final Map<Use, Queue<Long>> pending = new EnumMap<>(Use.class);

    Node(CacheBackend backend, List<Use> uses, Database database) {
        this.database = database;
        this.aside = Aside.builder().backend(backend).recorder(hearing).build();
        for (Use use : uses) {
            caches.put(use, cache(use));
            pending.put(use, new ConcurrentLinkedQueue<>());
        }
    }

    private Cache<Integer, String> cache(Use use) {
        return aside.cache(use.name(), Integer.class, String.class)
                .load(database::load)
                .write((object, value) -> database.commit(object, written(value)))
                .nearTier(use.hasNearTier())
                .consistency(use.consistency())
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    private static long written(String value) {
        return Objects.requireNonNull(Value.parse(value)).version();
    }

    private Cache<Integer, String> cache(int object) {
        return Objects.requireNonNull(caches.get(Use.of(object)));
    }

    private Queue<Long> pending(Use use) {
        return Objects.requireNonNull(pending.get(use));
    }

    /** Reads an object. */
    Call read(int object) {
        boolean behind = hearing.isWithoutServer(Use.of(object).name());
        long began = System.nanoTime();
        try {
            String text = cache(object).get(object);
            long ended = System.nanoTime();
            Value value = Value.parse(text);
            return value == null || value.object() != object
                    ? new Call(Saw.NOTHING, object, 0, began, ended, behind, "")
                    : new Call(Saw.VALUE, object, value.version(), began, ended, behind, "");
        } catch (RuntimeException e) {
            return failed(Saw.READ_FAILED, object, began, behind, e);
        }
    }

    /** Changes an object through the cache. */
    Call put(int object) {
        return change(object, (cache, version) -> cache.put(object, new Value(object, version).text()));
    }

    /** Changes an object in the database, and tells the cache. */
    Call invalidate(int object) {
        return change(object, (cache, version) -> {
            database.commit(object, version);
            return cache.invalidate(object);
        });
    }

    private interface Way {
        ChangeOutcome change(Cache<Integer, String> cache, long version);
    }

    private Call change(int object, Way way) {
        long version = database.nextVersion();
        Use use = Use.of(object);
        boolean behind = hearing.isWithoutServer(use.name());
        long began = System.nanoTime();
        try {
            ChangeOutcome outcome = way.change(cache(object), version);
            long ended = System.nanoTime();
            if (outcome == ChangeOutcome.PENDING) {
                pending(use).add(version);
            }
            return new Call(Saw.valueOf(outcome.name()), object, version, began, ended, behind, "");
        } catch (RuntimeException e) {
            return failed(Saw.CHANGE_FAILED, object, began, behind, e);
        }
    }

    private static Call failed(Saw saw, int object, long began, boolean behind, RuntimeException e) {
        return new Call(
                saw, object, 0, began, System.nanoTime(), behind, e.getClass().getSimpleName());
    }

    /** Returns the pending changes that the server knows of by now, each once: from then on they count as acknowledged. */
    List<Long> heardLate() {
        List<Long> heard = new ArrayList<>();
        caches.forEach((use, cache) -> {
            List<Long> waiting = new ArrayList<>(pending(use));
            if (!waiting.isEmpty() && cache.stats().pendingChanges() == 0) {
                pending(use).removeAll(waiting);
                heard.addAll(waiting);
            }
        });
        return heard;
    }

    long pendingChanges() {
        return caches.values().stream()
                .mapToLong(cache -> cache.stats().pendingChanges())
                .sum();
    }

    CacheStats stats(Use use) {
        return Objects.requireNonNull(caches.get(use)).stats();
    }

    Hearing hearing() {
        return hearing;
    }

    @Override
    public void close() {
        aside.close();
    }
}
