package dev.aside.simulation.model;

import dev.aside.cache.spi.ReaderProof;
import java.time.Duration;

/** When a server that follows the master may answer a read. As it is here it is right; a planted bug changes it. */
@FunctionalInterface
public interface FollowerRule {

    /** The rule. */
    FollowerRule RIGHT = ReaderProof::isProven;

    /**
     * Says whether it may.
     *
     * @param proof what is known of it
     * @param nowNanos the node's time
     * @param bound by how much it may be behind
     */
    boolean mayAnswer(ReaderProof proof, long nowNanos, Duration bound);
}
