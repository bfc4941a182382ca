package dev.aside.samples.backend;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Scheduler;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The slots of one cache: batches, their order, and their end. */
final class TableStore implements EntryStore {
    private final TableSlots slots;
    private final CacheRuntime runtime;
    private volatile boolean closed;

    TableStore(TableSlots slots, CacheRuntime runtime) {
        this.slots = slots;
        this.runtime = runtime;
    }

    /** Steps on different slots go out together; those on one slot wait for each other, in their order. */
    @Override
    public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
        long deadline = runtime.ticker().nanos() + timeout.toNanos();
        Map<SlotKey, CompletableFuture<StepReply>> lastOf = new HashMap<>();
        List<CompletableFuture<StepReply>> replies = new ArrayList<>(steps.size());
        for (SlotStep step : steps) {
            CompletableFuture<StepReply> before = lastOf.get(step.key());
            CompletableFuture<StepReply> reply =
                    before == null ? run(step, deadline) : before.thenCompose(done -> run(step, deadline));
            lastOf.put(step.key(), reply);
            replies.add(endsBy(timeout, reply));
        }
        return CompletableFuture.allOf(replies.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> replies.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<StepReply> run(SlotStep step, long deadline) {
        if (closed) {
            return CompletableFuture.completedFuture(
                    new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "the store is closed"));
        }
        return slots.run(step, deadline)
                .exceptionally(e -> unknown("the table failed: " + e.getClass().getName()));
    }

    /** What was not answered in time may still be done, which the protocol allows for. */
    private CompletableFuture<StepReply> endsBy(Duration timeout, CompletableFuture<StepReply> reply) {
        if (reply.isDone()) {
            return reply;
        }
        CompletableFuture<StepReply> answer = reply.copy();
        Scheduler.Scheduled end =
                runtime.scheduler().schedule(() -> answer.complete(unknown("no answer in time")), timeout);
        return answer.whenComplete((done, error) -> end.cancel());
    }

    private static StepReply unknown(String reason) {
        return new StepReply.Failed(StepReply.Outcome.UNKNOWN, reason);
    }

    @Override
    public Payload.Form form() {
        return Payload.Form.BYTES;
    }

    @Override
    public long timeMillis() {
        return slots.timeMillis();
    }

    @Override
    public void close() {
        closed = true;
    }
}
