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
    private record Image(SlotKey key, byte[] bytes, long untilMillis, StepReply.TokenSeen means) {}

    private final Map<SlotKey.Kind, Image> last = new ConcurrentHashMap<>();

    /** Returns what the bytes of a token mean that lives at least until then, or null if that is not known. */
    StepReply.@Nullable TokenSeen of(SlotKey key, byte[] bytes, long untilMillis) {
        Image image = last.get(key.kind());
        boolean same = image != null
                && image.untilMillis() >= untilMillis
                && image.key().equals(key)
                && Arrays.equals(image.bytes(), bytes);
        return same ? image.means() : null;
    }

    void keep(SlotKey key, byte[] bytes, long untilMillis, StepReply.TokenSeen means) {
        last.put(key.kind(), new Image(key, bytes, untilMillis, means));
    }
}
