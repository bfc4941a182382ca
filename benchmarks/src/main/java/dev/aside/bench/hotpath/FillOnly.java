package dev.aside.bench.hotpath;

import dev.aside.bench.kit.Keys;
import java.util.function.BiConsumer;

/** The loader of those that load: it serves the filling and refuses afterwards, since a miss must fail a run of hits, not slow it. */
final class FillOnly {
    private volatile boolean sealed;

    Object load(String key) {
        return number(key);
    }

    Integer number(String key) {
        if (sealed) {
            throw new IllegalStateException("A miss in a run of hits");
        }
        return key.hashCode();
    }

    void seal() {
        sealed = true;
    }

    static Object value(String key) {
        return key.hashCode();
    }

    /** Fills what has no loader with the same values. */
    static void fill(Keys keys, BiConsumer<String, Object> put) {
        keys.all().forEach(key -> put.accept(key, value(key)));
    }
}
