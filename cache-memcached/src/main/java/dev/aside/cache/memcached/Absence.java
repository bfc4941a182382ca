package dev.aside.cache.memcached;

import dev.aside.cache.spi.Comeback;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A node that was away, and answers again.
 *
 * @param heardNanos when it was last heard
 * @param away for how long it was not
 * @param before which process it was; null if that is not known
 * @param now which process it is; null if it does not say
 * @param life a number that all processes know this comeback by, most often; not zero
 */
record Absence(
        long heardNanos,
        Duration away,
        @Nullable Server before,
        @Nullable Server now,
        long life) {

    private static final long MARK_MILLIS = 10_000;

    /*
     * A process that was started since the node was last heard holds nothing old. One that was not kept what it held: if it is
     * another than before, that is nobody knows what; if it was away for longer than changes are remembered, others may have
     * changed what it holds, and not told it.
     */

    /** @param memory for how long changes are remembered */
    Comeback with(Duration memory) {
        return mayBeOlder(memory) ? new Comeback(heardNanos, life) : Comeback.young(heardNanos);
    }

    private boolean mayBeOlder(Duration memory) {
        if (now != null && now.startedWithin(away.toSeconds())) {
            return false;
        }
        boolean isAnother = before != null && now != null && !now.isSameAs(before);
        return isAnother || away.compareTo(memory) > 0;
    }

    /** One mark for one comeback of one server, as long as those who notice do within some seconds. */
    static long mark(String node, @Nullable Server now, long wallMillis) {
        long pid = now == null ? 0 : now.pid();
        long mixed = (node.hashCode() * 31L + pid) * 1_000_003 + wallMillis / MARK_MILLIS;
        return mixed == 0 ? 1 : mixed;
    }
}
