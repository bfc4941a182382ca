package dev.aside.samples.demo.fleet;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a node did, all its processes together. */
final class NodeResult {
    private final Histogram latency = new Histogram(3);
    private final Map<Kind, Long> records = new EnumMap<>(Kind.class);
    private final Map<Meter.Count, Long> counts = new EnumMap<>(Meter.Count.class);
    private long wrong;

    void record(Kind kind, long tookNanos) {
        records.merge(kind, 1L, Long::sum);
        if (kind == Kind.READ) {
            latency.recordValue(Math.max(0, tookNanos));
        }
    }

    void wrong() {
        wrong++;
    }

    void meter(Meter meter) {
        for (Meter.Count count : Meter.Count.values()) {
            counts.merge(count, meter.get(count), Long::sum);
        }
    }

    void add(NodeResult other) {
        latency.add(other.latency);
        other.records.forEach((kind, number) -> records.merge(kind, number, Long::sum));
        other.counts.forEach((count, number) -> counts.merge(count, number, Long::sum));
        wrong += other.wrong;
    }

    long records(Kind kind) {
        return records.getOrDefault(kind, 0L);
    }

    long count(Meter.Count count) {
        return counts.getOrDefault(count, 0L);
    }

    /** Reads that ended, with a value or without. */
    long reads() {
        return records(Kind.READ) + records(Kind.FOREIGN) + records(Kind.READ_FAILED);
    }

    /** Writes that ended, or that nobody saw the end of. */
    long writes() {
        return records(Kind.APPLIED) + records(Kind.ROLLED_BACK) + unacknowledged();
    }

    /** Writes that no reader needs to see, because nobody was told that they are done. */
    long unacknowledged() {
        return records(Kind.PENDING) + records(Kind.UNKNOWN) + records(Kind.WRITE_FAILED) + records(Kind.WRITING);
    }

    long failed() {
        return records(Kind.READ_FAILED) + records(Kind.WRITE_FAILED);
    }

    long wrongReads() {
        return wrong;
    }

    Histogram latency() {
        return latency;
    }
}
