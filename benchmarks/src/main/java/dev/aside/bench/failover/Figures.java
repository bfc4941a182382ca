package dev.aside.bench.failover;

import dev.aside.bench.failover.Call.Saw;
import dev.aside.bench.kit.Pauses;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of a round. */
final class Figures {
    static final String OUTAGE = "outage, ms";
    static final String FINDING = "of that, once the heir took writes, ms";
    static final String SILENCE = "without a read, ms";
    static final String ACKNOWLEDGED = "acknowledged";
    static final String LOST = "lost";
    static final String UNKNOWN = "said to be unknown";
    static final String REFUSED = "failed otherwise";
    static final String REFUSED_AND_THERE = "failed and there";
    static final String WRONG = "wrong";
    static final String AT_WRITER = "reads at a writer";
    static final String READS_FAILED = "reads failed";
    static final String BEHIND = "furthest behind, kB";
    static final String LONG_CALLS = "p99.99, ms";

    private static final double NANOS_A_MILLI = 1e6;
    private static final double HIGH = 0.9999;

    private Figures() {}

    static Map<String, Double> of(Story story, Pauses pauses) {
        Judge judge = new Judge(story);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(OUTAGE, judge.outageNanos() / NANOS_A_MILLI);
        figures.put(FINDING, judge.findingNanos() / NANOS_A_MILLI);
        figures.put(SILENCE, judge.silenceNanos() / NANOS_A_MILLI);
        figures.put(LONG_CALLS, longCalls(story, pauses) / NANOS_A_MILLI);
        figures.put(ACKNOWLEDGED, (double) judge.count(Saw.INSERTED));
        figures.put(LOST, (double) judge.lost());
        figures.put(UNKNOWN, (double) judge.count(Saw.UNKNOWN));
        figures.put(REFUSED, (double) judge.count(Saw.REFUSED));
        figures.put(REFUSED_AND_THERE, (double) judge.refusedAndThere());
        figures.put(WRONG, (double) judge.wrong());
        figures.put(AT_WRITER, (double) judge.count(Saw.READ_AT_WRITER) + judge.count(Saw.READ_AT_KNOWN_WRITER));
        figures.put(READS_FAILED, (double) judge.count(Saw.READ_FAILED));
        figures.put(BEHIND, judge.furthestBehind() / 1e3);
        return figures;
    }

    private static long longCalls(Story story, Pauses pauses) {
        long[] sorted = story.calls().stream()
                .mapToLong(call -> pauses.without(call.began(), call.ended()))
                .sorted()
                .toArray();
        return sorted[(int) (sorted.length * HIGH)];
    }
}
