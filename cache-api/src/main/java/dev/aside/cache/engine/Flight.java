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

    /** What a flight is for. */
    enum Purpose {
        /** A caller reads. */
        READ,
        /** A caller wants a load whatever there is. */
        REFRESH,
        /** A load that no caller waits for. */
        BACKGROUND;

        boolean isAwaited() {
            return this != BACKGROUND;
        }
    }

    /** The number of waiters of a flight whose last one has left: nobody may join it any more. */
    private static final int ABANDONED = -1;

    final K key;
    final SlotKey slot;
    final int stripe;
    final long startNanos;
    final boolean reload;
    /** Whether a caller waits for it as for a read: a refresh in the background counts as none. */
    final boolean isRead;

    /** Whether the read has been counted as a hit or a miss. */
    volatile boolean counted;

    /** Whether a loader has been asked: whatever it brings is as new as the flight. */
    volatile boolean loading;

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
    CommitPosition seenFloor = CommitPosition.NONE;
    CommitPosition floor = CommitPosition.NONE;

    volatile @Nullable Entry last;

    volatile long under;
    long seenEpoch;
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

    /** Adds a waiter. Returns false if the last one has left before: the flight ends without an answer. */
    boolean join() {
        return waiters.getAndUpdate(count -> count == ABANDONED ? ABANDONED : count + 1) != ABANDONED;
    }

    /** Sees a waiter off. Returns whether it was the last one and the flight is abandoned. */
    boolean leave() {
        int now;
        int left;
        do {
            now = waiters.get();
            if (now <= 0) {
                return false;
            }
            left = now == 1 && !answer.isDone() ? ABANDONED : now - 1;
        } while (!waiters.compareAndSet(now, left));
        return left == ABANDONED;
    }

    boolean isAwaited() {
        return waiters.get() > 0;
    }

    /** Returns whether nobody waits; then nobody will. */
    boolean closeUnlessAwaited() {
        return waiters.compareAndSet(0, ABANDONED) || waiters.get() == ABANDONED;
    }

    /** It is no longer under way. */
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
