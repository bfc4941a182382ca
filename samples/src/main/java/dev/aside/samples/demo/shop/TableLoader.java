package dev.aside.samples.demo.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Fills the shop's table with the first version of every row. */
public final class TableLoader {
    private static final int BATCH = 1_000;

    private final ShopDatabase database;
    private final IntConsumer progress;

    /**
     * Makes a loader.
     *
     * @param database where the rows go
     * @param progress told how many rows are stored, after every batch
     */
    public TableLoader(ShopDatabase database, IntConsumer progress) {
        this.database = database;
        this.progress = progress;
    }

    /**
     * Stores rows.
     *
     * @param count how many
     * @param rows makes the row of each number from 0 up to that count
     * @throws DatabaseException if the database fails
     */
    public void load(int count, IntFunction<Row> rows) {
        String sql = "INSERT INTO " + ShopDatabase.TABLE + " (id, version, payload) VALUES (?, ?, ?)";
        try (Connection connection = database.connection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            connection.setAutoCommit(false);
            for (int start = 0; start < count; start += BATCH) {
                int end = Math.min(count, start + BATCH);
                insertBatch(insert, start, end, rows);
                connection.commit();
                progress.accept(end);
            }
        } catch (SQLException e) {
            throw new DatabaseException("loading the table", e);
        }
    }

    private static void insertBatch(PreparedStatement insert, int start, int end, IntFunction<Row> rows)
            throws SQLException {
        for (int i = start; i < end; i++) {
            Row row = rows.apply(i);
            insert.setInt(1, row.key());
            insert.setLong(2, row.version());
            insert.setString(3, row.payload());
            insert.addBatch();
        }
        insert.executeBatch();
    }
}
