package dev.aside.samples.demo.replay;

import dev.aside.samples.demo.shop.QueryCounts;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What one replay did.
 *
 * @param accesses how many accesses, from the trace's first on, were replayed
 * @param reads those that were reads
 * @param elapsed how long it took
 * @param queries what the database was sent
 * @param latency of the reads, in nanoseconds
 * @param wrongReads reads that broke the promise
 * @param oldestServed the greatest age of a value served
 * @param samples its course, first to last
 */
public record Phase(
        int accesses,
        long reads,
        Duration elapsed,
        QueryCounts queries,
        Histogram latency,
        long wrongReads,
        Duration oldestServed,
        List<Sample> samples) {

    /**
     * Returns the accesses that were writes.
     *
     * @return the number of writes
     */
    public long writes() {
        return accesses - reads;
    }

    /**
     * Returns the share of reads the database was not asked for. It is measured at the database.
     *
     * @return the share, from 0 to 1
     */
    public double hitRatio() {
        return reads == 0 ? 0 : Math.max(0, 1 - (double) queries.selects() / reads);
    }

    /**
     * Returns a percentile of the time a read took.
     *
     * @param percentile from 0 to 100
     * @return the time
     */
    public Duration latencyAt(double percentile) {
        return Duration.ofNanos(latency.getValueAtPercentile(percentile));
    }
}
