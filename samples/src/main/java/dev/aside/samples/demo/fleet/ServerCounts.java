package dev.aside.samples.demo.fleet;

import java.util.Map;

/** What one cache server says it has executed, since this was opened. Not safe for many threads. */
interface ServerCounts extends AutoCloseable {

    /** What the server is called. */
    String name();

    /** Whether it follows another. */
    boolean isReader();

    /** Asks the server. One that does not answer is asked the next time. */
    void look();

    /** What it did by the names of the report, in order: reads first, of which the report shows the shares. */
    Map<String, Long> figures();

    /** The reads that it answered. */
    default long reads() {
        return figures().values().iterator().next();
    }

    /** The writes that clients have sent to a server that follows another, which refuses them. */
    default long strayWrites() {
        return 0;
    }

    @Override
    void close();
}
