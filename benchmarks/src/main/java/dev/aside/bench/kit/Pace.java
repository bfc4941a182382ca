package dev.aside.bench.kit;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps a number of forks within a budget: where starting them takes longer than hoped, as on a busy machine, the iterations of those
 * still to come are cut, alike for whoever comes. Not thread-safe.
 */
public final class Pace {
    /** Below this an iteration says nothing: the budget gives way. */
    static final int SHORTEST_MILLIS = 50;

    private final LongSupplier millis;
    private final long end;
    private int left;
    private int done;
    private long starting;

    Pace(Duration budget, int forks, LongSupplier millis) {
        this.millis = millis;
        this.end = millis.getAsLong() + budget.toMillis();
        this.left = forks;
    }

    /**
     * A pace that begins now.
     *
     * @param budget for all forks together
     * @param forks how many will be run
     * @return the pace
     */
    public static Pace of(Duration budget, int forks) {
        return new Pace(budget, forks, () -> System.nanoTime() / 1_000_000);
    }

    /**
     * Runs a fork, as it is or cut. Blocks.
     *
     * @param fork as it should be
     * @param parameters the benchmark's parameters by name
     * @param threads how many threads call at once
     * @return what it showed
     */
    public Sample run(Fork fork, Map<String, String> parameters, int threads) {
        Fork cut = cut(fork);
        long start = millis.getAsLong();
        Sample sample = cut.run(parameters, threads);
        ran(cut, millis.getAsLong() - start);
        return sample;
    }

    /** The fork with iterations no longer than what is left of the budget allows. */
    Fork cut(Fork fork) {
        long share = (end - millis.getAsLong()) / Math.max(1, left);
        long start = done == 0 ? 0 : starting / done;
        long fits = (share - start) / (fork.warmups() + fork.iterations());
        return fork.lasting((int) Math.max(SHORTEST_MILLIS, Math.min(fork.millis(), fits)));
    }

    /** Learns what a fork took beyond its iterations. */
    void ran(Fork fork, long took) {
        left--;
        done++;
        starting += Math.max(0, took - fork.measured());
    }
}
