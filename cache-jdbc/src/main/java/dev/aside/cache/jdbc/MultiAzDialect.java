package dev.aside.cache.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * An RDS Multi-AZ DB cluster of PostgreSQL: three servers with storage of their own, which know each other's endpoints by the extension
 * {@code rds_tools}. It is asked in the trip in which a PostgreSQL is asked for the rest.
 */
final class MultiAzDialect extends PostgresDialect {

    private static final int PORT = 5432;

    /** The argument says who asks. */
    private static final String ASK = "select node.*, member.endpoint, member.port from (" + PostgresDialect.ASK
            + ") as node cross join rds_tools.show_topology('aside') as member";

    @Override
    public Names names() {
        return Names.OF_PLACES;
    }

    @Override
    String question() {
        return ASK;
    }

    /** Returns where the nodes are, without a port that need not be said. */
    @Override
    Set<String> members(ResultSet rows) throws SQLException {
        Set<String> members = new TreeSet<>();
        do {
            String endpoint = rows.getString("endpoint");
            int port = rows.getInt("port");
            if (endpoint != null) { // one that is being made has none yet
                members.add(port == PORT ? endpoint : endpoint + ":" + port);
            }
        } while (rows.next());
        return members;
    }
}
