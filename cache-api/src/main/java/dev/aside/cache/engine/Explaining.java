package dev.aside.cache.engine;

import dev.aside.cache.Explanation;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Says what the tiers know of a key. */
final class Explaining<K, V> {

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final TagTokens<K, V> tagTokens;

    Explaining(Parts<K, V> parts, Judge<K, V> judge) {
        this.parts = parts;
        this.judge = judge;
        this.tagTokens = new TagTokens<>(parts);
    }

    CompletableFuture<Explanation> explain(K key) {
        Map<String, String> facts = new LinkedHashMap<>();
        SlotKey slot = parts.binding.entrySlot(key);
        facts.put("cache", parts.name);
        facts.put("mode", parts.consistency().toString());
        facts.put("backend", parts.backendName + (parts.breaker.isOpen() ? ", not answering" : ", answering"));
        List<SlotStep> steps = List.of(parts.generationToken(), new SlotStep.Read(slot, EndpointRole.WRITER));
        return parts.steps.run(steps).thenCompose(replies -> seen(key, slot, facts, replies));
    }

    private CompletableFuture<Explanation> seen(
            K key, SlotKey slot, Map<String, String> facts, List<StepReply> replies) {
        boolean answered = replies.get(0) instanceof StepReply.TokenSeen;
        if (!answered || !(replies.get(1) instanceof StepReply.Seen seen)) {
            facts.put("a read would", "load without the cache, and store nothing");
            return CompletableFuture.completedFuture(new Explanation(facts));
        }
        Tokens tokens = Tokens.of((StepReply.TokenSeen) replies.get(0));
        return describe(facts, seen.slot(), tokens).thenApply(verdict -> {
            boolean pending = parts.journal.holds(slot);
            if (parts.flights.underWay(key) != null) {
                facts.put("load", "a read is under way");
            }
            if (pending) {
                facts.put("pending change", "the backend has not acknowledged a change");
            }
            facts.put("a read would", pending ? "load without the cache, and store nothing" : verdict);
            return new Explanation(facts);
        });
    }

    private CompletableFuture<String> describe(Map<String, String> facts, @Nullable Slot slot, Tokens tokens) {
        String tier = parts.embedded ? "near" : "far";
        if (slot instanceof Slot.Value value) {
            facts.put(tier, value.entry().isAbsent() ? "known to be absent" : "a value");
            return describe(facts, value.entry(), tokens);
        }
        if (slot instanceof Slot.Lease lease) {
            long left = lease.deadlineMillis() - parts.store.timeMillis();
            facts.put(tier, left > 0 ? "being loaded" : "a load ended without a value");
            facts.put("lease", left > 0 ? left + " ms left" : "lapsed");
            return CompletableFuture.completedFuture(left > 0 ? "wait for that load" : "load");
        }
        if (slot instanceof Slot.Fence fence) {
            facts.put(tier, "changed, and not loaded since");
            facts.put("writers", fence.writers().size() + " open");
            return CompletableFuture.completedFuture(
                    fence.writers().isEmpty() ? "load" : "load, and store nothing while the change is open");
        }
        facts.put(tier, "nothing");
        return CompletableFuture.completedFuture("load");
    }

    private CompletableFuture<String> describe(Map<String, String> facts, Entry entry, Tokens tokens) {
        long now = parts.store.timeMillis();
        facts.put("age", now - entry.createdMillis() + " ms");
        facts.put("soft expiry", expiry(entry.softMillis(), now));
        facts.put("hard expiry", expiry(entry.hardMillis(), now));
        if (!entry.tags().isEmpty()) {
            facts.put("tags", entry.tags().size() + " tags");
        }
        return tagTokens.read(TagTokens.of(entry)).thenApply(seen -> {
            if (seen == null) {
                return "load without the cache, and store nothing";
            }
            return switch (judge.judge(entry, tokens, seen, Long.MAX_VALUE, false)
                    .verdict()) {
                case SERVE -> "be served from it";
                case SERVE_AND_REFRESH -> "be served from it, and start a refresh";
                case DEAD -> "load: its tag or the whole cache was invalidated, or it cannot be read";
                default -> "load: it has expired";
            };
        });
    }

    private static String expiry(long atMillis, long now) {
        return atMillis == Entry.NEVER ? "never" : "in " + (atMillis - now) + " ms";
    }
}
