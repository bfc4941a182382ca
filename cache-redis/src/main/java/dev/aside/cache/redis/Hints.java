package dev.aside.cache.redis;

import dev.aside.cache.spi.SlotKey;

/**
 * Remembers of the keys read last that there was a fence or a lease, and so that only a script can lease them: it saves a
 * miss after a change one trip. Forgetting costs that trip, and so does mistaking one key for another; so nothing is locked.
 */
final class Hints {

    private static final int SIZE = 1_024;

    private final int[] hashes = new int[SIZE];

    void saw(SlotKey key) {
        int hash = key.hashCode();
        hashes[hash & (SIZE - 1)] = hash;
    }

    /** Returns whether a script is needed, as far as is known, and forgets it. */
    boolean take(SlotKey key) {
        int hash = key.hashCode();
        boolean known = hash != 0 && hashes[hash & (SIZE - 1)] == hash;
        if (known) {
            hashes[hash & (SIZE - 1)] = 0;
        }
        return known;
    }
}
