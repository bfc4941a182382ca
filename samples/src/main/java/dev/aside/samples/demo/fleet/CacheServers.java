package dev.aside.samples.demo.fleet;

import java.util.List;
import java.util.stream.Stream;

/** The cache servers of a run. Those that were started here end with it. */
interface CacheServers extends AutoCloseable {

    /** Says what was started and what was given. */
    String described();

    /** The servers that changes go to, each node to all of them. */
    List<CacheServer> writers();

    /** Those that follow one of the others. */
    List<CacheServer> readers();

    /** All of them. */
    default List<CacheServer> all() {
        return Stream.concat(writers().stream(), readers().stream()).toList();
    }

    /** Begins to look at what one of them says it has done. */
    ServerCounts count(CacheServer server);

    @Override
    void close();
}
