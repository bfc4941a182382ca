package dev.aside.bench.faults;

import java.time.Duration;
import java.util.List;

/** One fault: what happens, to whom, and what is then allowed. A constant of a question's own list. */
public interface Row {
    /**
     * What people call it.
     *
     * @return its label
     */
    String label();

    /**
     * Starts the servers.
     *
     * @return them, and what is going to happen to them
     */
    Stage<?> open();

    /**
     * The caches that each node has.
     *
     * @return at least the first two
     */
    List<Use> uses();

    /**
     * How long the fault lasts at least: less would not show it.
     *
     * @return a time
     */
    Duration least();

    /**
     * Within which time a server that is back must be used.
     *
     * @return a time
     */
    Duration recovery();

    /**
     * Whether there is a server when the nodes begin.
     *
     * @return whether nodes find one
     */
    boolean beginsWithServer();

    /**
     * Whether the server keeps what it has acknowledged, without which STRICT is not promised.
     *
     * @return whether STRICT is promised
     */
    boolean keepsFences();
}
