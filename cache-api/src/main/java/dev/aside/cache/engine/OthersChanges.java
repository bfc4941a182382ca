package dev.aside.cache.engine;

import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Changes that others have committed, of which the database tells: where is not known, so that the next load is the writer's. */
final class OthersChanges<K, V> implements ChangeListener {

    private final Parts<K, V> parts;
    private final Change<K, V> change;

    /** For what all processes are told by the database. */
    private final Change<K, V> heard;

    OthersChanges(Parts<K, V> parts, Change<K, V> change) {
        this.parts = parts;
        this.change = change;
        this.heard = change.untold();
    }

    /** Returns what is to be remembered of slots: nothing where only this process knows their keys. */
    static List<ChangeRecord> records(Parts<?, ?> parts, Iterable<SlotKey> slots) {
        List<ChangeRecord> records = new ArrayList<>();
        if (parts.store.form() == Payload.Form.BYTES) {
            slots.forEach(
                    slot -> records.add(new ChangeRecord(parts.name, HeardFeed.letter(slot.kind()), slot.bytes())));
        }
        return records;
    }

    /** {@inheritDoc} They are of a cache that processes share. One of the same name in this process alone has no part in it. */
    @Override
    public CompletionStage<ChangeOutcome> changed(List<ChangeRecord> changes) {
        if (parts.store.form() != Payload.Form.BYTES) {
            return CompletableFuture.completedFuture(ChangeOutcome.PENDING);
        }
        List<SlotKey> entries = new ArrayList<>();
        CompletableFuture<ChangeOutcome> all = CompletableFuture.completedFuture(ChangeOutcome.APPLIED);
        for (ChangeRecord one : changes) {
            switch (one.kind()) {
                case 'e' -> entries.add(SlotKey.ofBytes(Kind.ENTRY, one.key()));
                case 't' ->
                    all = all.thenCombine(
                            fenceTag(change, new String(one.key(), StandardCharsets.UTF_8)), ChangeOutcome::and);
                default ->
                    all = all.thenCombine(fence(change, List.of(parts.binding.generationSlot())), ChangeOutcome::and);
            }
        }
        return entries.isEmpty() ? all : all.thenCombine(fence(change, entries), ChangeOutcome::and);
    }

    @Override
    public CompletionStage<ChangeOutcome> keyChanged(String text) {
        Function<String, ? extends K> keyOfText = parts.options.source().keyOfText();
        if (keyOfText == null) {
            throw new IllegalArgumentException(parts.name + ": its keys are not told as text; say how by keyOfText(…)");
        }
        K key;
        try {
            key = keyOfText.apply(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(parts.name + ": what was said to have changed is no key of it");
        }
        return heard(parts.binding.entrySlot(key));
    }

    @Override
    public CompletionStage<ChangeOutcome> tagChanged(String tag) {
        return fenceTag(heard, tag);
    }

    @Override
    public CompletionStage<ChangeOutcome> allChanged() {
        return heard(parts.binding.generationSlot());
    }

    /** Copies go at once, since what proves that all has been heard may come before the store has answered; and again when it has. */
    private CompletableFuture<ChangeOutcome> heard(SlotKey slot) {
        parts.forgetting.forget(slot);
        return fence(heard, List.of(slot));
    }

    private CompletableFuture<ChangeOutcome> fence(Change<K, V> how, List<SlotKey> slots) {
        parts.counters.invalidations.add(slots.size());
        return how.fence(slots, CommitPosition.UNKNOWN);
    }

    private CompletableFuture<ChangeOutcome> fenceTag(Change<K, V> how, String tag) {
        if (!parts.tagged) {
            throw new IllegalArgumentException(parts.name + ": built without tags");
        }
        SlotKey slot = parts.binding.namedTagSlot(tag);
        parts.forgetting.forget(slot);
        parts.counters.invalidations.increment();
        return how.fenceTag(slot, CommitPosition.UNKNOWN);
    }
}
