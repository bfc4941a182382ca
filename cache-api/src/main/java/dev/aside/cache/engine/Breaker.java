package dev.aside.cache.engine;

import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.Ticker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps callers from waiting for a store that does not answer: after some failures in a row it is open for a pause, in which
 * nobody asks; then one caller at a time tries. Lock-free.
 */
public final class Breaker {

    /** Failures in a row that open it: more than one lost reply, less than a noticeable number of waiting callers. */
    static final int THRESHOLD = 5;

    /**
     * How long it stays open: with the half second that a connection may take to be made again, a store that is back is used within
     * a second; and three probes a second cost three callers a time-out at most.
     */
    static final Duration PAUSE = Duration.ofMillis(300);

    private record State(int failures, boolean open, long probeAt) {}

    private static final State CLOSED = new State(0, false, 0);

    private final Ticker ticker;
    private final Rules rules;
    private final AtomicReference<State> state = new AtomicReference<>(CLOSED);

    Breaker(Ticker ticker, Rules rules) {
        this.ticker = ticker;
        this.rules = rules;
    }

    /** @param ticker the time by which it pauses */
    public Breaker(Ticker ticker) {
        this(ticker, Rules.SHIPPED);
    }

    /** Returns whether to ask. While open, true once per pause: that caller is the probe. */
    public boolean allows() {
        for (; ; ) {
            State seen = now();
            if (!seen.open()) {
                return true;
            }
            long now = ticker.nanos();
            if (!rules.mayProbe(now, seen.probeAt())) {
                return false;
            }
            if (state.compareAndSet(seen, new State(seen.failures(), true, now + PAUSE.toNanos()))) {
                return true;
            }
        }
    }

    private State now() {
        return Objects.requireNonNull(state.get());
    }

    public boolean isOpen() {
        return now().open();
    }

    /** Notes whether a store has answered any of many steps: it is there then, though it may have been too slow for the others. */
    public void heard(boolean answered, Recorder recorder, String name) {
        if (answered ? succeeded() : failed()) {
            recorder.available(name, answered);
        }
    }

    /** Notes an answer. Returns whether this closed it. */
    boolean succeeded() {
        return now().failures() > 0
                && Objects.requireNonNull(state.getAndSet(CLOSED)).open();
    }

    /** Notes a missing answer. Returns whether this opened it. */
    boolean failed() {
        for (; ; ) {
            State seen = now();
            int failures = Math.min(seen.failures() + 1, THRESHOLD);
            boolean open = failures >= THRESHOLD;
            long probeAt = open ? ticker.nanos() + PAUSE.toNanos() : 0;
            if (state.compareAndSet(seen, new State(failures, open, probeAt))) {
                return open && !seen.open();
            }
        }
    }
}
