package dev.aside.bench.faults;

import dev.aside.samples.demo.oracle.ChangeLog;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that was written down of one row.
 *
 * @param row the row
 * @param calls of all callers
 * @param changes what the database committed, and when callers were told
 * @param recovery when the fault came, when it was over, and when the server was used again
 * @param loads how often the database was asked
 * @param nearHits reads that a near tier answered
 * @param farHits reads that a server answered, of the caches without near tiers
 * @param leaks what was left though it should not be
 * @param unequal reads at the very end, when nobody changed anything any more, of another value than the database has
 * @param builtNanos how long it took to build the nodes
 */
record Story(
        Row row,
        List<Call> calls,
        ChangeLog changes,
        Recovery recovery,
        long loads,
        long nearHits,
        long farHits,
        List<String> leaks,
        long unequal,
        long builtNanos) {
    /**
     * Three moments of {@link System#nanoTime}.
     *
     * @param struck when the fault came
     * @param mended when it was over
     * @param used when each node had since read something that a server answered
     */
    record Recovery(long struck, long mended, long used) {
        long nanos() {
            return used - mended;
        }
    }

    Story withLeaks(List<String> more) {
        return new Story(
                row,
                calls,
                changes,
                recovery,
                loads,
                nearHits,
                farHits,
                Stream.concat(leaks.stream(), more.stream()).toList(),
                unequal,
                builtNanos);
    }

    Story built(long nanos) {
        return new Story(row, calls, changes, recovery, loads, nearHits, farHits, leaks, unequal, nanos);
    }
}
