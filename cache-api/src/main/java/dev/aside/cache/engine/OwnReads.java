package dev.aside.cache.engine;

import dev.aside.cache.spi.NearTier;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A near tier that has nothing for a caller that is to see its own changes, of the keys that it concerns. */
final class OwnReads<K> implements NearTier<K> {

    private final NearTier<K> near;
    private final Predicate<K> isOwn;

    OwnReads(NearTier<K> near, Predicate<K> isOwn) {
        this.near = near;
        this.isOwn = isOwn;
    }

    @Override
    public @Nullable Object get(K key) {
        return isOwn.test(key) ? null : near.get(key);
    }

    @Override
    public void put(K key, Object value, long quietMillis, int epoch, BooleanSupplier stands) {
        near.put(key, value, quietMillis, epoch, stands);
    }

    @Override
    public void remove(K key) {
        near.remove(key);
    }

    @Override
    public void clear() {
        near.clear();
    }

    @Override
    public int epoch() {
        return near.epoch();
    }

    @Override
    public void retire() {
        near.retire();
    }

    @Override
    public void aliveUntil(int coarseMillis) {
        near.aliveUntil(coarseMillis);
    }

    @Override
    public long aliveMillis() {
        return near.aliveMillis();
    }

    @Override
    public @Nullable Copy look(K key) {
        return near.look(key);
    }

    @Override
    public void recordMiss() {
        near.recordMiss();
    }

    @Override
    public long hits() {
        return near.hits();
    }

    @Override
    public long evictions() {
        return near.evictions();
    }

    @Override
    public long estimatedSize() {
        return near.estimatedSize();
    }
}
