package dev.aside.cache.engine;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

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

    /** A change acknowledged, and the life of the store that it was made for, or zero. */
    private record Acknowledged(SlotKey slot, long life, long atNanos) {}

    /**
     * A change not acknowledged. Compared by identity: an answer to what was said before must not be taken for one to the
     * same change made again since.
     */
    private static final class Pending {
        final CommitPosition floor;

        /** Where it is a move that any process may make, the life of the store that it is made for; else zero. */
        final long life;

        Pending(CommitPosition floor, long life) {
            this.floor = floor;
            this.life = life;
        }

        /** Two moves for one life are one; anything else has to be said. */
        Pending and(Pending added) {
            return new Pending(floor.merge(added.floor), life == added.life ? life : 0);
        }
    }

    /** A pending change that is being said. */
    private record Said(SlotKey slot, Pending change) {}

    private final Steps steps;
    private final CacheRuntime runtime;
    private final SlotKey generation;
    private final long tokenLifeMillis;
    private final long memoryNanos;
    private final boolean remembers;
    private final Consumer<SlotKey> forget;
    private final Function<Collection<SlotKey>, CompletableFuture<Boolean>> tellOthers;
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
     * @param generation the cache's own token
     * @param tokenLifeMillis how long it lives after it was looked at
     * @param remembers whether the store can come back as another, having lost what it had acknowledged
     * @param forget makes this process forget what it holds of a slot, once the store knows of the change
     * @param tellOthers tells other processes after it; what they could not be told stays pending
     */
    Journal(
            Steps steps,
            CacheRuntime runtime,
            SlotKey generation,
            long tokenLifeMillis,
            Duration memory,
            boolean remembers,
            Consumer<SlotKey> forget,
            Function<Collection<SlotKey>, CompletableFuture<Boolean>> tellOthers) {
        this.steps = steps;
        this.runtime = runtime;
        this.generation = generation;
        this.tokenLifeMillis = tokenLifeMillis;
        this.memoryNanos = memory.toNanos();
        this.remembers = remembers;
        this.forget = forget;
        this.tellOthers = tellOthers;
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
            add(generation, CommitPosition.UNKNOWN, 0);
            pending.keySet().removeIf(other -> other.kind() == SlotKey.Kind.ENTRY);
        } else {
            add(slot, floor, 0);
        }
        sayLater(FIRST_PAUSE);
    }

    /** Says the change when its deadline has passed: its outcome is not known, and the source may still finish it. */
    void sayAt(SlotKey slot, Duration deadline) {
        runtime.scheduler().schedule(() -> keep(slot, CommitPosition.UNKNOWN), deadline);
    }

    /** Remembers a change that was acknowledged. */
    void remember(SlotKey slot) {
        remember(slot, 0);
    }

    private void remember(SlotKey slot, long life) {
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
            acknowledged.addLast(new Acknowledged(slot, life, now));
        } finally {
            acknowledgedLock.unlock();
        }
    }

    /**
     * The store has come back as another: says again what it may have lost. Positions are not known to it. What was changed
     * lately counts from when it was last heard: while it is away nothing is acknowledged that would make a change old.
     */
    void sayAgain(long heardNanos) {
        acknowledgedLock.lock();
        try {
            dropOlder(heardNanos);
            if (forgotten) {
                add(generation, CommitPosition.UNKNOWN, 0);
            }
            acknowledged.forEach(change -> add(change.slot(), CommitPosition.UNKNOWN, change.life()));
            acknowledged.clear();
            forgotten = false;
        } finally {
            acknowledgedLock.unlock();
        }
        sayLater(Duration.ZERO);
    }

    /**
     * What the store holds may be older than anything remembered: it counts no more, once the cache's own token has moved in
     * this life of the store. One process does it; the others find the token moved, and let what was loaded since be.
     */
    void move(long life) {
        add(generation, CommitPosition.UNKNOWN, life);
        sayLater(Duration.ZERO);
    }

    void close() {
        closed = true;
    }

    private void add(SlotKey slot, CommitPosition floor, long life) {
        boolean token = slot.kind() != SlotKey.Kind.ENTRY;
        if (token) {
            pendingTokens.incrementAndGet(); // first: a reader must not see the map without the count
        }
        Pending mine = new Pending(floor, life);
        Pending now = pending.merge(slot, mine, Pending::and);
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
        Pending move = pending.get(generation);
        if (move != null && move.life != 0) {
            look(move, pause);
        } else {
            sayBatch(pause);
        }
    }

    /** Another process may have moved the token already; or the store has lost it, and it is made anew by the look. */
    private void look(Pending move, Duration pause) {
        SlotStep token = new SlotStep.Token(generation, stamp(move), tokenLifeMillis);
        steps.run(List.of(token)).whenComplete((replies, error) -> {
            boolean answered = replies != null && replies.get(0) instanceof StepReply.TokenSeen;
            if (answered && TokenMark.isOf(((StepReply.TokenSeen) replies.get(0)).id(), move.life)) {
                acknowledged(new Said(generation, move));
            }
            sayBatch(pause);
        });
    }

    private long stamp(Pending change) {
        return change.life == 0 ? runtime.newStamp() : TokenMark.stamp(change.life, runtime.newStamp());
    }

    private void sayBatch(Duration pause) {
        List<Said> batch = nextBatch();
        if (batch.isEmpty()) {
            say(pause);
            return;
        }
        List<SlotStep> fences = new ArrayList<>(batch.size());
        batch.forEach(said -> fences.add(new SlotStep.Fence(said.slot(), stamp(said.change()), said.change().floor)));
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
        List<Said> applied = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof StepReply.Applied) {
                applied.add(batch.get(i));
            }
        }
        tellOthers.apply(applied.stream().map(Said::slot).toList()).whenComplete((told, error) -> {
            boolean heard = error == null && told;
            if (heard) {
                applied.forEach(this::acknowledged);
            }
            said(batch.size(), heard ? applied.size() : 0, pause);
        });
    }

    private void said(int asked, int applied, Duration pause) {
        boolean all = applied == asked;
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
        remember(slot, said.change().life);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : doubled;
    }
}
