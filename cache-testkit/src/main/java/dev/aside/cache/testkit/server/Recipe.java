package dev.aside.cache.testkit.server;

import java.io.IOException;
import java.util.List;

/** How one server is started and asked whether it is there. */
interface Recipe {

    /** What it is called in messages and in the names of threads and directories. */
    String name();

    /** Writes what the server reads at its start, and returns the command. */
    List<String> command(int port);

    /**
     * Asks, over a way that leads to this very process and to no other, whether it serves.
     *
     * @throws IOException if it does not answer; it is asked again as long as the process runs
     */
    boolean answers(int port, ServerProcess process) throws IOException;

    /** The signal by which it ends in good order. */
    String stopSignal();

    /** The signal by which it ends at once, and leaves nothing in the system. */
    String quitSignal();

    /** Removes what a process that was killed has left outside of its directory. */
    default void clean() {}
}
