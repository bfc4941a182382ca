package dev.aside.cache.testkit;

import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, in order, written down before it happens:
 *
 * <pre>{@code
 * server.faults()
 *         .next(3).steps(SlotStep.Fill.class).timeOut()   // the next three fills are not answered
 *         .next().refuse()                                // and the batch after them is refused
 *         .next().failover();                             // and before the next one the server is replaced
 * // ... the test ...
 * server.faults().verifyExhausted();
 * }</pre>
 *
 * <p>A line is about one batch or several: whatever one call of the engine sends. Only the first line counts; a batch that it
 * is not about passes unharmed, and one that it is about uses it up. The lines are worked through in the order in which the
 * batches are sent; what several threads send at once is in no order that a test could rely on.
 *
 * <p>A time-out and a lost reply are answered at once, as if the time had passed: time stands still in a test, and a blocking
 * call would wait for it forever. What happens <em>while</em> a server is silent is seen with {@link InMemoryBackend#hang} or
 * {@link Line#delay}.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. A line being written is for one.
 */
public final class FaultScript {

    private final ServerSlots server;
    private final Runnable cutFeeds;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Planned> plan = new ArrayDeque<>();

    /**
     * @param cutFeeds what a cut of the feed is: of one node's, or of every node's
     */
    FaultScript(ServerSlots server, Runnable cutFeeds) {
        this.server = server;
        this.cutFeeds = cutFeeds;
    }

    /**
     * Begins a line about one batch.
     *
     * @return the line, which does nothing until it is ended by a fault
     */
    public Line next() {
        return next(1);
    }

    /**
     * Begins a line about some batches.
     *
     * @param batches how many, at least 1
     * @return the line, which does nothing until it is ended by a fault
     * @throws IllegalArgumentException if there are none
     */
    public Line next(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("a line is about 1 batch or more, not " + batches);
        }
        return new Line(batches);
    }

    /**
     * Fails unless everything has happened.
     *
     * @throws AssertionError if there are lines left; the message shows them
     */
    public void verifyExhausted() {
        lock.lock();
        try {
            if (!plan.isEmpty()) {
                throw new AssertionError("of the script of faults there is left: "
                        + plan.stream().map(Planned::toString).collect(Collectors.joining(", then ")));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns what happens to a batch, or null if nothing does. Uses the line up. */
    @Nullable
    BatchFault take(List<SlotStep> batch) {
        lock.lock();
        try {
            Planned first = plan.peek();
            if (first == null || !first.isAbout(batch)) {
                return null;
            }
            if (--first.left == 0) {
                plan.remove();
            }
            return first.fault;
        } finally {
            lock.unlock();
        }
    }

    private FaultScript add(Planned planned) {
        lock.lock();
        try {
            plan.add(planned);
        } finally {
            lock.unlock();
        }
        return this;
    }

    /** Some batches that a fault is planned for. */
    private static final class Planned {
        final BatchFault fault;
        private final @Nullable Class<? extends SlotStep> kind;
        private int left;

        Planned(int left, @Nullable Class<? extends SlotStep> kind, BatchFault fault) {
            this.left = left;
            this.kind = kind;
            this.fault = fault;
        }

        boolean isAbout(List<SlotStep> batch) {
            return kind == null || batch.stream().anyMatch(kind::isInstance);
        }

        @Override
        public String toString() {
            String what = kind == null ? "" : " with " + kind.getSimpleName();
            return fault.name() + " for " + left + (left == 1 ? " batch" : " batches") + what;
        }
    }

    /** A line being written. Each of its faults ends it and returns the script. Not safe for use by many threads. */
    public final class Line {

        private final int batches;
        private @Nullable Class<? extends SlotStep> kind;

        private Line(int batches) {
            this.batches = batches;
        }

        /**
         * Narrows the line to batches with a step of one kind; the others pass.
         *
         * @param kind the kind, such as {@code SlotStep.Fill.class}
         * @return this
         */
        public Line steps(Class<? extends SlotStep> kind) {
            this.kind = Objects.requireNonNull(kind, "kind");
            return this;
        }

        /**
         * The batch never arrives, and nobody knows: nothing of it is done, and it is answered as unknown.
         *
         * @return the script
         */
        public FaultScript timeOut() {
            return is("time-out", BatchFault.Fate.TIMED_OUT);
        }

        /**
         * The batch is refused: nothing of it is done, and it is known that nothing is.
         *
         * @return the script
         */
        public FaultScript refuse() {
            return is("refusal", BatchFault.Fate.REFUSED);
        }

        /**
         * The batch is done, and its answer is lost: it is answered as unknown.
         *
         * @return the script
         */
        public FaultScript loseReply() {
            return is("lost reply", BatchFault.Fate.REPLY_LOST);
        }

        /**
         * The batch is done and answered when the time has passed on the node's runtime; or it ends as unknown at its own
         * time-out, and is done later.
         *
         * @param by how long, more than zero
         * @return the script
         * @throws IllegalArgumentException if the time is zero or negative
         */
        public FaultScript delay(Duration by) {
            if (by.isNegative() || by.isZero()) {
                throw new IllegalArgumentException("a delay is more than zero, not " + by);
            }
            return add(new Planned(
                    batches, kind, new BatchFault("delay of " + by, BatchFault.Fate.DELAYED, by, () -> {})));
        }

        /**
         * Before the batch the feed is lost, and begins again at once, on the node or on all. The connection that carries
         * batches stays.
         *
         * @return the script
         */
        public FaultScript cutFeed() {
            return first("cut of the feed", cutFeeds);
        }

        /**
         * Before the batch the server restarts, {@linkplain InMemoryServer#restart() empty}.
         *
         * @return the script
         */
        public FaultScript restart() {
            return first("restart", server::restart);
        }

        /**
         * Before the batch the server restarts, {@linkplain InMemoryServer#restart(ServerDump) with what it had} when
         * a dump was made.
         *
         * @param dump what it had
         * @return the script
         * @throws IllegalStateException if the server is like Memcached, which keeps nothing
         */
        public FaultScript restart(ServerDump dump) {
            Objects.requireNonNull(dump, "dump");
            server.requireDumps();
            return first("restart from a dump", () -> server.restart(dump));
        }

        /**
         * Before the batch the server is replaced by its {@linkplain InMemoryServer#failover() replica}.
         *
         * @return the script
         * @throws IllegalStateException if the server is like Memcached, which has no replica
         */
        public FaultScript failover() {
            server.requireReplica();
            return first("failover", server::failover);
        }

        /**
         * Before the batch some slots are {@linkplain InMemoryServer#evict(Predicate) evicted}.
         *
         * @param which says of a slot's name whether it goes
         * @return the script
         */
        public FaultScript evict(Predicate<SlotKey> which) {
            Objects.requireNonNull(which, "which");
            return first("eviction", () -> {
                int unused = server.evict(which);
            });
        }

        /**
         * Before the batch one entry is {@linkplain InMemoryServer#evict(String, Object) evicted}.
         *
         * @param cacheName the name of the cache
         * @param key a key of a type that has a built-in codec
         * @return the script
         */
        public FaultScript evict(String cacheName, Object key) {
            Objects.requireNonNull(cacheName, "cacheName");
            Objects.requireNonNull(key, "key");
            return first("eviction of an entry", () -> {
                boolean unused = server.evict(cacheName, key);
            });
        }

        private FaultScript is(String name, BatchFault.Fate fate) {
            return add(new Planned(batches, kind, new BatchFault(name, fate, Duration.ZERO, () -> {})));
        }

        private FaultScript first(String name, Runnable first) {
            return add(new Planned(batches, kind, new BatchFault(name, BatchFault.Fate.NORMAL, Duration.ZERO, first)));
        }
    }
}
