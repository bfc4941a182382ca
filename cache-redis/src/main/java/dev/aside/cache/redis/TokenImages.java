package dev.aside.cache.redis;

import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tokens of a cache were when they were last read, one of each kind. Every look at a slot reads the cache's own, which
 * seldom moves: bytes that are the same mean the same, and need not be taken apart.
 */
final class TokenImages {

    /** A token that nobody is changing, as its slot's bytes have it, and until when it lives. */
    @SuppressWarnings("ArrayRecordComponent") // nobody writes into it, nobody compares images
    record Image(SlotKey key, byte[] bytes, long untilMillis, StepReply.TokenSeen means) {
        private boolean is(SlotKey other, byte[] others) {
            return key.equals(other) && Arrays.equals(bytes, others);
        }
    }

    private final Map<SlotKey.Kind, Image> last = new ConcurrentHashMap<>();

    /** Returns what a token's bytes mean, or null if they are none, or one that is being changed. */
    @Nullable
    Image of(SlotKey key, byte[] bytes) {
        Image known = last.get(key.kind());
        return known != null && known.is(key, bytes) ? known : seen(key, bytes);
    }

    private @Nullable Image seen(SlotKey key, byte[] bytes) {
        if (!(SlotFormat.decode(key, bytes) instanceof DecodedSlot.Whole whole)
                || !(whole.slot() instanceof Slot.Fence fence)
                || !fence.writers().isEmpty()) {
            return null;
        }
        StepReply.TokenSeen means = new StepReply.TokenSeen(fence.stamp(), fence.floor(), false);
        Image image = new Image(key, bytes, fence.untilMillis(), means);
        last.put(key.kind(), image);
        return image;
    }
}
