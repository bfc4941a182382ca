package dev.aside.cache.redis;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How the steps of one store go to the server: each by a deadline, and none once the store is closed. */
final class Way {

    /** Longer than this nobody waits; it also keeps a deadline from running over. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Node node;
    private final CacheRuntime runtime;
    private final Deadlines deadlines;
    private final String whenClosed;
    private volatile boolean closed;

    /** @param store what is closed when it is, in words */
    Way(Node node, CacheRuntime runtime, String store) {
        this.node = node;
        this.runtime = runtime;
        this.deadlines = new Deadlines(runtime);
        this.whenClosed = store + " is closed";
    }

    /** Returns when who waits from now on for so long gives up. */
    long deadlineNanos(Duration timeout) {
        Duration wait = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return runtime.ticker().nanos() + wait.toNanos();
    }

    /**
     * Sends steps.
     *
     * @param reader the way to a reader, or null to ask the writer
     * @return the answers, which come at the deadline at the latest
     */
    <R> CompletionStage<List<R>> send(Pending<?, R> batch, @Nullable Wire reader) {
        if (closed) {
            batch.failAll(Failures.notApplied(whenClosed));
            return batch;
        } else if (reader == null) {
            node.send(batch);
        } else {
            batch.send(reader);
        }
        if (!batch.isDone()) {
            deadlines.add(batch);
        }
        return batch;
    }

    void close() {
        closed = true;
    }
}
