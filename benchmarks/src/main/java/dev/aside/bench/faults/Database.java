package dev.aside.bench.faults;

import dev.aside.samples.demo.oracle.ChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The source of truth: it is always there, answers at once, and knows in which order it has committed what. */
final class Database {
    private final AtomicLong versions = new AtomicLong(Value.FIRST);
    private final Map<Integer, List<Long>> committed = new ConcurrentHashMap<>();
    private final LongAdder loads = new LongAdder();

    Database() {
        for (int object = 0; object < Use.ALL; object++) {
            committed.put(object, new ArrayList<>(List.of(Value.FIRST)));
        }
    }

    /** A version that nobody has had. */
    long nextVersion() {
        return versions.incrementAndGet();
    }

    /** Makes a version the one of its object. */
    void commit(int object, long version) {
        committed.computeIfPresent(object, (same, order) -> {
            order.add(version);
            return order;
        });
    }

    /** Loads for a cache. */
    String load(int object) {
        loads.increment();
        return new Value(object, newest(object)).text();
    }

    /** Returns the version of an object. */
    long newest(int object) {
        long[] newest = new long[1];
        committed.computeIfPresent(object, (same, order) -> {
            newest[0] = order.get(order.size() - 1);
            return order;
        });
        return newest[0];
    }

    long loads() {
        return loads.sum();
    }

    /** Tells of all commits, in their order. Nobody commits any more. */
    void tell(ChangeLog.Builder log) {
        committed.forEach((object, order) -> order.stream().skip(1).forEach(version -> log.committed(object, version)));
    }
}
