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
import java.time.Duration;
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
    private final Marking marking;
    private final @Nullable CacheWriter<? super K, ? super V> writer;

    Writing(Parts<K, V> parts, Change<K, V> change, Filling<K, V> filling) {
        this.parts = parts;
        this.change = change;
        this.filling = filling;
        this.marking = new Marking(parts);
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
        Set<String> tags = prepare(put);
        begin(put, put.entry, List.copyOf(tags));
        return parts.own.noted(List.of(put.slot), parts.blindFloor(), put.outcome);
    }

    /**
     * Writes within the caller's transaction, on its thread; the value is stored when that has been committed, unless the key has been
     * changed otherwise in it.
     */
    CompletableFuture<ChangeOutcome> putWithin(ScopePart<K, V> changes, K key, V value) {
        try {
            if (writer != null) {
                writer.write(key, value);
            }
        } catch (Throwable e) {
            changes.add(key); // what was written before it failed may be committed yet
            restoreInterrupt(e);
            throw new CacheWriteException(parts.name, e, parts.rules.isSurelyUnwritten(e));
        }
        try {
            storeWithin(changes, key, value);
        } catch (RuntimeException e) {
            changes.add(key); // it is written all the same
            throw e;
        }
        return CompletableFuture.completedFuture(ChangeOutcome.PENDING);
    }

    /** The value is stored at the end of the change, unless the key is changed otherwise in it. */
    void storeWithin(ScopePart<K, V> changes, K key, V value) {
        Put put = new Put(key, value);
        List<String> tags = List.copyOf(prepare(put));
        Entry entry = put.entry;
        if (entry == null) {
            changes.add(key);
        } else {
            changes.store(put.slot, entry, tags);
        }
    }

    /** Makes the entry that is to be stored, if one is, and returns its tags. */
    private Set<String> prepare(Put put) {
        parts.counters.puts.increment();
        if (!storesValue()) {
            return Set.of();
        }
        Set<String> tags = filling.tags(put.key, put.value);
        put.entry = tags == null ? null : entry(put);
        if (put.entry == null) {
            parts.unstorable.count(tags == null ? Unstorable.BY_TAGS : Unstorable.BY_LIFE_OR_WEIGHT);
        }
        return tags == null ? Set.of() : tags;
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
        List<SlotStep> steps = marking.steps(tags);
        long life = Durations.millisUp(parts.options.limits().write());
        steps.add(new SlotStep.Begin(put.slot, put.stamp, life, CommitPosition.NONE));
        parts.steps.run(steps).whenComplete((replies, error) -> {
            parts.forgetUnregistered(put.slot);
            if (error != null) {
                put.outcome.completeExceptionally(error);
            } else if (replies.get(replies.size() - 1) instanceof StepReply.Failed failed) {
                withoutFence(put, failed.reason());
            } else {
                put.entry = entry == null ? null : marking.marked(entry, tags, replies);
                begun(put);
            }
        });
    }

    /** Others drop their copies before the source is written: should this process die after that, nobody would tell them. */
    private void begun(Put put) {
        if (parts.heard == null) {
            write(put, /* fenced= */ true);
            return;
        }
        parts.tellOthers(List.of(put.slot)).thenAccept(accepted -> {
            if (accepted || !parts.mustBeFenced()) {
                write(put, /* fenced= */ true);
            } else {
                withoutFence(put, "the database took no notification");
            }
        });
    }

    private void withoutFence(Put put, String reason) {
        if (parts.mustBeFenced()) {
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
        restoreInterrupt(failure);
        if (parts.rules.isSurelyUnwritten(failure)) {
            undo(put, fenced, failure);
        } else {
            unknown(put, fenced, failure);
        }
    }

    private static void restoreInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // the thread may be the caller's
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
            change.untold().tell(List.of(put.slot), slot -> new SlotStep.Undo(slot, put.stamp), CommitPosition.NONE);
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
