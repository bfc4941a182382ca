package dev.aside.cache.engine;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is asked of servers that follow the writer: reads, and nothing else. Those that fail again and again are left alone. */
final class ReaderSteps {

    private final Parts<?, ?> parts;
    private final Breaker breaker;
    private final Steps steps;

    ReaderSteps(Parts<?, ?> parts) {
        this.parts = parts;
        this.breaker = new Breaker(parts.runtime.ticker(), parts.rules);
        this.steps = new Steps(parts.store, breaker, parts.options.limits().operation(), parts.name, Recorder.NONE);
    }

    /** Whether readers have answered lately. */
    boolean allows() {
        return breaker.allows();
    }

    /** Reads the cache's own token, and then the slots. */
    CompletableFuture<List<StepReply>> read(Collection<SlotKey> slots) {
        List<SlotKey> all = new ArrayList<>(slots.size() + 1);
        all.add(parts.binding.generationSlot());
        all.addAll(slots);
        return run(all);
    }

    /** Reads the tokens of tags. */
    CompletableFuture<List<StepReply>> readTags(Collection<String> tags) {
        return run(tags.stream().map(parts.binding::tagSlot).toList());
    }

    private CompletableFuture<List<StepReply>> run(List<SlotKey> slots) {
        List<SlotStep> reads = new ArrayList<>(slots.size());
        slots.forEach(slot -> reads.add(new SlotStep.Read(slot, EndpointRole.READER)));
        return steps.run(reads);
    }

    /** A token is a fence whose stamp is the token. One that the reader has not is not known. */
    static @Nullable TokenSeen token(StepReply reply) {
        return reply instanceof StepReply.Seen seen && seen.slot() instanceof Slot.Fence fence
                ? new TokenSeen(fence.stamp(), fence.floor(), !fence.writers().isEmpty())
                : null;
    }

    /** Returns those that are known, by tag. */
    static Map<String, TokenSeen> tokens(List<String> tags, List<StepReply> replies) {
        Map<String, TokenSeen> tokens = new HashMap<>();
        for (int i = 0; i < tags.size(); i++) {
            TokenSeen seen = token(replies.get(i));
            if (seen != null) {
                tokens.put(tags.get(i), seen);
            }
        }
        return tokens;
    }
}
