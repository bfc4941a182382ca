package dev.aside.samples.truth;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.jdbc.DatabaseNode;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.redis.RedisBackend;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A node of a shop: it reads how many pieces there are through a cache, and sells by transactions. */
final class Stock implements AutoCloseable {

    static final String TABLE = "create table stock as select i as id, 0 as pieces from generate_series(1, 1000) as i;"
            + " alter table stock add primary key (id);"
            + " create table aside_outbox (id bigint generated always as identity primary key,"
            + " made timestamptz not null default clock_timestamp(), cache text not null, kind text not null, key bytea not null)";

    final EndpointDataSource database;
    final Aside aside;
    final Cache<Integer, Integer> pieces;

    /** @param urls those of the database's nodes */
    Stock(String redis, List<String> urls, String user, String password) {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .name("stock")
                .credentials(user, password)
                .poolSize(6)
                .probeInterval(Duration.ofMillis(200))
                .lagBound(1L << 40)
                .outbox("aside_outbox", Duration.ofMillis(200));
        urls.forEach(url -> builder.node(DatabaseNode.of(url)));
        this.database = builder.build();
        this.aside = Aside.builder().backend(RedisBackend.of(redis)).build();
        this.pieces = aside.cache("stock", Integer.class, Integer.class)
                .load(this::load)
                .write(this::write)
                .source(database)
                .build();
    }

    private int load(int id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return pieces(connection, id);
        }
    }

    static int pieces(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pieces from stock where id = ?")) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Within the transaction of the thread, if it is in one. */
    private static final ThreadLocal<Connection> OWN = new ThreadLocal<>();

    private void write(int id, int count) throws SQLException {
        update(OWN.get(), id, count);
    }

    static void update(Connection connection, int id, int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update stock set pieces = ? where id = ?")) {
            statement.setInt(1, count);
            statement.setInt(2, id);
            statement.executeUpdate();
        }
    }

    /** What is done before a COMMIT is sent. */
    interface Before {
        void commit() throws SQLException;
    }

    void put(int id, int count, Before before) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            OWN.set(connection);
            try {
                pieces.put(id, count);
                before.commit();
                connection.commit();
            } finally {
                OWN.remove();
            }
        }
    }

    void sell(int id, int count) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            update(connection, id, count);
            pieces.invalidate(id);
            connection.commit();
        }
    }

    @Override
    public void close() {
        aside.close();
        database.close();
    }
}
