package dev.aside.simulation.model;

import dev.aside.simulation.world.World;

/** The clock of a server: milliseconds of a calendar, off by a little and running a little wrong. */
public final class ServerClock {
    private static final long EPOCH_MILLIS = 1_700_000_000_000L;
    private static final long MILLION = 1_000_000;

    private final World world;
    private final long offsetNanos;
    private final int partsPerMillion;

    /**
     * Creates a clock.
     *
     * @param world the true time
     * @param offsetMicros how far it is ahead
     * @param partsPerMillion by how much it runs fast, or slow if negative
     */
    public ServerClock(World world, long offsetMicros, int partsPerMillion) {
        this.world = world;
        this.offsetNanos = offsetMicros * 1_000;
        this.partsPerMillion = partsPerMillion;
    }

    /** Returns the time. */
    public long millis() {
        long now = world.nanos();
        return EPOCH_MILLIS + (now + now * partsPerMillion / MILLION + offsetNanos) / MILLION;
    }
}
