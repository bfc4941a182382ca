package dev.aside.cache.engine;

import dev.aside.cache.CacheCodecException;
import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.CacheWriter;
import dev.aside.cache.WriteStrategy;
import dev.aside.cache.codec.CodecException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Scheduler.Scheduled;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StepReply.TokenSeen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A put: begin, the source, end. The value is stored at the end only if nobody else has touched the slot since the beginning. */
final class Writing<K, V> {

    private final Parts<K, V> parts;
    private final Change<K, V> change;
    private final Filling<K, V> filling;
    private final @Nullable CacheWriter<? super K, ? super V> writer;

    Writing(Parts<K, V> parts, Change<K, V> change, Filling<K, V> filling) {
        this.parts = parts;
        this.change = change;
        this.filling = filling;
        this.writer = parts.options.source().writer();
    }

    /** One put under way. */
    private final class Put {
        final K key;
        final V value;
        final SlotKey slot;
        final long stamp = parts.runtime.newStamp();
        final long createdMillis = parts.store.timeMillis();
        final CompletableFuture<ChangeOutcome> outcome = new CompletableFuture<>();

        @Nullable
        Entry entry;

        Put(K key, V value) {
            this.key = key;
            this.value = value;
            this.slot = parts.binding.entrySlot(key);
        }
    }

    CompletableFuture<ChangeOutcome> put(K key, V value) {
        Put put = new Put(key, value);
        Set<String> tags = storesValue() ? filling.tags(key, value) : Set.of();
        Entry entry = storesValue() && tags != null ? entry(put) : null;
        if (storesValue() && entry == null) {
            parts.unstorable.count(tags == null ? Unstorable.BY_TAGS : Unstorable.BY_LIFE_OR_WEIGHT);
        }
        parts.counters.puts.increment();
        begin(put, entry, tags == null ? List.of() : List.copyOf(tags));
        return put.outcome;
    }

    private boolean storesValue() {
        return parts.options.source().writeStrategy() == WriteStrategy.WRITE_THROUGH;
    }

    private @Nullable Entry entry(Put put) {
        try {
            return parts.binding.entry(put.key, put.value, put.createdMillis, 0, parts.blindFloor(), Tokens.UNSEEN);
        } catch (CodecException e) {
            throw new CacheCodecException(parts.name, e);
        }
    }

    private void begin(Put put, @Nullable Entry entry, List<String> tags) {
        if (!parts.breaker.allows()) {
            withoutFence(put, "it has not answered lately");
            return;
        }
        List<SlotStep> steps = new ArrayList<>();
        steps.add(parts.generationToken());
        tags.forEach(tag -> steps.add(parts.tagToken(tag)));
        long life = Durations.millisUp(parts.options.limits().write());
        steps.add(new SlotStep.Begin(put.slot, put.stamp, life, CommitPosition.NONE));
        parts.steps.run(steps).whenComplete((replies, error) -> {
            parts.forgetUnregistered(put.slot);
            if (error != null) {
                put.outcome.completeExceptionally(error);
            } else if (replies.get(replies.size() - 1) instanceof StepReply.Failed failed) {
                withoutFence(put, failed.reason());
            } else {
                put.entry = entry == null ? null : marked(entry, tags, replies);
                write(put, /* fenced= */ true);
            }
        });
    }

    /** Puts the tokens of before the write into the entry; under an open one nothing is stored. */
    private @Nullable Entry marked(Entry entry, List<String> tags, List<StepReply> replies) {
        if (!parts.rules.mayWriteUnder(replies.get(0)) || !(replies.get(0) instanceof TokenSeen generation)) {
            return null;
        }
        List<Entry.TagMark> marks = new ArrayList<>(tags.size());
        for (int i = 0; i < tags.size(); i++) {
            StepReply reply = replies.get(1 + i);
            if (!parts.rules.mayWriteUnder(reply) || !(reply instanceof TokenSeen token)) {
                return null;
            }
            marks.add(new Entry.TagMark(tags.get(i), token.id()));
        }
        return Binding.withTags(Binding.withGeneration(entry, generation.id()), marks);
    }

    private void withoutFence(Put put, String reason) {
        if (parts.isStrict() || parts.options.protocol().refuseWithoutFence()) {
            // The step may have run all the same. Where this is not heard either, the fence ends by its deadline.
            parts.steps.run(List.of(new SlotStep.Undo(put.slot, put.stamp)));

            put.outcome.completeExceptionally(new CacheUnavailableException(parts.name, parts.backendName, reason));
        } else {
            write(put, /* fenced= */ false);
        }
    }

    private void write(Put put, boolean fenced) {
        CacheWriter<? super K, ? super V> writer = this.writer;
        if (writer == null) {
            end(put, fenced);
            return;
        }
        Duration life = parts.options.limits().write();
        Scheduled late = parts.runtime.scheduler().schedule(() -> late(put, life), life);
        try {
            parts.writes.execute(() -> {
                run(put, writer, fenced);
                late.cancel();
            });
        } catch (RejectedExecutionException e) {
            late.cancel();
            undo(put, fenced, e);
        }
    }

    private void late(Put put, Duration life) {
        put.outcome.completeExceptionally(new CacheTimeoutException(parts.name, "the write", life));
    }

    private void run(Put put, CacheWriter<? super K, ? super V> writer, boolean fenced) {
        try {
            writer.write(put.key, put.value);
        } catch (Throwable e) {
            failed(put, fenced, e);
            return;
        }
        end(put, fenced);
    }

    private void failed(Put put, boolean fenced, Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // the thread may be the caller's
        }
        if (parts.rules.isSurelyUnwritten(failure)) {
            undo(put, fenced, failure);
        } else {
            unknown(put, fenced, failure);
        }
    }

    private void end(Put put, boolean fenced) {
        CompletableFuture<ChangeOutcome> told;
        CommitPosition position = parts.blindFloor();
        if (fenced) {
            Entry entry = put.entry;
            long life = entry == null ? 0 : parts.binding.physicalLifeMillis(entry, parts.store.timeMillis());
            long next = parts.runtime.newStamp();
            told = change.tell(
                    List.of(put.slot),
                    slot -> new SlotStep.End(slot, put.stamp, position, next, life, entry),
                    position);
        } else {
            told = change.later(put.slot, position); // one step's time was waited for already
        }
        told.whenComplete((outcome, error) -> {
            if (error == null) {
                put.outcome.complete(outcome);
            } else {
                put.outcome.completeExceptionally(error);
            }
        });
    }

    private void undo(Put put, boolean fenced, Throwable cause) {
        if (fenced) {
            change.tell(List.of(put.slot), slot -> new SlotStep.Undo(slot, put.stamp), CommitPosition.NONE);
        }
        put.outcome.completeExceptionally(new CacheWriteException(parts.name, cause, /* surelyUnchanged= */ true));
    }

    /** The source may still finish it: the slot stays open until the deadline, and is fenced again then. */
    private void unknown(Put put, boolean fenced, Throwable cause) {
        if (fenced) {
            parts.forgetting.forget(put.slot);
        } else {
            long life = Durations.millisUp(parts.options.limits().write());
            change.tell(
                    List.of(put.slot),
                    slot -> new SlotStep.Begin(slot, put.stamp, life, CommitPosition.NONE),
                    parts.blindFloor());
        }
        parts.journal.sayAt(put.slot, parts.options.limits().write());
        put.outcome.completeExceptionally(new CacheWriteException(parts.name, cause, /* surelyUnchanged= */ false));
    }
}
