package dev.aside.bench.faults;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.bench.faults.Story.Recovery;
import dev.aside.samples.demo.oracle.ChangeLog;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Rows as they might have come to pass. Times are milliseconds. */
final class Stories {
    /** The version that each object has from time 1,000 on. */
    static final long CHANGED = 7;

    static final int NEAR = Use.NEAR.first();
    static final int STRICT = Use.STRICT.first();

    private Stories() {}

    /** A row that is as it must be but for these calls. */
    static Story of(Row row, Call... calls) {
        return of(row, List.of(), 200, calls);
    }

    static Story of(Row row, List<String> leaks, long recoveryMillis, Call... calls) {
        Recovery recovery = new Recovery(0, nanos(2_000), nanos(2_000 + recoveryMillis));
        return new Story(row, List.of(calls), changes(), recovery, 1, 1, 1, leaks, 0, 0);
    }

    private static ChangeLog changes() {
        ChangeLog.Builder changes = new ChangeLog.Builder(Use.ALL);
        for (int object = 0; object < Use.ALL; object++) {
            changes.committed(object, CHANGED + object);
            changes.acknowledged(CHANGED + object, nanos(1_000));
        }
        return changes.build();
    }

    static Call read(int object, long version, long began) {
        return call(Saw.VALUE, object, version, began, 1, "");
    }

    static Call call(Saw saw, int object, long version, long began, long took, String failure) {
        return new Call(saw, object, version, nanos(began), nanos(began + took), false, failure);
    }

    static long nanos(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
