package dev.aside.cache.engine;

import dev.aside.cache.spi.NearTier;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A near tier that holds nothing: for caches without one, and for views whose terms it cannot judge. */
public final class NoNear<K> implements NearTier<K> {

    @Override
    public @Nullable Object get(K key) {
        return null;
    }

    @Override
    public void put(K key, Object value, long quietMillis, int epoch, BooleanSupplier stands) {}

    @Override
    public void remove(K key) {}

    @Override
    public void clear() {}

    @Override
    public int epoch() {
        return 0;
    }

    @Override
    public void retire() {}

    @Override
    public void aliveUntil(int coarseMillis) {}

    @Override
    public long aliveMillis() {
        return 0;
    }

    @Override
    public @Nullable Copy look(K key) {
        return null;
    }

    @Override
    public void recordMiss() {}

    @Override
    public long hits() {
        return 0;
    }

    @Override
    public long evictions() {
        return 0;
    }

    @Override
    public long estimatedSize() {
        return 0;
    }
}
