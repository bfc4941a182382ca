package dev.aside.cache.local;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.PeriodResult;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operations of one generation have done, for as long as they are remembered. Guarded by the board's lock. */
final class OperationMemory {

    private final long keepMillis;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    OperationMemory(long keepMillis) {
        this.keepMillis = keepMillis;
    }

    /**
     * An operation.
     *
     * @param payload what it has submitted
     * @param untilMillis until when it is remembered
     * @param results what it has done in each period
     */
    record Operation(Digest payload, long untilMillis, List<Result> results) {}

    /**
     * What it has done in one period.
     *
     * @param effect what
     * @param previous how the member stood before, or null
     */
    record Result(Effect effect, @Nullable Standing previous) {}

    @Nullable
    Operation find(String id, long nowMillis) {
        Operation known = operations.get(id);
        return known == null || known.untilMillis() <= nowMillis ? null : known;
    }

    void remember(String id, Digest payload, List<PeriodResult> results, long nowMillis) {
        operations.remove(id); // one that is over, and not where the latest belong
        List<Result> kept = results.stream()
                .map(result -> new Result(result.effect(), result.previous()))
                .toList();
        long until = keepMillis > Long.MAX_VALUE - nowMillis ? Long.MAX_VALUE : nowMillis + keepMillis;
        operations.put(id, new Operation(payload, until, kept));
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    /** Forgets some that are over, the oldest first; returns whether there may be more. */
    boolean forget(int most, long nowMillis) {
        Iterator<Operation> oldest = operations.values().iterator();
        for (int i = 0; i < most; i++) {
            if (!oldest.hasNext() || oldest.next().untilMillis() > nowMillis) {
                return false;
            }
            oldest.remove();
        }
        return true;
    }
}
