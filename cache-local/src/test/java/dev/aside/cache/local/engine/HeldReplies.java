package dev.aside.cache.local.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A backend whose server does at once what it is told while the answers may be long on their way. */
final class HeldReplies implements CacheBackend {

    private final CacheBackend backend;
    private final boolean fed;
    private final BlockingQueue<Runnable> onTheirWay = new LinkedBlockingQueue<>();
    private volatile boolean held;
    private int failing;
    private int losing;
    private @Nullable Runnable between;

    private HeldReplies(CacheBackend backend, boolean fed) {
        this.backend = backend;
        this.fed = fed;
    }

    static HeldReplies withFeed(CacheBackend backend) {
        return new HeldReplies(backend, true);
    }

    static HeldReplies withoutFeed(CacheBackend backend) {
        return new HeldReplies(backend, false);
    }

    void hold(boolean on) {
        held = on;
        if (!on) {
            List<Runnable> arriving = new ArrayList<>();
            onTheirWay.drainTo(arriving);
            arriving.forEach(Runnable::run);
        }
    }

    /** Waits for another thread to have an answer held, and gives it a way to be answered. */
    Runnable awaitHeld() {
        try {
            return Objects.requireNonNull(onTheirWay.poll(10, TimeUnit.SECONDS), "nothing was held");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refuses the next batches, at once. */
    void fail(int batches) {
        failing = batches;
    }

    /** Executes the next batches, and loses their answers. */
    void lose(int batches) {
        losing = batches;
    }

    /** Does something once, after the first step of the next batch and before the others. */
    void between(Runnable action) {
        between = action;
    }

    @Override
    public String name() {
        return "held";
    }

    @Override
    public EntryStore open(StoreSpec spec, CacheRuntime runtime) {
        return new Store(backend.open(spec, runtime));
    }

    @Override
    public Payload.Form form() {
        return backend.form();
    }

    @Override
    public Set<Consistency.Mode> modes() {
        return backend.modes();
    }

    @Override
    public void close() {
        backend.close();
    }

    private CompletionStage<List<StepReply>> answered(CompletionStage<List<StepReply>> answer) {
        if (!held) {
            return answer;
        }
        CompletableFuture<List<StepReply>> later = new CompletableFuture<>();
        onTheirWay.add(() -> answer.whenComplete((replies, error) -> later.complete(replies)));
        return later;
    }

    private final class Store implements EntryStore {
        private final EntryStore store;

        Store(EntryStore store) {
            this.store = store;
        }

        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            if (failing > 0) {
                failing--;
                StepReply failed = new StepReply.Failed(StepReply.Outcome.NOT_APPLIED, "refused");
                return CompletableFuture.completedFuture(Collections.nCopies(steps.size(), failed));
            }
            CompletionStage<List<StepReply>> answer = executed(steps, timeout);
            if (losing > 0) {
                losing--;
                StepReply lost = new StepReply.Failed(StepReply.Outcome.UNKNOWN, "lost");
                return CompletableFuture.completedFuture(Collections.nCopies(steps.size(), lost));
            }
            return answered(answer);
        }

        private CompletionStage<List<StepReply>> executed(List<SlotStep> steps, Duration timeout) {
            Runnable action = between;
            if (action == null || steps.size() == 1) {
                return store.execute(steps, timeout);
            }
            between = null;
            CompletionStage<List<StepReply>> first = store.execute(steps.subList(0, 1), timeout);
            action.run();
            return first.thenCombine(store.execute(steps.subList(1, steps.size()), timeout), (one, others) -> {
                List<StepReply> all = new ArrayList<>(one);
                all.addAll(others);
                return all;
            });
        }

        @Override
        public Payload.Form form() {
            return store.form();
        }

        @Override
        public long timeMillis() {
            return store.timeMillis();
        }

        @Override
        public @Nullable InvalidationFeed feed() {
            return fed ? store.feed() : null;
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
