package dev.aside.cache.engine;

import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import java.nio.charset.StandardCharsets;

/**
 * Numbers that stand for the slots of one cache, the same on all nodes: FNV-1a, and then the end of MurmurHash3, which spreads it. Two
 * slots of one number are taken for each other. Tokens have the number of the cache: a change of one may concern any key.
 */
final class SlotNumbers {

    private static final long BASIS = 0xCBF29CE484222325L;
    private static final long PRIME = 0x100000001B3L;

    private final boolean named;
    private final long begun;
    private final long ofCache;

    SlotNumbers(String cacheName, Payload.Form form) {
        this.named = form == Payload.Form.BYTES;
        this.begun = fold(BASIS, cacheName.getBytes(StandardCharsets.UTF_8));
        this.ofCache = spread(step(begun, 'g'));
    }

    /** Returns the number of the whole cache. */
    long ofCache() {
        return ofCache;
    }

    /** Returns the number of a slot. A key that was not encoded is known in this process only, by its hash. */
    long of(SlotKey slot) {
        if (slot.kind() != SlotKey.Kind.ENTRY) {
            return ofCache;
        }
        long entry = step(begun, 'e');
        return spread(named ? fold(entry, slot.bytes()) : entry ^ slot.hashCode());
    }

    private static long fold(long hash, byte[] bytes) {
        long folded = hash;
        for (byte one : bytes) {
            folded = step(folded, one);
        }
        return folded;
    }

    private static long step(long hash, int one) {
        return (hash ^ (one & 0xFF)) * PRIME;
    }

    /** Never zero, which stands for everything. */
    private static long spread(long hash) {
        long spread = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        spread = (spread ^ (spread >>> 33)) * 0xC4CEB9FE1A85EC53L;
        spread ^= spread >>> 33;
        return spread == 0 ? 1 : spread;
    }
}
