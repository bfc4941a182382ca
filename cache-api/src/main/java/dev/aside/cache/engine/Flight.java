package dev.aside.cache.engine;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.Scheduler.Scheduled;
import dev.aside.cache.spi.SlotKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
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

    /** What is to happen to a flight in time; most have none. */
    private record Timer(Scheduled scheduled, @Nullable Timer next) {}

    private static final VarHandle WAITERS;
    private static final VarHandle TIMERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WAITERS = lookup.findVarHandle(Flight.class, "waiters", int.class);
            TIMERS = lookup.findVarHandle(Flight.class, "timers", Timer.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
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

    @SuppressWarnings("unused") // through WAITERS
    private volatile int waiters;

    @SuppressWarnings("unused") // through TIMERS
    private volatile @Nullable Timer timers;

    /** What it must have seen since its caller has changed the key himself; null if he has not. Set before it starts. */
    @Nullable
    CommitPosition own;

    /* What the stages have found out. */
    int attempts;
    boolean bounded;
    long sentNanos;
    long pauseMillis;
    int nearEpoch;

    /** The life of the database's feed in which its read was sent, where that guards copies. */
    long heardIn = -1;

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

    /** Returns what its load must have seen. */
    CommitPosition mustSee() {
        CommitPosition changed = own;
        return changed == null ? floor : floor.merge(changed);
    }

    /** Adds a waiter. Returns false if the last one has left before: the flight ends without an answer. */
    boolean join() {
        for (int now = waiters; now != ABANDONED; now = waiters) {
            if (WAITERS.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Sees a waiter off. Returns whether it was the last one and the flight is abandoned. */
    boolean leave() {
        int now;
        int left;
        do {
            now = waiters;
            if (now <= 0) {
                return false;
            }
            left = now == 1 && !answer.isDone() ? ABANDONED : now - 1;
        } while (!WAITERS.compareAndSet(this, now, left));
        return left == ABANDONED;
    }

    boolean isAwaited() {
        return waiters > 0;
    }

    /** Returns whether nobody waits; then nobody will. */
    boolean closeUnlessAwaited() {
        return WAITERS.compareAndSet(this, 0, ABANDONED) || waiters == ABANDONED;
    }

    /** It is no longer under way. */
    void land() {
        cancelTimers();
        home.accept(this);
    }

    void addTimer(Scheduled timer) {
        Timer before;
        do {
            before = timers;
        } while (!TIMERS.compareAndSet(this, before, new Timer(timer, before)));
        if (answer.isDone()) {
            cancelTimers();
        }
    }

    void cancelTimers() {
        Timer all = timers == null ? null : (Timer) TIMERS.getAndSet(this, null);
        for (Timer at = all; at != null; at = at.next()) {
            at.scheduled().cancel();
        }
    }
}
