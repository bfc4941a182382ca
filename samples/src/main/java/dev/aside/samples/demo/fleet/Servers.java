package dev.aside.samples.demo.fleet;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a run: those whose addresses were given, and otherwise some that are started here and end with the run.
 *
 * @param caches the cache servers
 * @param database the database
 */
record Servers(CacheServers caches, DatabaseServers database) implements AutoCloseable {

    /**
     * Starts what is not given.
     *
     * @param plan what kind of servers there are
     * @param givenCache where a cache server is, or null for some
     * @param givenUrl where the database is, or null for PostgreSQL
     */
    static Servers open(FleetPlan plan, @Nullable InetSocketAddress givenCache, @Nullable String givenUrl) {
        CacheServers caches = plan.tier().open(givenCache);
        try {
            return new Servers(caches, database(plan.source(), givenUrl));
        } catch (RuntimeException e) {
            caches.close();
            throw e;
        }
    }

    private static DatabaseServers database(Source source, @Nullable String givenUrl) {
        if (source.isCluster()) {
            return DatabaseCluster.start();
        }
        return givenUrl == null ? DatabaseServer.start() : DatabaseServer.given(givenUrl);
    }

    /** The database if it has replicas, or null. */
    @Nullable
    DatabaseCluster cluster() {
        return database instanceof DatabaseCluster cluster ? cluster : null;
    }

    /** Says what was started and what was given. */
    String described() {
        return caches.described() + "; " + database.described();
    }

    @Override
    public void close() {
        caches.close();
        database.close();
    }
}
