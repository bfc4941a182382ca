package dev.aside.cache.engine.session;

import dev.aside.cache.engine.FeedGuard;
import dev.aside.cache.engine.NoNear;
import dev.aside.cache.engine.Stripes;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.LocalTiers;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.SessionReply;
import dev.aside.cache.spi.SessionRules;
import dev.aside.cache.spi.SessionSlot.Live;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that this process has loaded, for as long as the server's feed vouches for them. What it has of a session goes when
 * anybody changes it; a copy that is on its way then does not arrive.
 */
final class WarmSessions implements FeedGuard.Forgets, AutoCloseable {

    /** Each is as large as a session may be at most, and most are a hundredth of that. */
    private static final long MOST = 10_000;

    /**
     * What is known before a session is asked for.
     *
     * @param epoch the tier's
     * @param stripe how often sessions of the stripe have changed
     */
    record Before(int epoch, int stripe) {}

    private final NearTier<Digest> near;
    private final Stripes stripes;
    private final @Nullable InvalidationFeed feed;
    private final @Nullable FeedGuard guard;

    private WarmSessions(NearTier<Digest> near, Stripes stripes, @Nullable InvalidationFeed feed) {
        this.near = near;
        this.stripes = stripes;
        this.feed = feed;
        this.guard = null;
    }

    private WarmSessions(
            NearTier<Digest> near, Stripes stripes, InvalidationFeed feed, Duration bound, CacheRuntime runtime) {
        this.near = near;
        this.stripes = stripes;
        this.feed = feed;
        this.guard = new FeedGuard(near, feed, bound, runtime, this);
    }

    /** @param bound how old an answer of this process may be, or null if it gives none */
    static WarmSessions of(
            String storeName,
            SessionSlots slots,
            @Nullable Duration bound,
            @Nullable LocalTiers local,
            AtomicIntegerArray stripes,
            CacheRuntime runtime) {
        InvalidationFeed feed = slots.feed();
        Stripes own = new Stripes(stripes, storeName);
        if (bound == null || feed == null || local == null) {
            return new WarmSessions(new NoNear<>(), own, feed);
        }
        NearSpec spec = new NearSpec(storeName, MOST, -1, null, null);
        return new WarmSessions(local.near(spec, runtime), own, feed, bound, runtime);
    }

    /** Returns the session if this process may answer for it, and need not note that somebody has come. */
    @Nullable
    Live get(SessionId id, long now) {
        Live live = (Live) near.get(id.key());
        if (live == null || !live.secret().digest().equals(id.secret()) || now >= live.endsMillis()) {
            return null;
        }
        return SessionRules.isToBeNoted(live, now) ? null : live;
    }

    Before before(Digest key) {
        return new Before(near.epoch(), stripes.of(key));
    }

    /** Puts what was loaded there, unless it has changed since it was asked for. */
    void loaded(Digest key, SessionReply.Loaded loaded, Before before, long now) {
        if (!loaded.byFormer()) {
            put(key, loaded.session(), loaded.feedEpoch(), before, now);
        }
    }

    /**
     * After the store has changed a session for this process, or may have: what was there goes, and what is on its way does not
     * arrive. What the session is now is put in its place, if that is known and nobody else has changed it since it was sent.
     *
     * @param saved what it is now, or null if that is not known
     * @param before what was known before it was sent
     */
    void saved(Digest key, @Nullable Live saved, long feedEpoch, Before before, long now) {
        forget(key);
        if (saved != null) {
            put(key, saved, feedEpoch, new Before(before.epoch(), before.stripe() + 1), now);
        }
    }

    private void put(Digest key, Live live, long feedEpoch, Before before, long now) {
        near.put(key, live, live.endsMillis() - now, before.epoch(), () -> stands(key, feedEpoch, before));
    }

    private boolean stands(Digest key, long feedEpoch, Before before) {
        boolean registered = feed != null && feedEpoch >= 0 && feedEpoch == feed.epoch();
        return registered && stripes.of(key) == before.stripe();
    }

    /** After the store has changed it, or may have. */
    void forget(Digest key) {
        stripes.move(key);
        near.remove(key);
    }

    @Override
    public void forget(SlotKey slot) {
        forget(Digest.of(slot.bytes()));
    }

    @Override
    public void forgetAll() {
        stripes.moveAll();
        near.clear();
    }

    @Override
    public void close() {
        if (guard != null) {
            guard.close();
        }
    }
}
