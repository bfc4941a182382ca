package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The changes that the store has not acknowledged, which are said again until it does, and those it has acknowledged lately,
 * which are said again when the store comes back as another.
 */
final class Journal {

    /** How many changes may be pending before they are all replaced by one clear: some 2 MiB of keys. */
    static final int MAX_PENDING = 10_000;

    /** How many acknowledged changes are remembered, the oldest going first; then a return is answered by a clear. */
    static final int MAX_ACKNOWLEDGED = 100_000;

    /** How many changes are said at once, and how few when a store is too slow for more within the time of one step. */
    private static final int MOST = 500;

    private static final int FEWEST = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** Nobody waits for these, so they may come often: a server that is back is told of everything before it is read from. */
    private static final Duration LAST_PAUSE = Duration.ofMillis(300);

    private record Acknowledged(SlotKey slot, long atNanos) {}

    /**
     * A change not acknowledged. Compared by identity: an answer to what was said before must not be taken for one to the
     * same change made again since.
     */
    private static final class Pending {
        final CommitPosition floor;

        Pending(CommitPosition floor) {
            this.floor = floor;
        }
    }

    /** A pending change that is being said. */
    private record Said(SlotKey slot, Pending change) {}

    private final Steps steps;
    private final CacheRuntime runtime;
    private final SlotKey generation;
    private final long memoryNanos;
    private final boolean remembers;
    private final Consumer<SlotKey> forget;
    private final Map<SlotKey, Pending> pending = new ConcurrentHashMap<>();

    /** How many of the pending are tokens, which concern every key. */
    private final AtomicInteger pendingTokens = new AtomicInteger();

    private final AtomicBoolean saying = new AtomicBoolean();
    private final ReentrantLock acknowledgedLock = new ReentrantLock();
    private final Deque<Acknowledged> acknowledged = new ArrayDeque<>();
    private boolean forgotten;
    private volatile int atOnce = MOST;
    private volatile boolean closed;

    /**
     * Creates an empty journal.
     *
     * @param remembers whether the store can come back as another, having lost what it had acknowledged
     * @param forget makes this process forget what it holds of a slot, once the store knows of the change
     */
    Journal(
            Steps steps,
            CacheRuntime runtime,
            SlotKey generation,
            Duration memory,
            boolean remembers,
            Consumer<SlotKey> forget) {
        this.steps = steps;
        this.runtime = runtime;
        this.generation = generation;
        this.memoryNanos = memory.toNanos();
        this.remembers = remembers;
        this.forget = forget;
    }

    int pendingCount() {
        return pending.size();
    }

    /** Returns whether reads of the slot must go past the cache, because the store may still hold what has changed. */
    boolean holds(SlotKey slot) {
        return !pending.isEmpty() && (pendingTokens.get() > 0 || pending.containsKey(slot));
    }

    /** Keeps a change that was not acknowledged, and says it again until it is. */
    void keep(SlotKey slot, CommitPosition floor) {
        if (pending.size() >= MAX_PENDING) {
            add(generation, CommitPosition.UNKNOWN);
            pending.keySet().removeIf(other -> other.kind() == SlotKey.Kind.ENTRY);
        } else {
            add(slot, floor);
        }
        sayLater(FIRST_PAUSE);
    }

    /** Says the change when its deadline has passed: its outcome is not known, and the source may still finish it. */
    void sayAt(SlotKey slot, Duration deadline) {
        runtime.scheduler().schedule(() -> keep(slot, CommitPosition.UNKNOWN), deadline);
    }

    /** Remembers a change that was acknowledged. */
    void remember(SlotKey slot) {
        if (!remembers) {
            return;
        }
        long now = runtime.ticker().nanos();
        acknowledgedLock.lock();
        try {
            dropOlder(now);
            if (acknowledged.size() == MAX_ACKNOWLEDGED) {
                acknowledged.removeFirst();
                forgotten = true;
            }
            acknowledged.addLast(new Acknowledged(slot, now));
        } finally {
            acknowledgedLock.unlock();
        }
    }

    /** The store has come back as another: says again what it may have lost. Positions are not known to it. */
    void sayAgain() {
        acknowledgedLock.lock();
        try {
            dropOlder(runtime.ticker().nanos());
            if (forgotten) {
                add(generation, CommitPosition.UNKNOWN);
            }
            acknowledged.forEach(change -> add(change.slot(), CommitPosition.UNKNOWN));
            acknowledged.clear();
            forgotten = false;
        } finally {
            acknowledgedLock.unlock();
        }
        sayLater(Duration.ZERO);
    }

    void close() {
        closed = true;
    }

    private void add(SlotKey slot, CommitPosition floor) {
        boolean token = slot.kind() != SlotKey.Kind.ENTRY;
        if (token) {
            pendingTokens.incrementAndGet(); // first: a reader must not see the map without the count
        }
        Pending mine = new Pending(floor);
        Pending now = pending.merge(slot, mine, (before, added) -> new Pending(before.floor.merge(added.floor)));
        if (token && now != mine) {
            pendingTokens.decrementAndGet();
        }
    }

    private void dropOlder(long now) {
        while (!acknowledged.isEmpty() && now - acknowledged.peekFirst().atNanos() > memoryNanos) {
            acknowledged.removeFirst();
        }
        if (acknowledged.isEmpty()) {
            forgotten = false;
        }
    }

    private void sayLater(Duration pause) {
        if (saying.compareAndSet(false, true)) {
            runtime.scheduler().schedule(() -> say(pause), pause);
        }
    }

    private void say(Duration pause) {
        if (closed || pending.isEmpty()) {
            saying.set(false);
            if (!closed && !pending.isEmpty()) {
                sayLater(pause); // one came in between the look and the flag
            }
            return;
        }
        List<Said> batch = nextBatch();
        List<SlotStep> fences = new ArrayList<>(batch.size());
        batch.forEach(said -> fences.add(new SlotStep.Fence(said.slot(), runtime.newStamp(), said.change().floor)));
        try {
            steps.run(fences)
                    .whenComplete((replies, error) -> said(batch, replies == null ? List.of() : replies, pause));
        } catch (RuntimeException e) {
            said(batch, List.of(), pause); // a user's key has thrown; the others are said all the same, later
        }
    }

    /** Tags wait until the epoch of all tags is not pending any more: a load that saw it unmoved relies on them. */
    private List<Said> nextBatch() {
        boolean epochPending = pending.keySet().stream().anyMatch(slot -> slot.kind() == SlotKey.Kind.TAG_EPOCH);
        int room = atOnce;
        List<Said> batch = new ArrayList<>();
        for (Map.Entry<SlotKey, Pending> change : pending.entrySet()) {
            boolean waits = epochPending && change.getKey().kind() == SlotKey.Kind.TAG;
            if (batch.size() < room && !waits) {
                batch.add(new Said(change.getKey(), change.getValue()));
            }
        }
        return batch;
    }

    private void said(List<Said> batch, List<StepReply> replies, Duration pause) {
        int applied = 0;
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof StepReply.Applied) {
                acknowledged(batch.get(i));
                applied++;
            }
        }
        boolean all = applied == batch.size();
        atOnce = all ? Math.min(MOST, 2 * atOnce) : Math.max(FEWEST, atOnce / 2);
        Duration next = all ? Duration.ZERO : pauseAfter(applied, pause);
        runtime.scheduler().schedule(() -> say(next), next);
    }

    /** A store that has acknowledged some is only slow. */
    private static Duration pauseAfter(int applied, Duration pause) {
        return applied > 0 ? FIRST_PAUSE : longer(pause);
    }

    private void acknowledged(Said said) {
        SlotKey slot = said.slot();
        forget.accept(slot);
        if (pending.remove(slot, said.change()) && slot.kind() != SlotKey.Kind.ENTRY) {
            pendingTokens.decrementAndGet();
        }
        remember(slot);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : doubled;
    }
}
