package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;

/**
 * Aurora PostgreSQL. Its nodes share their storage, and do not say how far they have replayed; they know each other, of which only the
 * names are taken. Those that have not been heard of by their cluster for five minutes are none any more.
 */
final class AuroraDialect extends PostgresDialect {

    private static final String ASK = "select pg_is_in_recovery(), aurora_db_instance_identifier(),"
            + " extract(epoch from pg_postmaster_start_time()), current_database(), server_id"
            + " from aurora_replica_status()"
            + " where session_id = 'MASTER_SESSION_ID' or last_update_timestamp is null"
            + " or last_update_timestamp > now() - interval '5 minutes'";

    @Override
    public Names names() {
        return Names.OF_NODES;
    }

    @Override
    public Sighting ask(Connection connection, Ticker ticker) throws SQLException {
        long asked = ticker.nanos();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            if (!row.next()) {
                throw new SQLException("the node knows no members of its cluster", "55000");
            }
            EndpointRole role = row.getBoolean(1) ? EndpointRole.READER : EndpointRole.WRITER;
            String server = row.getString(2) + "@" + row.getString(3);
            String database = row.getString(4);
            Set<String> members = new TreeSet<>();
            do {
                members.add(row.getString(5));
            } while (row.next());
            return new Sighting(role, server, database, Sighting.NOWHERE, members, asked, ticker.nanos());
        }
    }
}
