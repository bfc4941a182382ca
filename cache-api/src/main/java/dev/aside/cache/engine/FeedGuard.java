package dev.aside.cache.engine;

import dev.aside.cache.Consistency;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Lets the near tier answer for as long as its feed is proven alive, and makes it forget what the feed says has changed.
 *
 * <p>A proof counts from when it was sent, for {@linkplain #leaseMillis most of the mode's bound}. The tier answers until the
 * first of its sources has run out.
 */
final class FeedGuard<K, V> implements InvalidationFeed.Listener {

    /** As far ahead as the coarse clock can tell from behind: 12 days. */
    private static final int FAR_MILLIS = 1 << 30;

    private static final long NEVER_PROVEN = Long.MIN_VALUE;

    private final Parts<K, V> parts;
    private final AtomicLongArray aliveUntilMillis;
    private final long leaseMillis;
    private final InvalidationFeed.@Nullable Subscription subscription;
    private volatile boolean closed;

    FeedGuard(Parts<K, V> parts) {
        this.parts = parts;
        boolean guards = parts.hasNearCopies();
        InvalidationFeed feed =
                guards ? parts.store.feed() : null; // with nothing to guard, nothing need be pushed or proven
        boolean eventual = parts.consistency().mode() == Consistency.Mode.EVENTUAL;
        Duration bound =
                eventual ? Consistency.DEFAULT_BOUND : parts.consistency().bound();
        this.leaseMillis = leaseMillis(bound);
        this.aliveUntilMillis = new AtomicLongArray(feed == null ? 0 : feed.sources());
        for (int i = 0; i < aliveUntilMillis.length(); i++) {
            aliveUntilMillis.set(i, NEVER_PROVEN);
        }
        this.subscription = feed == null ? null : feed.subscribe(this, bound.dividedBy(4));
        if (guards && feed == null) {
            stayAlive();
        }
    }

    /**
     * Returns for how long a copy may be served unlooked at, so that it is not served beyond the bound: the rest, a quarter of
     * it and in any case more than one period, is for the coarse clock that hits are judged by, which lags behind.
     */
    static long leaseMillis(Duration bound) {
        long millis = bound.toMillis();
        return millis - Math.max(millis / 4, CoarseClock.PERIOD.toMillis() + 1);
    }

    @Override
    public void changed(int source, SlotKey slot) {
        parts.forgetting.forget(slot);
    }

    @Override
    public void lost(int source) {
        aliveUntilMillis.set(source, NEVER_PROVEN);
        publish();
        parts.forgetting.forgetAll();
    }

    @Override
    public void proven(int source, long sentNanos) {
        long agoMillis = (parts.runtime.ticker().nanos() - sentNanos) / 1_000_000 + 1;
        aliveUntilMillis.set(source, parts.runtime.clock().exactMillis() - agoMillis + leaseMillis);
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
        long now = parts.runtime.clock().exactMillis();
        parts.near.aliveUntil((int) (until == NEVER_PROVEN ? now - 1 : until));
    }

    /** Without a feed each copy has an age to which it is good, and the tier as a whole none: it is only told so again. */
    private void stayAlive() {
        if (closed) {
            return;
        }
        parts.near.aliveUntil((int) parts.runtime.clock().exactMillis() + FAR_MILLIS);
        parts.runtime.scheduler().schedule(this::stayAlive, Duration.ofMillis(FAR_MILLIS / 2));
    }

    /** Nothing is served any more, not even what arrives late. */
    void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        parts.near.aliveUntil((int) parts.runtime.clock().exactMillis() - 1);
        parts.near.clear();
    }
}
