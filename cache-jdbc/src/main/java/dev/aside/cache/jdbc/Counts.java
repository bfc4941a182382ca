package dev.aside.cache.jdbc;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of a data source. */
final class Counts {

    private final LongAdder toWriter = new LongAdder();
    private final LongAdder toReader = new LongAdder();
    private final LongAdder toGroup = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private final LongAdder writers = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder loadsByReader = new LongAdder();
    private final LongAdder loadsByWriter = new LongAdder();

    /** A connection was lent to who asked for this. */
    void borrow(Endpoint endpoint) {
        EndpointRole role = endpoint.role();
        LongAdder one = role == EndpointRole.WRITER ? toWriter : role == EndpointRole.READER ? toReader : toGroup;
        one.increment();
    }

    void fallback() {
        fallbacks.increment();
    }

    void refusal() {
        refusals.increment();
    }

    void unknown() {
        unknown.increment();
    }

    void loadByReader() {
        loadsByReader.increment();
    }

    void loadByWriter() {
        loadsByWriter.increment();
    }

    void event(TopologyEvent.Kind kind) {
        if (kind == TopologyEvent.Kind.WRITER) {
            writers.increment();
        } else if (kind == TopologyEvent.Kind.NODE_DOWN) {
            lost.increment();
        }
    }

    DatabaseStats stats() {
        return new DatabaseStats(
                toWriter.sum(),
                toReader.sum(),
                toGroup.sum(),
                fallbacks.sum(),
                refusals.sum(),
                writers.sum(),
                lost.sum(),
                unknown.sum(),
                loadsByReader.sum(),
                loadsByWriter.sum());
    }
}
