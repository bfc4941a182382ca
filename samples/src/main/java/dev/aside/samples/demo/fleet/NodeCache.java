package dev.aside.samples.demo.fleet;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.CacheStats;
import dev.aside.samples.demo.shop.QueryCounts;
import dev.aside.samples.demo.shop.Row;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The shop's repository behind Aside on servers that all nodes share: all that a node knows of the library. */
interface NodeCache extends AutoCloseable {
    /** A node that begins cold, on a machine with more processes than cores, answers itself later than a server does. */
    Duration PATIENCE = Duration.ofMillis(500);

    /** How long a node waits for its servers: an application starts while its cache is down. */
    Duration START = Duration.ofSeconds(5);

    /** Connects to the cache servers of a node. */
    static Aside aside(NodeSettings settings) {
        return Aside.builder()
                .backend(settings.plan().tier().backend(settings.keyPrefix(), settings.servers(), settings.readers()))
                .build();
    }

    /** Begins the cache of a node's rows. */
    static CacheBuilder<Integer, Row> rows(Aside aside, FleetPlan plan) {
        return aside.cache("shop", Integer.class, Row.class)
                .consistency(plan.mode())
                .expireAfterWrite(Duration.ofMinutes(10))
                .operationTimeout(PATIENCE)
                .maximumSize(plan.capacity())
                .nearTier(plan.near());
    }

    /** Waits until the servers have answered, but not for long. */
    void awaitServers() throws InterruptedException;

    /** Reads a row. */
    @Nullable
    Row read(Integer key);

    /**
     * Changes a row.
     *
     * @return what became of it
     * @throws SQLException if it was not changed, or that is not known to the cache
     */
    Kind write(Row row) throws SQLException;

    /** What the cache has counted. */
    CacheStats stats();

    /** What the database was sent. */
    QueryCounts queries();

    /** How many connections replicas have lent to loads. */
    long loadsByReader();

    /** How many connections the writer has lent to loads, where there are replicas. */
    long loadsByWriter();

    @Override
    void close();
}
