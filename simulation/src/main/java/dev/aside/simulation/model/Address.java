package dev.aside.simulation.model;

import dev.aside.cache.spi.SlotKey;

/**
 * A slot among those of all caches.
 *
 * @param cache the cache's name
 * @param key the slot
 */
public record Address(String cache, SlotKey key) {}
