package dev.aside.bench.kit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Divides a budget between children by what each has to do: who comes later has what is left. Not thread-safe. */
public final class Shares {
    private final LongSupplier millis;
    private final long end;
    private final long longest;
    private int left;

    Shares(Duration budget, int parts, Duration longest, LongSupplier millis) {
        this.millis = millis;
        this.end = millis.getAsLong() + budget.toMillis();
        this.longest = longest.toMillis();
        this.left = parts;
    }

    /**
     * A budget that begins to run now.
     *
     * @param budget for all together
     * @param parts how many parts there are to do
     * @param longest more than which a part does not need
     * @return the shares
     */
    public static Shares of(Duration budget, int parts, Duration longest) {
        return new Shares(budget, parts, longest, () -> System.nanoTime() / 1_000_000);
    }

    /**
     * Takes a share.
     *
     * @param parts how many parts are to be done with it
     * @return milliseconds, at least 1
     */
    public long take(int parts) {
        long share = (end - millis.getAsLong()) * parts / Math.max(parts, left);
        left -= parts;
        return Math.max(1, Math.min(share, longest * parts));
    }
}
