package dev.aside.simulation.model;

import dev.aside.cache.spi.SlotKey;
import java.util.Arrays;

/**
 * A slot among those of all caches.
 *
 * @param cache the cache's name
 * @param key the slot
 */
public record Address(String cache, SlotKey key) {

    /** Returns a name that no other slot has. */
    String name() {
        return cache + ' ' + key.kind() + ' ' + Arrays.toString(key.bytes());
    }
}
