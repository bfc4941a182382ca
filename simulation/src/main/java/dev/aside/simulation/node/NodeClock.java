package dev.aside.simulation.node;

import dev.aside.cache.spi.Ticker;
import dev.aside.simulation.world.World;
import java.time.Duration;

/** The clock of one node: it began at another number than those of the others, and runs a little fast or slow. */
final class NodeClock implements Ticker {
    private static final long MILLION = 1_000_000;

    private final World world;
    private final long offsetNanos;
    private final int partsPerMillion;

    /** @param partsPerMillion by how much it runs fast, or slow if negative */
    NodeClock(World world, long offsetNanos, int partsPerMillion) {
        this.world = world;
        this.offsetNanos = offsetNanos;
        this.partsPerMillion = partsPerMillion;
    }

    @Override
    public long nanos() {
        long at = world.nanos();
        return offsetNanos + at + at * partsPerMillion / MILLION;
    }

    /** Returns how long a span by this clock truly is. */
    long trueNanos(Duration span) {
        long nanos = span.toNanos();
        return nanos - nanos / MILLION * partsPerMillion;
    }
}
