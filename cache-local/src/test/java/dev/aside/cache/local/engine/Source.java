package dev.aside.cache.local.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The source of truth: rows, and a way to have something happen between a read of one and the answer. */
final class Source {

    final Map<String, String> rows = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    Source with(String key, String value) {
        rows.put(key, value);
        return this;
    }

    /** Does something once, after the next read or write has touched the rows and before it is answered. */
    void meanwhile(Runnable action) {
        meanwhile.set(action);
    }

    /** Fails every read until it is given null. */
    void failing(@Nullable RuntimeException error) {
        failure.set(error);
    }

    @Nullable
    String load(String key) {
        reads.incrementAndGet();
        String row = rows.get(key);
        happened();
        return row;
    }

    Map<String, String> loadAll(Set<String> keys) {
        batches.incrementAndGet();
        Map<String, String> found = new TreeMap<>();
        for (String key : keys) {
            reads.incrementAndGet();
            String row = rows.get(key);
            if (row != null) {
                found.put(key, row);
            }
        }
        happened();
        return found;
    }

    void write(String key, String value) {
        rows.put(key, value);
        happened();
    }

    private void happened() {
        Runnable action = meanwhile.getAndSet(null);
        if (action != null) {
            action.run();
        }
        RuntimeException error = failure.get();
        if (error != null) {
            throw error;
        }
    }
}
