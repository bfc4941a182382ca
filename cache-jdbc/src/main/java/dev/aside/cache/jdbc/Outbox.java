package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeRecord;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table in the database with what has changed of caches, written in the transaction that changes it, and emptied once everybody knows.
 * So that what a process did not come to tell another one tells.
 */
final class Outbox {

    /** What a row says, under its number. */
    record Row(long id, ChangeRecord change) {}

    /** How many rows are told in one go. */
    static final int BATCH = 500;

    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?");

    private final String insert;
    private final String delete;
    private final String take;

    Outbox(String table) {
        this.insert = "insert into " + table + " (cache, kind, key)"
                + " select * from unnest(?::text[], ?::text[], ?::bytea[]) returning id";
        this.delete = "delete from " + table + " where id = any(?)";
        this.take = "delete from " + table + " where id in (select id from " + table
                + " where cache = any(?) and made < clock_timestamp() - ? * interval '1 millisecond'"
                + " order by id limit " + BATCH + " for update skip locked) returning id, cache, kind, key";
    }

    /** Returns the name of a table that needs no quotes. */
    static String checked(String table) {
        if (!TABLE.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "the name of a table has 1 to 63 of the characters a-z, 0-9 and _, perhaps behind that of a schema, "
                            + Check.not(table));
        }
        return table;
    }

    /** Writes rows within the connection's transaction, and returns their numbers. */
    List<Long> write(Connection connection, List<ChangeRecord> changes) throws SQLException {
        Object[] caches = changes.stream().map(ChangeRecord::cache).toArray();
        Object[] kinds =
                changes.stream().map(change -> String.valueOf(change.kind())).toArray();
        byte[][] keys = changes.stream().map(ChangeRecord::key).toArray(byte[][]::new);
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setArray(1, connection.createArrayOf("text", caches));
            statement.setArray(2, connection.createArrayOf("text", kinds));
            statement.setArray(3, connection.createArrayOf("bytea", keys));
            try (ResultSet rows = statement.executeQuery()) {
                List<Long> ids = new ArrayList<>(changes.size());
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
                return ids;
            }
        }
    }

    /** Deletes rows of which everybody knows. */
    void delete(Connection connection, Collection<Long> ids) throws SQLException {
        Array numbers = connection.createArrayOf("bigint", ids.toArray());
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setArray(1, numbers);
            statement.executeUpdate();
        }
    }

    /**
     * Takes rows out that are old enough, and that nobody else is taking: they are gone once the connection's transaction is committed.
     *
     * @param caches whose rows
     */
    List<Row> take(Connection connection, Collection<String> caches, long olderThanMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(take)) {
            statement.setArray(1, connection.createArrayOf("text", caches.toArray()));
            statement.setLong(2, olderThanMillis);
            try (ResultSet rows = statement.executeQuery()) {
                List<Row> taken = new ArrayList<>();
                while (rows.next()) {
                    char kind = rows.getString(3).charAt(0);
                    ChangeRecord change = new ChangeRecord(rows.getString(2), kind, rows.getBytes(4));
                    taken.add(new Row(rows.getLong(1), change));
                }
                return taken;
            }
        }
    }
}
