package dev.aside.cache.local;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/** The slots of one cache, in this process. */
final class EmbeddedStore implements EntryStore {

    /*
     * Two maps and one lock
     * ---------------------
     * Values are in a table bounded by size, under the user's own key, where hits find them in one lookup. Leases, fences and
     * tokens are in another map, and leave it when they may be forgotten: to evict one by size would forget a change. A key
     * is in one of the two. Every step on a slot runs in the second map's compute for the slot, whether or not anything is
     * there, so steps on a slot run one at a time. A hit takes no part in that: it sees the value until a step removes it
     * from the table, which is before the step is answered.
     *
     * A step that fails because the user's equals or hashCode throws has changed nothing: the table is changed last but for
     * the record, and the record only if the table was.
     *
     * How clear() keeps out what was loaded before it
     * -----------------------------------------------
     * The engine moves the token of the whole cache, which every entry carries as it was before its load. The token lives
     * in the table's one volatile field, with the contents, and moving it replaces both. A step reads that field once. A fill
     * either finds a token that is not its own, and is refused, or finds its own and stores into the contents that belong
     * to it, which nobody reaches once the token has moved, however late the fill is.
     */

    /** This store lives as long as its process: nothing that was seen in it is ever of another life. */
    private static final long EPOCH = 1;

    private static final StepReply CLOSED =
            new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "the cache's store is closed");

    private final ConcurrentHashMap<SlotKey, Slot> records = new ConcurrentHashMap<>();
    private final CacheRuntime runtime;
    private final Payload.Form form;
    private final SlotRules rules;
    private final Values values;
    private final CaffeineTable<Object> table;
    private final @Nullable ToIntBiFunction<Object, Object> weigher;
    private final Sweep sweep;
    private volatile boolean closed;

    EmbeddedStore(StoreSpec spec, CacheRuntime runtime, Payload.Form form) {
        NearSpec near = form == Payload.Form.BYTES ? ByValue.spec(spec.near()) : spec.near();
        this.runtime = runtime;
        this.form = form;
        this.rules = new SlotRules(spec.lag().toMillis(), spec.memory().toMillis());
        this.values = new Values(near, form == Payload.Form.BYTES ? null : spec.uniformLife(), runtime);
        this.table = values.table();
        this.weigher = Weights.of(near);
        RecordSweep records = new RecordSweep(this.records, runtime.clock());
        this.sweep = new Sweep(records, runtime.scheduler(), RecordSweep.period(spec.memory()));
    }

    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        List<StepReply> replies = new ArrayList<>(steps.size());
        for (SlotStep step : steps) {
            replies.add(closed ? CLOSED : run(step));
        }
        return CompletableFuture.completedStage(replies);
    }

    private StepReply run(SlotStep step) {
        Move move = move(step);
        Slot left = records.compute(step.key(), (same, record) -> {
            SlotRules.Transition done = move(record, move);
            move.reply = done.reply();
            return done.slot();
        });
        if (left != null) {
            sweep.wake();
        }
        return form == Payload.Form.BYTES ? ByValue.copied(move.reply) : move.reply;
    }

    /** What is to be known of a step before the slot is locked: the user's weigher runs here. */
    private Move move(SlotStep step) {
        SlotKey slot = step.key();
        Object key = form == Payload.Form.BYTES ? slot : slot.reference();
        Entry entry = null;
        long life = 0;
        if (step instanceof SlotStep.Fill fill) {
            entry = fill.entry();
            life = fill.lifeMillis();
        } else if (step instanceof SlotStep.End end) {
            entry = end.entry();
            life = end.lifeMillis();
        }
        int weight = entry == null ? 1 : Weights.weigh(weigher, key, Values.value(entry.payload()));
        return new Move(step, key, entry, life, weight);
    }

    private SlotRules.Transition move(@Nullable Slot record, Move move) {
        Era<Object> era = table.era();
        long now = timeMillis();
        Slot current = record == null || record.untilMillis() <= now ? null : record;
        boolean isEntry = move.step.key().kind() == SlotKey.Kind.ENTRY;
        Holder held = isEntry && current == null ? values.live(era, move.key) : null;
        if (held != null) {
            current = values.slot(era, move.key, held);
        }
        SlotRules.Transition done =
                move.isAdmitted(era) ? apply(current, move.step, now) : refuse(current, move.step, now);
        if (isEntry) {
            return new SlotRules.Transition(settle(era, move, held, done), done.reply());
        }
        moveGeneration(move.step.key(), current, done.slot());
        return done;
    }

    private SlotRules.Transition apply(@Nullable Slot current, SlotStep step, long now) {
        return rules.apply(current, step, now, EPOCH);
    }

    /** A load that may not store gives its lease back, so that nobody waits for it; a change closes without its value. */
    private SlotRules.Transition refuse(@Nullable Slot current, SlotStep step, long now) {
        if (step instanceof SlotStep.End end) {
            SlotStep bare = new SlotStep.End(end.key(), end.stamp(), end.position(), end.next(), 0, null);
            return apply(current, bare, now);
        }
        SlotStep release = step instanceof SlotStep.Fill fill ? new SlotStep.Release(fill.key(), fill.under()) : step;
        return new SlotRules.Transition(apply(current, release, now).slot(), StepReply.Refused.INSTANCE);
    }

    /** Brings the table in line with what the step made of the slot; returns what is left for the record. */
    private @Nullable Slot settle(Era<Object> era, Move move, @Nullable Holder held, SlotRules.Transition done) {
        if (!(done.slot() instanceof Slot.Value value)) {
            if (held != null) {
                era.map().remove(move.key);
            }
            return done.slot();
        }
        boolean isNew = done.reply() instanceof StepReply.Applied applied && applied.storedValue();
        if (isNew || held == null) {
            values.stored(era, move.key, value, move.lifeMillis, move.weight);
        } else {
            values.kept(era, move.key, held, value);
        }
        return null;
    }

    private void moveGeneration(SlotKey key, @Nullable Slot current, @Nullable Slot next) {
        if (key.kind() != SlotKey.Kind.GENERATION || next == null) {
            return;
        }
        if (current == null || current.stamp() != next.stamp()) {
            table.clear(next.stamp());
        }
    }

    @Override
    public Payload.Form form() {
        return form;
    }

    @Override
    public long timeMillis() {
        return runtime.clock().exactMillis();
    }

    /** {@inheritDoc} Fences are never evicted, but the values that have taken their place are, and with them their positions. */
    @Override
    public Duration sinceEviction() {
        return table.sinceEviction();
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public @Nullable NearTier<?> view() {
        return form == Payload.Form.BYTES ? null : table;
    }

    @Override
    public void close() {
        closed = true;
        sweep.stop();
        records.clear();
        table.close();
    }

    /** A step on its way, with its answer. */
    private static final class Move {
        final SlotStep step;
        final Object key;
        final @Nullable Entry entry;
        final long lifeMillis;
        final int weight;
        StepReply reply = CLOSED;

        Move(SlotStep step, Object key, @Nullable Entry entry, long lifeMillis, int weight) {
            this.step = step;
            this.key = key;
            this.entry = entry;
            this.lifeMillis = lifeMillis;
            this.weight = weight;
        }

        /** Returns whether the entry, if there is one, may be stored beside these contents. */
        boolean isAdmitted(Era<Object> era) {
            return entry == null || (weight != Weights.NONE && (era.token == 0 || entry.generation() == era.token));
        }
    }
}
