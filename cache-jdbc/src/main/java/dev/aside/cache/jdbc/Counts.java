package dev.aside.cache.jdbc;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of a data source. */
final class Counts {

    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder writers = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder unknown = new LongAdder();

    void fallback() {
        fallbacks.increment();
    }

    void refusal() {
        refusals.increment();
    }

    void unknown() {
        unknown.increment();
    }

    void event(TopologyEvent.Kind kind) {
        if (kind == TopologyEvent.Kind.WRITER) {
            writers.increment();
        } else if (kind == TopologyEvent.Kind.NODE_DOWN) {
            lost.increment();
        }
    }

    DatabaseStats stats() {
        return new DatabaseStats(fallbacks.sum(), refusals.sum(), writers.sum(), lost.sum(), unknown.sum());
    }
}
