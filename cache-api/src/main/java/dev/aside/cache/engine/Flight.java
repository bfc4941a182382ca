package dev.aside.cache.engine;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Scheduler.Scheduled;
import dev.aside.cache.spi.SlotKey;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One read of one key on its way through the tiers, shared by all who ask for the key meanwhile. What is known along the way
 * is handed from stage to stage, one at a time, so only the answer and the waiters are seen by many threads.
 */
final class Flight<K> {

    /** What a flight is made for. */
    enum Purpose {
        /** A caller waits for a value. */
        READ,
        /** A caller waits for a new value. */
        REFRESH,
        /** A new value is wanted, and nobody waits for it. */
        BACKGROUND
    }

    /** How many wait for a flight that the last has left: nobody joins it any more. */
    private static final int LEFT = Integer.MIN_VALUE;

    final K key;
    final SlotKey slot;
    final int stripe;
    final long startNanos;
    final boolean reload;
    /** Whether a caller waits for it as for a read: a refresh in the background counts as none. */
    final boolean isRead;

    final long maxAgeMillis;
    final @Nullable LoadContext parent;
    final CompletableFuture<Answer> answer = new CompletableFuture<>();

    private final Consumer<Flight<K>> home;
    private final AtomicInteger waiters = new AtomicInteger();
    private final Queue<Scheduled> timers = new ConcurrentLinkedQueue<>();

    /* What the stages have found out. */
    int attempts;
    long sentNanos;
    long pauseMillis;
    int nearEpoch;
    Tokens tokens = Tokens.UNSEEN;
    CommitPosition floor = CommitPosition.NONE;

    volatile @Nullable Entry last;

    volatile long under;
    long epoch;
    boolean mayStore;
    volatile boolean leased;
    long createdMillis;

    /** @param home told when the flight is no longer under way */
    Flight(
            Consumer<Flight<K>> home,
            K key,
            SlotKey slot,
            int stripe,
            long startNanos,
            Purpose purpose,
            long maxAgeMillis) {
        this.home = home;
        this.key = key;
        this.slot = slot;
        this.stripe = stripe;
        this.startNanos = startNanos;
        this.reload = purpose != Purpose.READ;
        this.isRead = purpose == Purpose.READ;
        this.maxAgeMillis = maxAgeMillis;
        this.parent = LoadContext.current();
    }

    /** Takes one more waiter, unless the last has left. Returns whether it did. */
    boolean join() {
        return waiters.getAndUpdate(count -> count == LEFT ? LEFT : count + 1) != LEFT;
    }

    boolean isAwaited() {
        return waiters.get() > 0;
    }

    /** Sees one waiter off. Returns whether that was the last of a flight under way, which nobody can join from then on. */
    boolean leave() {
        int before = waiters.getAndUpdate(count -> count == LEFT ? LEFT : count == 1 ? LEFT : count - 1);
        return before == 1 && !answer.isDone();
    }

    void land() {
        cancelTimers();
        home.accept(this);
    }

    void addTimer(Scheduled timer) {
        timers.add(timer);
        if (answer.isDone()) {
            cancelTimers();
        }
    }

    void cancelTimers() {
        for (Scheduled timer = timers.poll(); timer != null; timer = timers.poll()) {
            timer.cancel();
        }
    }
}
