package dev.aside.cache.engine;

import dev.aside.cache.Explanation;
import dev.aside.cache.route.ChangeToken;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Says what the tiers know of a key. Asks the store by the way, and counts nothing: neither reads, nor whether it answers. */
final class Explaining<K, V> {

    private static final String PAST_THE_CACHE = "load without the cache, and store nothing";

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final Steps steps;
    private final TagTokens<K, V> tagTokens;

    Explaining(Parts<K, V> parts, Judge<K, V> judge) {
        this.parts = parts;
        this.judge = judge;
        this.steps = new Steps(
                parts.store,
                new Breaker(parts.runtime.ticker(), parts.rules),
                parts.options.limits().operation(),
                parts.name,
                Recorder.NONE);
        this.tagTokens = new TagTokens<>(parts, steps);
    }

    CompletableFuture<Explanation> explain(K key) {
        SlotKey slot = parts.binding.entrySlot(key);
        boolean answering = !parts.breaker.isOpen();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cache", parts.name);
        facts.put("mode", parts.consistency().toString());
        facts.put("backend", parts.backendName + (answering ? ", answering" : ", not answering"));
        boolean near = !parts.embedded && describeNear(facts, key);
        return (answering ? ask(facts, slot) : unasked(facts, "not asked")).thenApply(verdict -> {
            describeProcess(facts, key, slot);
            String past = parts.mustPass(slot) ? PAST_THE_CACHE : verdict;
            facts.put("a read would", near ? "be served from it, in this process" : past);
            return new Explanation(facts);
        });
    }

    /** Returns whether the near tier would answer by itself. */
    private boolean describeNear(Map<String, String> facts, K key) {
        if (!parts.hasNearCopies()) {
            facts.put("near", "no such tier");
            return false;
        }
        long alive = parts.near.aliveMillis();
        NearTier.Copy copy = parts.near.look(key);
        facts.put("near", copy == null ? "nothing" : nearFact(copy, alive));
        facts.put("feed", feedFact(alive));
        if (parts.own.floorOf(key, ChangeToken.NONE) != null) {
            facts.put("own change", "changed by this caller lately, who is answered by the backend");
            return false;
        }
        return copy != null && copy.current() && copy.quietMillis() > 0 && alive > 0;
    }

    private static String nearFact(NearTier.Copy copy, long aliveMillis) {
        String what = copy.absent() ? "known to be absent" : "a copy";
        if (!copy.current()) {
            return what + ", not served: a tag has changed since, or it was left unread for too long";
        }
        if (copy.quietMillis() <= 0) {
            return what + ", not served: it must be looked at, since " + -copy.quietMillis() + " ms";
        }
        return what + (aliveMillis <= 0 ? ", not served: the feed is not proven alive" : ", served")
                + ", to be looked at in " + copy.quietMillis() + " ms";
    }

    private String feedFact(long aliveMillis) {
        if (parts.feed == null) {
            return "none, so a copy lives as long as the mode allows";
        }
        return aliveMillis <= 0 ? "not proven alive" : "proven alive for " + aliveMillis + " ms more";
    }

    private void describeProcess(Map<String, String> facts, K key, SlotKey slot) {
        if (parts.flights.underWay(key) != null) {
            facts.put("load", "a read is under way");
        } else if (parts.refreshes.underWay(key) != null) {
            facts.put("load", "a refresh is under way");
        }
        if (parts.journal.holds(slot)) {
            facts.put("pending change", "the backend has not acknowledged a change");
        }
    }

    private CompletableFuture<String> ask(Map<String, String> facts, SlotKey slot) {
        List<SlotStep> asked = List.of(parts.generationToken(), new SlotStep.Read(slot, EndpointRole.WRITER));
        return steps.run(asked).thenCompose(replies -> {
            boolean answered = replies.get(0) instanceof StepReply.TokenSeen;
            return answered && replies.get(1) instanceof StepReply.Seen seen
                    ? describe(facts, seen.slot(), Tokens.of((StepReply.TokenSeen) replies.get(0)))
                    : unasked(facts, "no answer");
        });
    }

    private CompletableFuture<String> unasked(Map<String, String> facts, String fact) {
        facts.put(tier(), fact);
        return CompletableFuture.completedFuture(PAST_THE_CACHE);
    }

    /** The store's own tier: where that is this process, there is no other. */
    private String tier() {
        return parts.embedded ? "near" : "far";
    }

    private CompletableFuture<String> describe(Map<String, String> facts, @Nullable Slot slot, Tokens tokens) {
        String tier = tier();
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
                return PAST_THE_CACHE;
            }
            return verdict(judge.look(entry, tokens, seen, Long.MAX_VALUE, false));
        });
    }

    private static String verdict(Judge.Judged judged) {
        return switch (judged.verdict()) {
            case SERVE -> "be served from it";
            case SERVE_AND_REFRESH -> "be served from it, and start a refresh";
            case UNREADABLE -> "load: another codec or another version of the type has stored it";
            case DEAD -> "load: its tag or the whole cache was invalidated";
            default -> "load: it has expired";
        };
    }

    private static String expiry(long atMillis, long now) {
        return atMillis == Entry.NEVER ? "never" : "in " + (atMillis - now) + " ms";
    }
}
