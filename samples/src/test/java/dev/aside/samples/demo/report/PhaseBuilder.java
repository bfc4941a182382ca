package dev.aside.samples.demo.report;

import dev.aside.samples.demo.replay.Phase;
import dev.aside.samples.demo.replay.Sample;
import dev.aside.samples.demo.shop.QueryCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Makes up replays and runs to report. */
final class PhaseBuilder {
    private PhaseBuilder() {}

    static Run run(int withoutAccesses, long wrongReads) {
        Phase without = phase(withoutAccesses, withoutAccesses * 98L / 100, 9_000, Duration.ofSeconds(12), 0);
        Phase with = phase(5_000_000, 186_000, 250, Duration.ofSeconds(7), wrongReads);
        return new Run(
                "orm-night: 5,000,000 accesses <&\">",
                "(c) headissue GmbH, CC BY 4.0",
                List.of("BOUNDED(1000ms)", "embedded backend"),
                5_000_000,
                0.9827,
                without,
                with);
    }

    private static Phase phase(int accesses, long selects, long nanos, Duration elapsed, long wrong) {
        long writes = accesses / 50;
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(nanos, 970_000);
        latency.recordValueWithCount(nanos * 40, 30_000);
        QueryCounts queries = new QueryCounts(selects, writes);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            samples.add(new Sample(
                    elapsed.toSeconds() * i / 10.0,
                    accesses / 10 * i,
                    (accesses - writes) / 10 * i,
                    new QueryCounts(selects / 10 * i, writes / 10 * i),
                    wrong));
        }
        return new Phase(
                accesses, accesses - writes, elapsed, queries, latency, wrong, Duration.ofMillis(wrong), samples);
    }
}
