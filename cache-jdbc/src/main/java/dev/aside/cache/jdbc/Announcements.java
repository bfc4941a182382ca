package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Says something by a channel of PostgreSQL's, in one statement. It is heard when the connection's transaction is committed. */
final class Announcements {

    /** Who says something in his own name. */
    interface Speaker {
        List<String> payloads(List<ChangeRecord> changes);
    }

    private static final String WITHIN = "select pg_notify(?, said) from unnest(?::text[]) as said";

    /**
     * Of what is said nothing outlives the server, so its COMMIT need not wait for the disk. It is set for the one transaction that the
     * statement is: a pooler may lend the server's session to others.
     */
    private static final String ALONE =
            "select pg_notify(?, said), set_config('synchronous_commit', 'off', true) from unnest(?::text[]) as said";

    private final String channel;

    Announcements(String channel) {
        this.channel = channel;
    }

    /** Says it within the connection's transaction. */
    void within(Connection connection, List<String> payloads) throws SQLException {
        say(connection, WITHIN, payloads);
    }

    /** Says it by a connection that commits by itself. */
    void alone(Connection connection, List<String> payloads) throws SQLException {
        say(connection, ALONE, payloads);
    }

    private void say(Connection connection, String sql, List<String> payloads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            statement.setArray(2, connection.createArrayOf("text", payloads.toArray()));
            statement.execute();
        }
    }
}
