package dev.aside.cache.redis;

import dev.aside.cache.spi.Comeback;
import dev.aside.cache.spi.ReaderProof;
import java.time.Duration;

/**
 * What is known of the server that was there before, for the day on which another one answers in its place.
 */
final class Lineage {

    /*
     * Older or not
     * ------------
     * A replica that was promoted names the history that it had followed, and how much of it it has. If that is as much as the
     * master before was seen to have, lately, all that is lost is younger, and the journals of those who made it know of it.
     * So it is with a master that was stopped in good order and has come back with its replicas' history. All else that holds
     * keys may hold old ones: a dump, an append-only file, a replica that had long lost its master, a server that had been
     * somebody else's replica in between. Which of them it is cannot be seen, so it counts as old.
     */

    private final ReaderProof proof = new ReaderProof();
    private volatile long heardNanos;

    /** The server has said where it stands. */
    void stands(long sentNanos, Replication standing) {
        proof.sampled(sentNanos, standing.history(), standing.offset());
        heardNanos = sentNanos;
    }

    /** Another server answers in its place. */
    void meets(ServerInfo before, Replication next) {
        proof.forget();
        if (next.history().equals(before.replication().history())) {
            proof.reached(next.history(), next.offset());
        } else {
            proof.reached(next.former(), next.formerOffset());
        }
    }

    /**
     * Says how the other server has come, once it was met.
     *
     * @param memory how long changes are remembered. Half of it is for what passes until they are said again
     */
    Comeback comeback(long nowNanos, ServerInfo before, ServerInfo next, Duration memory) {
        Duration lately = memory.dividedBy(2);
        boolean young = next.isEmpty()
                || proof.isProven(heardNanos, lately)
                || (isSameProcess(before, next) && nowNanos - heardNanos <= lately.toNanos());
        return new Comeback(heardNanos, young ? 0 : next.life());
    }

    /** A master that gets its first replica begins a history, and one that has lost its last ends it; it has lost nothing. */
    private static boolean isSameProcess(ServerInfo before, ServerInfo next) {
        return next.runId().equals(before.runId())
                && next.replication().former().isEmpty();
    }
}
