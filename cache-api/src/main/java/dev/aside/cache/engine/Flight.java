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
import org.jspecify.annotations.Nullable;

/**
 * One read of one key on its way through the tiers, shared by all who ask for the key meanwhile. What is known along the way
 * is handed from stage to stage, one at a time, so only the answer and the waiters are seen by many threads.
 */
final class Flight<K> {

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

    /** Where it is under way: reads of the mode's own terms are apart from those that want something newer. */
    final Flights<K> home;

    Flight(
            Flights<K> home,
            K key,
            SlotKey slot,
            int stripe,
            long startNanos,
            boolean reload,
            boolean isRead,
            long maxAgeMillis) {
        this.home = home;
        this.key = key;
        this.slot = slot;
        this.stripe = stripe;
        this.startNanos = startNanos;
        this.reload = reload;
        this.isRead = isRead;
        this.maxAgeMillis = maxAgeMillis;
        this.parent = LoadContext.current();
    }

    void join() {
        waiters.incrementAndGet();
    }

    boolean isAwaited() {
        return waiters.get() > 0;
    }

    /** Returns whether nobody waits any more. */
    boolean leave() {
        return waiters.decrementAndGet() == 0 && !answer.isDone();
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
