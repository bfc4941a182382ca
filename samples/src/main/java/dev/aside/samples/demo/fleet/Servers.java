package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.PostgresServer;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** The servers of a run: those whose addresses were given, and otherwise some that are started here and end with the run. */
final class Servers implements AutoCloseable {
    private final CacheServers caches;
    private final @Nullable PostgresServer postgres;
    private final String url;

    private Servers(CacheServers caches, @Nullable PostgresServer postgres, String url) {
        this.caches = caches;
        this.postgres = postgres;
        this.url = url;
    }

    /**
     * Starts what is not given.
     *
     * @param tier what kind of cache servers there are
     * @param givenCache where one is, or null for some
     * @param givenUrl where the database is, or null for a PostgreSQL server
     */
    static Servers open(FarTier tier, @Nullable InetSocketAddress givenCache, @Nullable String givenUrl) {
        CacheServers caches = tier.open(givenCache);
        try {
            PostgresServer postgres = givenUrl == null
                    ? PostgresServer.builder().config("max_connections", "600").start()
                    : null;
            return new Servers(caches, postgres, postgres == null ? String.valueOf(givenUrl) : urlOf(postgres));
        } catch (RuntimeException e) {
            caches.close();
            throw e;
        }
    }

    private static String urlOf(PostgresServer postgres) {
        return postgres.jdbcUrl() + "?user=" + postgres.user() + "&password=" + postgres.password();
    }

    CacheServers caches() {
        return caches;
    }

    /** The database, with user and password in it. */
    String url() {
        return url;
    }

    /** Says what was started and what was given. */
    String described() {
        return caches.described() + "; " + (postgres == null ? "database as given" : "PostgreSQL, started here");
    }

    @Override
    public void close() {
        caches.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}
