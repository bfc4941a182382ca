package dev.aside.samples.backend;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.DecodedSlot;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotFormat;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A step on a slot: the row is read, the rules say what it becomes, and it is replaced if nobody was faster. */
final class TableSlots {
    /** A table pushes nothing and has no connections that could be told apart. */
    private static final long EPOCH = 0;

    private final Table table;
    private final CacheRuntime runtime;
    private final String cacheName;
    private final SlotRules rules;

    TableSlots(Table table, StoreSpec spec, CacheRuntime runtime) {
        this.table = table;
        this.runtime = runtime;
        this.cacheName = spec.cacheName();
        this.rules = new SlotRules(spec.lag().toMillis(), spec.memory().toMillis());
    }

    long timeMillis() {
        return runtime.wallClock().millis();
    }

    /** Does a step; tries again while others are faster, until the time at which nobody waits any more. */
    CompletableFuture<StepReply> run(SlotStep step, long deadlineNanos) {
        String name = name(step.key());
        return table.read(name).thenCompose(row -> {
            long now = timeMillis();
            @Nullable DecodedSlot found = row.length == 0 ? null : SlotFormat.decode(step.key(), row);
            if (found == DecodedSlot.Unreadable.UNKNOWN_VERSION && asks(step)) {
                return answer(leftAlone(step));
            }
            Slot slot = current(found, now);
            SlotRules.Transition after = rules.apply(slot, step, now, EPOCH);
            if (after.slot() == slot) {
                return answer(after.reply());
            }
            byte[] next = after.slot() == null ? Table.NO_ROW : SlotFormat.encode(step.key(), after.slot());
            return table.compareAndSet(name, row, next)
                    .thenCompose(done -> done ? answer(after.reply()) : again(step, deadlineNanos));
        });
    }

    private String name(SlotKey key) {
        return cacheName + '/' + key.kind() + '/' + HexFormat.of().formatHex(key.bytes());
    }

    private CompletableFuture<StepReply> again(SlotStep step, long deadlineNanos) {
        return runtime.ticker().nanos() - deadlineNanos < 0
                ? run(step, deadlineNanos)
                : answer(new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "others were faster"));
    }

    private static CompletableFuture<StepReply> answer(StepReply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    /** What cannot be read may have been a change, of which only the database's writer is sure to know. */
    private @Nullable Slot current(@Nullable DecodedSlot found, long now) {
        if (found instanceof DecodedSlot.Whole whole) {
            return now < whole.slot().untilMillis() ? whole.slot() : null;
        }
        return found == null ? null : new Slot.Fence(runtime.newStamp(), now, CommitPosition.UNKNOWN, List.of());
    }

    private static boolean asks(SlotStep step) {
        return step instanceof SlotStep.Lease || step instanceof SlotStep.Token;
    }

    /** A slot of another version is for those who can read it. A change ends it all the same. */
    private static StepReply leftAlone(SlotStep step) {
        return step instanceof SlotStep.Token token
                ? new StepReply.TokenSeen(token.stamp(), CommitPosition.UNKNOWN, true)
                : new StepReply.Open(CommitPosition.UNKNOWN);
    }
}
