package dev.aside.samples.demo.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The shop's repository: plain JDBC, every call one statement. It counts them, so that what a cache saved is
 * measured at the database and not taken from the cache's word. Safe for many threads; every method blocks.
 */
public final class ShopDatabase implements AutoCloseable {
    /** The one table, created at the start and dropped at the end. */
    public static final String TABLE = "aside_demo_object";

    /** Where those that share the table list their changes. */
    static final String CHANGES = "aside_demo_change";

    private static final String SELECT = "SELECT version, payload FROM " + TABLE + " WHERE id = ?";
    // Never backwards: a row changes only to a newer version, whoever comes late.
    private static final String UPDATE =
            "UPDATE " + TABLE + " SET version = ?, payload = ? WHERE id = ? AND version < ?";

    private final DataSource source;
    private final Runnable closing;
    private final boolean owner;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder selects = new LongAdder();
    private final LongAdder updates = new LongAdder();

    private ShopDatabase(DataSource source, Runnable closing, boolean owner) {
        this.source = source;
        this.closing = closing;
        this.owner = owner;
    }

    /**
     * Connects, and creates the empty table.
     *
     * @param url the JDBC URL, with user and password in it where the database asks for them
     * @param connections the size of the pool, at least 1
     * @return the open database, to be closed by the caller
     * @throws DatabaseException if no driver knows the URL or the database cannot be reached
     */
    public static ShopDatabase open(String url, int connections) {
        HikariDataSource pool = connect(url, connections);
        return open(pool, pool::close);
    }

    /**
     * Creates the empty table.
     *
     * @param source where connections come from
     * @param closing ends it
     * @return the open database, to be closed by the caller
     * @throws DatabaseException if the database cannot be reached
     */
    public static ShopDatabase open(DataSource source, Runnable closing) {
        ShopDatabase database = new ShopDatabase(source, closing, true);
        try {
            database.execute("DROP TABLE IF EXISTS " + TABLE);
            database.execute("CREATE TABLE " + TABLE
                    + " (id INTEGER PRIMARY KEY, version BIGINT NOT NULL, payload VARCHAR(400) NOT NULL)");
            return database;
        } catch (DatabaseException e) {
            closing.run();
            throw e;
        }
    }

    /**
     * Connects to the table that another process has created, and leaves it as it is at the end.
     *
     * @param url the JDBC URL, as for {@link #open}
     * @param connections the size of the pool, at least 1
     * @return the open database, to be closed by the caller
     * @throws DatabaseException if no driver knows the URL or the database cannot be reached
     */
    static ShopDatabase join(String url, int connections) {
        HikariDataSource pool = connect(url, connections);
        return join(pool, pool::close);
    }

    /** Takes the table that another process has created, as {@link #join(String, int)}. */
    static ShopDatabase join(DataSource source, Runnable closing) {
        return new ShopDatabase(source, closing, false);
    }

    private static HikariDataSource connect(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("shop");
        config.setMaximumPoolSize(connections);
        try {
            config.setJdbcUrl(url);
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw e.getCause() instanceof SQLException cause
                    ? new DatabaseException("connecting to the database", cause)
                    : new DatabaseException("connecting to the database failed");
        } catch (RuntimeException e) {
            // The pool's own message repeats the URL.
            throw new DatabaseException("no JDBC driver on the class path accepts this URL");
        }
    }

    /**
     * Reads a row.
     *
     * @param key the row's key
     * @return the row, or null if there is none
     * @throws DatabaseException if the database fails
     */
    public @Nullable Row find(Integer key) {
        selects.increment();
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setInt(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Row(key, row.getLong(1), row.getString(2)) : null;
            }
        } catch (SQLException e) {
            throw new DatabaseException("reading a row", e);
        }
    }

    /**
     * Changes a row to a newer version. When this returns, the change is committed.
     *
     * @param row the new content
     * @throws DatabaseException if the database fails, or holds no older version of this row
     */
    public void save(Row row) {
        updates.increment();
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setLong(1, row.version());
            update.setString(2, row.payload());
            update.setInt(3, row.key());
            update.setLong(4, row.version());
            if (update.executeUpdate() != 1) {
                throw new DatabaseException("a row was changed by somebody else, or is gone");
            }
        } catch (SQLException e) {
            throw new DatabaseException("changing a row", e);
        }
    }

    /**
     * Returns how many statements {@link #find} and {@link #save} have sent so far.
     *
     * @return the counts
     */
    public QueryCounts queries() {
        return new QueryCounts(selects.sum(), updates.sum());
    }

    /** Drops the table, if it was created here, and ends the source. Does nothing the second time. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                if (owner) {
                    execute("DROP TABLE IF EXISTS " + TABLE + ", " + CHANGES);
                }
            } finally {
                closing.run();
            }
        }
    }

    void countUpdate() {
        updates.increment();
    }

    Connection connection() throws SQLException {
        return source.getConnection();
    }

    void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new DatabaseException("preparing the table", e);
        }
    }
}
