package dev.aside.cache.engine;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One running call of a loader, for one key or many. */
final class EngineLoad extends LoadContext {

    private record Proof(boolean given, boolean failed, CommitPosition seen) {
        static final Proof NOTHING_YET = new Proof(false, false, CommitPosition.NONE);
    }

    private final Parts<?, ?> cache;
    private final Set<?> keys;
    private final CommitPosition floor;
    private final long deadlineNanos;
    private final @Nullable LoadContext parent;
    private final AtomicReference<Proof> proof = new AtomicReference<>(Proof.NOTHING_YET);

    EngineLoad(Parts<?, ?> cache, Set<?> keys, CommitPosition floor, @Nullable LoadContext parent) {
        this.cache = cache;
        this.keys = keys;
        this.floor = floor;
        this.deadlineNanos = cache.runtime.ticker().nanos()
                + cache.options.protocol().lease().toNanos();
        this.parent = parent;
    }

    /** Returns whether code that runs in the context is inside a load of the key of the cache. */
    static boolean isLoading(@Nullable LoadContext context, Object cache, @Nullable Object key) {
        for (LoadContext at = context; at != null; at = at.parent()) {
            if (at instanceof EngineLoad load && load.cache == cache && (key == null || load.keys.contains(key))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String cacheName() {
        return cache.name;
    }

    @Override
    public CommitPosition floor() {
        return floor;
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - cache.runtime.ticker().nanos());
    }

    @Override
    public void prove(CommitPosition replayed) {
        prove(replayed, !replayed.isUnknown() && replayed.isAtLeast(floor));
    }

    private void prove(CommitPosition seen, boolean enough) {
        proof.updateAndGet(before ->
                new Proof(true, before.failed() || !enough, before.seen().merge(seen)));
    }

    @Override
    public void proveWriter() {
        // What the writer has is at or above everything, and a refresh of it by a lagging replica must not pass.
        proveWriter(CommitPosition.UNKNOWN);
    }

    /** {@inheritDoc} A place below the floor says less than is known: a refresh must not pass with what was changed in between. */
    @Override
    public void proveWriter(CommitPosition sample) {
        prove(sample.merge(floor), true);
    }

    @Override
    public void proveWriterNow(CommitPosition place) {
        CommitPosition both = place.merge(floor);
        prove(both.isUnknown() ? place : both, true);
    }

    @Override
    public boolean mayReadReplicas() {
        return cache.options.source().readsReplicas();
    }

    @Override
    public Duration sampleAge() {
        return cache.sampleAge();
    }

    @Override
    public @Nullable LoadContext parent() {
        return parent;
    }

    boolean isProven() {
        Proof now = Objects.requireNonNull(proof.get());
        return now.given() && !now.failed();
    }

    CommitPosition source() {
        return Objects.requireNonNull(proof.get()).seen();
    }
}
