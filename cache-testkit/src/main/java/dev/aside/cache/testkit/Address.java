package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotKey;

/**
 * Where a server keeps a slot.
 *
 * @param cacheName the cache
 * @param key the slot's name, or that of the place it shares with others
 */
record Address(String cacheName, SlotKey key) {}
