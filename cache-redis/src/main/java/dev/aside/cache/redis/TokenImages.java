package dev.aside.cache.redis;

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

    @SuppressWarnings("ArrayRecordComponent") // nobody writes into it, nobody compares images
    private record Image(SlotKey key, byte[] bytes, long untilMillis, StepReply.TokenSeen means) {
        boolean is(SlotKey other, byte[] others) {
            return key.equals(other) && Arrays.equals(bytes, others);
        }
    }

    private final Map<SlotKey.Kind, Image> last = new ConcurrentHashMap<>();

    /** Returns what the bytes of a token mean that lives at least until then, or null if that is not known. */
    StepReply.@Nullable TokenSeen of(SlotKey key, byte[] bytes, long untilMillis) {
        Image image = last.get(key.kind());
        return image != null && image.is(key, bytes) && image.untilMillis() >= untilMillis ? image.means() : null;
    }

    void keep(SlotKey key, byte[] bytes, long untilMillis, StepReply.TokenSeen means) {
        last.put(key.kind(), new Image(key, bytes, untilMillis, means));
    }
}
