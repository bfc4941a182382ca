package dev.aside.samples.board;

import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/** The truth: a table of matches in PostgreSQL. */
final class Matches {

    private static final int BATCH = 10_000;

    private final PostgresServer postgres;

    Matches(PostgresServer postgres) {
        this.postgres = postgres;
        postgres.sql("drop table if exists match; create table match (id bigint primary key, player text not null,"
                + " points bigint not null, at timestamptz not null)");
    }

    /** Writes so many matches, four a player, which lie a millisecond apart. */
    void fill(long count) {
        postgres.sql("insert into match select i, 'player-' || i * 7919 % " + (count / 4) + ", i * 104729 % 1000003,"
                + " now() - interval '1 day' + i * interval '1 millisecond' from generate_series(1::bigint, " + count
                + ") i");
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    static void write(Connection connection, Match match) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into match values (?, ?, ?, ?)")) {
            insert.setLong(1, match.id());
            insert.setString(2, match.player());
            insert.setLong(3, match.points());
            insert.setObject(4, match.at().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /**
     * Reads as of one moment, and holds some thousand rows at a time.
     *
     * @param which a condition on rows
     */
    void read(String which, Consumer<Match> each) throws SQLException {
        query("select id, player, points, at from match where " + which, row -> each.accept(match(row)));
    }

    private static Match match(ResultSet row) throws SQLException {
        OffsetDateTime at = row.getObject(4, OffsetDateTime.class);
        return new Match(row.getLong(1), row.getString(2), row.getLong(3), at.toInstant());
    }

    /**
     * What a board should hold.
     *
     * @param counts what of a player's points counts, as an aggregate of SQL
     */
    BoardChecksum checksum(String counts) throws SQLException {
        BoardChecksum[] sum = {BoardChecksum.EMPTY};
        query(
                "select player, " + counts + "(points) from match group by player",
                row -> sum[0] = sum[0].plus(row.getString(1), row.getLong(2), 0));
        return sum[0];
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String sql, Reader each) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false); // else the driver reads all rows at once
            statement.setFetchSize(BATCH);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    each.read(rows);
                }
            }
        }
    }
}
