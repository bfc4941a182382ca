package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a database fall asleep that nobody has asked for a while, and asks its nodes again when somebody does. */
final class Idle {

    private final Nodes nodes;
    private final Monitor monitor;
    private final CacheRuntime runtime;
    private final Duration after;
    private final ReentrantLock turning = new ReentrantLock();
    private volatile long lastNanos;

    Idle(Nodes nodes, Monitor monitor, CacheRuntime runtime, Duration after) {
        this.nodes = nodes;
        this.monitor = monitor;
        this.runtime = runtime;
        this.after = after;
        this.lastNanos = runtime.ticker().nanos();
    }

    void start() {
        look();
    }

    /** Somebody wants a connection. */
    void used() {
        lastNanos = runtime.ticker().nanos();
        if (monitor.isAsleep()) {
            wake();
        }
    }

    private void wake() {
        turning.lock();
        try {
            if (monitor.isAsleep()) {
                nodes.rest(); // nor counts what was said, or has failed, while nobody looked
                monitor.wake();
                look();
            }
        } finally {
            turning.unlock();
        }
    }

    private void look() {
        runtime.scheduler().schedule(this::sleepIfUnused, after);
    }

    private void sleepIfUnused() {
        long last = lastNanos;
        boolean isUnused = runtime.ticker().nanos() - last >= after.toNanos() && nodes.lent() == 0;
        if (isUnused) {
            sleep(last);
        } else {
            look();
        }
    }

    private void sleep(long last) {
        turning.lock();
        try {
            monitor.sleep();
            nodes.rest();
            if (lastNanos != last) {
                wake(); // somebody has come in between, and may have seen it awake
            }
        } finally {
            turning.unlock();
        }
    }
}
