package dev.aside.samples.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The shop's table as several processes write it, on PostgreSQL. Nobody hands out versions there: a writer makes up a version
 * that no other has, and the database itself writes down in which order the changes of a row were committed. Safe for many
 * threads; every method blocks.
 */
public final class SharedDatabase implements AutoCloseable {
    private static final String CHANGES = ShopDatabase.CHANGES;

    // One statement, so one transaction: a change is in the list exactly if it was committed. The lock of the row makes
    // the
    // next writer wait for this commit, so places are the order of commits.
    private static final String CHANGE = "WITH changed AS (UPDATE " + ShopDatabase.TABLE
            + " SET version = ?, payload = ?, place = place + 1 WHERE id = ? RETURNING id, place, version)"
            + " INSERT INTO " + CHANGES + " (id, place, version) SELECT id, place, version FROM changed";

    private final ShopDatabase rows;

    private SharedDatabase(ShopDatabase rows) {
        this.rows = rows;
    }

    /** Told of a committed change. */
    @FunctionalInterface
    public interface ChangeSink {
        /**
         * Takes the next change; those of one row come in the order of their commits.
         *
         * @param key the row's key
         * @param version the version that the row got
         */
        void accept(int key, long version);
    }

    /**
     * Prepares an open database to be shared: its rows begin to count their changes, which are listed.
     *
     * @param database with its table
     * @throws DatabaseException if the database fails
     */
    public static void prepare(ShopDatabase database) {
        database.execute("ALTER TABLE " + ShopDatabase.TABLE + " ADD COLUMN place BIGINT NOT NULL DEFAULT 0");
        database.execute("DROP TABLE IF EXISTS " + CHANGES);
        database.execute(
                "CREATE TABLE " + CHANGES + " (id INTEGER NOT NULL, place BIGINT NOT NULL, version BIGINT NOT NULL)");
    }

    /**
     * Hands out all changes that were committed since the database was prepared.
     *
     * @param database that was prepared
     * @param sink told of each
     * @throws DatabaseException if the database fails
     */
    public static void changes(ShopDatabase database, ChangeSink sink) {
        String sql = "SELECT id, version FROM " + CHANGES + " ORDER BY id, place";
        try (Connection connection = database.connection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet changes = select.executeQuery()) {
            while (changes.next()) {
                sink.accept(changes.getInt(1), changes.getLong(2));
            }
        } catch (SQLException e) {
            throw new DatabaseException("reading the changes", e);
        }
    }

    /**
     * Connects to a database that another process has prepared.
     *
     * @param url the JDBC URL, with user and password in it where the database asks for them
     * @param connections the size of the pool, at least 1
     * @return the open database, to be closed by the caller
     * @throws DatabaseException if the database cannot be reached
     */
    public static SharedDatabase join(String url, int connections) {
        return new SharedDatabase(ShopDatabase.join(url, connections));
    }

    /**
     * Takes a database that another process has prepared, from a data source that knows its nodes.
     *
     * @param source where connections come from
     * @param closing ends it
     * @return the open database, to be closed by the caller
     */
    public static SharedDatabase over(DataSource source, Runnable closing) {
        return new SharedDatabase(ShopDatabase.join(source, closing));
    }

    /**
     * Reads a row.
     *
     * @param key the row's key
     * @return the row, or null if there is none
     * @throws DatabaseException if the database fails
     */
    public @Nullable Row find(Integer key) {
        return rows.find(key);
    }

    /**
     * Changes a row, whoever changed it before. When this returns, the change is committed.
     *
     * @param row the new content, of a version that nobody else uses
     * @throws DatabaseException if the database fails, or has no such row
     */
    public void save(Row row) {
        try (Connection connection = rows.connection()) {
            change(connection, row);
        } catch (SQLException e) {
            throw new DatabaseException("changing a row", e);
        }
    }

    /**
     * Changes a row within the transaction of a connection.
     *
     * @param connection borrowed by the caller, who commits
     * @param row as for {@link #save}
     * @throws SQLException if the database fails
     * @throws DatabaseException if it has no such row
     */
    public void change(Connection connection, Row row) throws SQLException {
        rows.countUpdate();
        try (PreparedStatement change = connection.prepareStatement(CHANGE)) {
            change.setLong(1, row.version());
            change.setString(2, row.payload());
            change.setInt(3, row.key());
            if (change.executeUpdate() != 1) {
                throw new DatabaseException("a row to be changed is gone");
            }
        }
    }

    /**
     * Returns how many statements {@link #find} and {@link #save} have sent so far.
     *
     * @return the counts
     */
    public QueryCounts queries() {
        return rows.queries();
    }

    /** Disconnects. */
    @Override
    public void close() {
        rows.close();
    }
}
