package dev.aside.cache.engine;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The leases that may stand on the store though nobody loads under them: the answer to their request was lost, or to their return.
 * Everybody else would wait for them as for a load, until they lapse. So they are given back until the store has heard it.
 */
final class LostLeases {

    /** How many are remembered, some 2 MiB of keys; what comes on top lapses by itself. */
    private static final int MOST = 10_000;

    private static final int AT_ONCE = 500;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private record Lost(SlotKey slot, long stamp, long lapsesNanos) {}

    private final Steps steps;
    private final Breaker breaker;
    private final CacheRuntime runtime;
    private final long lifeNanos;
    private final Set<Lost> lost = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean saying = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Knows of none.
     *
     * @param life how long a lease stands at most
     */
    LostLeases(Steps steps, Breaker breaker, CacheRuntime runtime, Duration life) {
        this.steps = steps;
        this.breaker = breaker;
        this.runtime = runtime;
        this.lifeNanos = life.toNanos();
    }

    /** Gives a lease back, now, and again if that is not heard. */
    void giveBack(SlotKey slot, long stamp) {
        steps.run(List.of(new SlotStep.Release(slot, stamp))).whenComplete((replies, error) -> {
            if (replies == null || replies.get(0) instanceof StepReply.Failed) {
                keep(slot, stamp);
            }
        });
    }

    /** Gives a lease back later: the store has not answered just now. */
    void keep(SlotKey slot, long stamp) {
        if (lost.size() < MOST) {
            lost.add(new Lost(slot, stamp, runtime.ticker().nanos() + lifeNanos));
            sayLater();
        }
    }

    void close() {
        closed = true;
    }

    private void sayLater() {
        if (!closed && saying.compareAndSet(false, true)) {
            runtime.scheduler().schedule(this::say, PAUSE);
        }
    }

    private void say() {
        long now = runtime.ticker().nanos();
        lost.removeIf(lease -> now - lease.lapsesNanos() >= 0);
        List<Lost> batch = lost.stream().limit(AT_ONCE).toList();
        if (batch.isEmpty() || breaker.isOpen()) {
            said(); // whether the store is there again is for others to find out
            return;
        }
        List<SlotStep> releases = new ArrayList<>(batch.size());
        batch.forEach(lease -> releases.add(new SlotStep.Release(lease.slot(), lease.stamp())));
        try {
            steps.run(releases).whenComplete((replies, error) -> said(batch, replies == null ? List.of() : replies));
        } catch (RuntimeException e) {
            said(); // a user's key has thrown; the others are given back all the same, later
        }
    }

    private void said(List<Lost> batch, List<StepReply> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (!(replies.get(i) instanceof StepReply.Failed)) {
                lost.remove(batch.get(i));
            }
        }
        said();
    }

    private void said() {
        saying.set(false);
        if (!lost.isEmpty()) {
            sayLater();
        }
    }
}
