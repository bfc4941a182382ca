package dev.aside.simulation.node;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.Scheduler;
import dev.aside.simulation.world.Host;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * Time, threads and chance of one node, all of them events of the world.
 *
 * <p>There are no threads. A task of the executor runs as one event when it ends, and user code in it learns when it began:
 * whatever the task reads of its surroundings before user code is shown the time of its beginning.
 */
public final class NodeRuntime {
    /** What user code reads and writes, as a thing that events have to do with. */
    public static final String SOURCE = "database";

    private static final long TICK_NANOS = CoarseClock.PERIOD.toNanos();
    private static final int MAX_RATE_ERROR = 200;
    private static final long LONGEST_NANOS = Duration.ofDays(3650).toNanos();

    private final Host host;
    private final NodeClock ticker;
    private final CacheRuntime runtime;
    private final Pace starts;
    private final Pace runs;
    private final long phaseNanos;
    private long shownTick = Long.MIN_VALUE;
    private long begunNanos;

    /**
     * Starts a node's runtime.
     *
     * @param world where it runs
     * @param name what the story calls the node
     * @param seed the node's own chance: stamps, jitter and clock
     * @param starts how long a task waits for a thread
     * @param runs how long a task runs
     */
    public NodeRuntime(World world, String name, long seed, Pace starts, Pace runs) {
        SplittableRandom random = new SplittableRandom(seed);
        this.host = new Host(world, name, this::tick);
        int error = random.nextInt(-MAX_RATE_ERROR, MAX_RATE_ERROR + 1);
        this.ticker = new NodeClock(world, random.nextLong(1L << 40), error);
        this.phaseNanos = random.nextLong(TICK_NANOS);
        this.starts = starts;
        this.runs = runs;
        CoarseClock coarse = new CoarseClock(ticker);
        InstantSource wall = () -> Instant.EPOCH.plusNanos(world.nanos()); // all nodes agree, as NTP has them do
        this.runtime = new CacheRuntime(ticker, coarse, wall, this::schedule, this::execute, random);
    }

    /** Returns the process. */
    public Host host() {
        return host;
    }

    /** Returns what the engine gets. */
    public CacheRuntime runtime() {
        return runtime;
    }

    /** Returns the true time that a span by this node's clock takes. */
    public long trueNanos(Duration span) {
        return ticker.trueNanos(span);
    }

    /**
     * Called by user code when it begins: returns when its task began by true time, and lets time be the present one again.
     *
     * @return nanoseconds
     */
    public long begun() {
        host.world().showNow();
        return begunNanos;
    }

    /** The coarse clock has been set by each tick that has passed; only the last one can be seen any more. */
    private void tick() {
        long now = host.world().nanos();
        long tick = (now + phaseNanos) / TICK_NANOS;
        if (tick != shownTick) {
            shownTick = tick;
            host.world().show(tick * TICK_NANOS - phaseNanos);
            runtime.clock().update();
            host.world().showNow();
        }
    }

    private Scheduler.Scheduled schedule(Runnable task, Duration delay) {
        boolean far = delay.compareTo(Duration.ofDays(3650)) >= 0;
        long nanos = far ? LONGEST_NANOS : ticker.trueNanos(delay);
        return host.after(nanos, task)::cancel;
    }

    private void execute(Runnable task) {
        host.world().looked(SOURCE); // what the task reads may be as of now
        long waits = starts.pick(host.world().choices());
        long takes = runs.pick(host.world().choices());
        long begins = host.world().nanos() + waits;
        Host.Pending unused = host.after(waits + takes, () -> run(task, begins));
    }

    private void run(Runnable task, long begins) {
        begunNanos = begins;
        host.world().show(begins);
        try {
            task.run();
        } finally {
            host.world().showNow();
        }
    }
}
