package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;

/** Lets a database fall asleep that nobody has asked for a while, and asks its nodes again when somebody does. */
final class Idle {

    private final Nodes nodes;
    private final Monitor monitor;
    private final CacheRuntime runtime;
    private final Duration after;
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
            monitor.wake();
            look();
        }
    }

    private void look() {
        runtime.scheduler().schedule(this::sleepIfUnused, after);
    }

    private void sleepIfUnused() {
        boolean isUnused = runtime.ticker().nanos() - lastNanos >= after.toNanos() && nodes.lent() == 0;
        if (isUnused) {
            monitor.sleep();
            nodes.rest();
        } else {
            look();
        }
    }
}
