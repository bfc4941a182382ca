package dev.aside.cache.engine;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Lets the near tier answer for as long as its feed is proven alive, and makes it forget what the feed says has changed.
 *
 * <p>A proof counts from when it was sent, for {@linkplain Durations#unlookedMillis most of the mode's bound}. The tier answers until the
 * first of its sources has run out.
 */
public final class FeedGuard implements InvalidationFeed.Listener {

    /** As far ahead as the coarse clock can tell from behind: 12 days. */
    private static final int FAR_MILLIS = 1 << 30;

    private static final long NEVER_PROVEN = Long.MIN_VALUE;

    /** What is to be forgotten when something has changed. */
    public interface Forgets {
        /** Forgets what is known of a slot. */
        void forget(SlotKey slot);

        /** Forgets everything. */
        void forgetAll();
    }

    private final NearTier<?> near;
    private final CacheRuntime runtime;
    private final Forgets forgets;
    private final AtomicLongArray aliveUntilMillis;
    private final long leaseMillis;
    private final InvalidationFeed.@Nullable Subscription subscription;
    private volatile boolean closed;

    /**
     * @param near the tier that it guards
     * @param feed what pushes changes, or null if nobody does or nothing need be guarded
     * @param bound how old what the tier answers may be
     */
    public FeedGuard(
            NearTier<?> near, @Nullable InvalidationFeed feed, Duration bound, CacheRuntime runtime, Forgets forgets) {
        this.near = near;
        this.runtime = runtime;
        this.forgets = forgets;
        this.leaseMillis = Durations.unlookedMillis(bound);
        this.aliveUntilMillis = new AtomicLongArray(feed == null ? 0 : feed.sources());
        for (int i = 0; i < aliveUntilMillis.length(); i++) {
            aliveUntilMillis.set(i, NEVER_PROVEN);
        }
        this.subscription = feed == null ? null : feed.subscribe(this, bound.dividedBy(4));
    }

    @Override
    public void changed(int source, SlotKey slot) {
        forgets.forget(slot);
    }

    @Override
    public void lost(int source) {
        aliveUntilMillis.set(source, NEVER_PROVEN);
        publish();
        forgets.forgetAll();
    }

    @Override
    public void proven(int source, long sentNanos) {
        long agoMillis = (runtime.ticker().nanos() - sentNanos) / 1_000_000 + 1;
        aliveUntilMillis.set(source, runtime.clock().exactMillis() - agoMillis + leaseMillis);
        publish();
    }

    private void publish() {
        if (closed) {
            return;
        }
        long until = Long.MAX_VALUE;
        for (int i = 0; i < aliveUntilMillis.length(); i++) {
            until = Math.min(until, aliveUntilMillis.get(i));
        }
        long now = runtime.clock().exactMillis();
        near.aliveUntil((int) (until == NEVER_PROVEN ? now - 1 : until));
    }

    /** Without a feed each copy has an age to which it is good, and the tier as a whole none: it is only told so again. */
    void stayAlive() {
        if (closed) {
            return;
        }
        near.aliveUntil((int) runtime.clock().exactMillis() + FAR_MILLIS);
        runtime.scheduler().schedule(this::stayAlive, Duration.ofMillis(FAR_MILLIS / 2));
    }

    /** Nothing is served any more, not even what arrives late. */
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        near.aliveUntil((int) runtime.clock().exactMillis() - 1);
        near.clear();
    }
}
