package dev.aside.cache.engine;

import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of tags. */
final class TagTokens<K, V> {

    private final Parts<K, V> parts;
    private final Steps steps;

    TagTokens(Parts<K, V> parts) {
        this(parts, parts.steps);
    }

    TagTokens(Parts<K, V> parts, Steps steps) {
        this.parts = parts;
        this.steps = steps;
    }

    /** Returns the tags that an entry carries. */
    static Set<String> of(Entry entry) {
        if (entry.tags().isEmpty()) {
            return Set.of(); // of most entries, at every far hit
        }
        return entry.tags().stream().map(Entry.TagMark::tag).collect(Collectors.toSet());
    }

    /** Returns the tokens by tag, or null if any could not be read. */
    CompletableFuture<@Nullable Map<String, TokenSeen>> read(Set<String> tags) {
        if (tags.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        List<String> order = new ArrayList<>(tags);
        List<SlotStep> reads = new ArrayList<>(order.size());
        order.forEach(tag -> reads.add(parts.tagToken(tag)));
        return steps.run(reads).thenApply(replies -> byTag(order, replies));
    }

    private static @Nullable Map<String, TokenSeen> byTag(List<String> order, List<StepReply> replies) {
        Map<String, TokenSeen> tokens = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            if (!(replies.get(i) instanceof TokenSeen seen)) {
                return null;
            }
            tokens.put(order.get(i), seen);
        }
        return tokens;
    }
}
