package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.samples.demo.shop.ShopDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database server. */
final class DatabaseServer implements DatabaseServers {
    private final @Nullable PostgresServer own;
    private final String url;

    private DatabaseServer(@Nullable PostgresServer own, String url) {
        this.own = own;
        this.url = url;
    }

    /** One that is somebody else's. */
    static DatabaseServer given(String url) {
        return new DatabaseServer(null, url);
    }

    /** Starts one. */
    static DatabaseServer start() {
        PostgresServer postgres =
                PostgresServer.builder().config("max_connections", "600").start();
        return new DatabaseServer(postgres, url(postgres));
    }

    /** Where a server is, with user and password. */
    static String url(PostgresServer postgres) {
        return postgres.jdbcUrl() + "?user=" + postgres.user() + "&password=" + postgres.password();
    }

    @Override
    public String described() {
        return own == null ? "database as given" : "PostgreSQL, started here";
    }

    @Override
    public List<String> urls() {
        return List.of(url);
    }

    @Override
    public ShopDatabase open() {
        return ShopDatabase.open(url, 2);
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
