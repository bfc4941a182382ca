package dev.aside.cache.engine;

import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A look that never loads. What a reader has that is good is served; the rest is the writer's to say, as for a read. */
final class Peeking<K, V> {

    private final Parts<K, V> parts;
    private final Judge<K, V> judge;
    private final TagTokens<K, V> tagTokens;
    private final ReaderSteps readers;

    Peeking(Parts<K, V> parts, Judge<K, V> judge, ReaderSteps readers) {
        this.parts = parts;
        this.judge = judge;
        this.readers = readers;
        this.tagTokens = new TagTokens<>(parts);
    }

    /** Returns the value, or null if there is none to serve. */
    CompletableFuture<@Nullable Object> peek(K key, Terms terms) {
        SlotKey slot = parts.binding.entrySlot(key);
        if (parts.mustPass(slot)) {
            return missed(); // the store may still hold what has changed
        }
        if (mayAskReaders(key, terms)) {
            return readers.read(List.of(slot)).thenCompose(replies -> read(slot, replies, terms));
        }
        return ask(slot, terms);
    }

    private boolean mayAskReaders(K key, Terms terms) {
        return parts.asksReaders
                && terms.maxAgeMillis() == Long.MAX_VALUE
                && parts.own.floorOf(key, terms.token()) == null
                && readers.allows();
    }

    private CompletableFuture<@Nullable Object> read(SlotKey slot, List<StepReply> replies, Terms terms) {
        TokenSeen generation = ReaderSteps.token(replies.get(0));
        boolean has = replies.get(1) instanceof StepReply.Seen seen && seen.slot() instanceof Slot.Value;
        if (generation == null || !has || parts.mustPass(slot)) {
            return ask(slot, terms);
        }
        Entry entry = ((Slot.Value) Objects.requireNonNull(((StepReply.Seen) replies.get(1)).slot())).entry();
        List<String> tags = List.copyOf(TagTokens.of(entry));
        if (tags.isEmpty()) {
            return served(slot, entry, Tokens.of(generation), Map.of(), terms);
        }
        return readers.readTags(tags)
                .thenCompose(seen -> served(slot, entry, Tokens.of(generation), ReaderSteps.tokens(tags, seen), terms));
    }

    private CompletableFuture<@Nullable Object> served(
            SlotKey slot, Entry entry, Tokens generation, Map<String, TokenSeen> tags, Terms terms) {
        Judge.Judged judged = judge.look(entry, generation, tags, terms.maxAgeMillis(), false);
        return judged.isGood() ? hit(judged) : ask(slot, terms);
    }

    private CompletableFuture<@Nullable Object> ask(SlotKey slot, Terms terms) {
        if (parts.mustPass(slot)) {
            return missed(); // changed meanwhile
        }
        if (!parts.breaker.allows()) {
            return CompletableFuture.failedFuture(unavailable("it has not answered lately"));
        }
        List<SlotStep> steps = List.of(parts.generationToken(), new SlotStep.Read(slot, EndpointRole.WRITER));
        return parts.steps.run(steps).thenCompose(replies -> seen(slot, replies, terms));
    }

    private CompletableFuture<@Nullable Object> seen(SlotKey key, List<StepReply> replies, Terms terms) {
        for (StepReply reply : replies) {
            if (reply instanceof StepReply.Failed failed) {
                return CompletableFuture.failedFuture(unavailable(failed.reason()));
            }
        }
        Slot slot = ((StepReply.Seen) replies.get(1)).slot();
        if (parts.mustPass(key) || !(slot instanceof Slot.Value value)) {
            return missed();
        }
        Tokens tokens = Tokens.of((TokenSeen) replies.get(0));
        return tagTokens.read(TagTokens.of(value.entry())).thenCompose(seen -> judged(value, tokens, seen, terms));
    }

    private CompletableFuture<@Nullable Object> judged(
            Slot.Value value, Tokens tokens, @Nullable Map<String, TokenSeen> tagTokens, Terms terms) {
        if (tagTokens == null) {
            return CompletableFuture.failedFuture(unavailable("the tokens of the tags could not be read"));
        }
        Judge.Judged judged = judge.judge(value.entry(), tokens, tagTokens, terms.maxAgeMillis(), false);
        if (!judged.isGood()) {
            return missed();
        }
        return hit(judged);
    }

    private CompletableFuture<@Nullable Object> hit(Judge.Judged judged) {
        (parts.embedded ? parts.counters.slowNearHits : parts.counters.farHits).increment();
        return CompletableFuture.completedFuture(judged.value());
    }

    /** A look that has found nothing. */
    CompletableFuture<@Nullable Object> missed() {
        parts.counters.misses.increment();
        return CompletableFuture.completedFuture(null);
    }

    /** A look that failed was answered by no tier either. */
    private CacheUnavailableException unavailable(String reason) {
        parts.counters.misses.increment();
        return new CacheUnavailableException(parts.name, parts.backendName, reason);
    }
}
