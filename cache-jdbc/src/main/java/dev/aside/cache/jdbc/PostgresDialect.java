package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** PostgreSQL, by functions that everybody may call. */
class PostgresDialect implements Dialect {

    /**
     * A reader says its timeline to who has the privilege to see it. To others it says the one that it has noted last, when it wrote
     * pages out, which may be an older one: then its places do not compare with the writer's until it notes again. The writer's place is
     * that behind the last record that was inserted, since a commit need not be written to be seen.
     */
    static final String ASK = "select standby, (select system_identifier from pg_control_system()),"
            + " extract(epoch from pg_postmaster_start_time()),"
            + " case when standby then lpad(upper(to_hex(greatest("
            + "(select received_tli from pg_stat_wal_receiver),"
            + " (select min_recovery_end_timeline from pg_control_recovery()),"
            + " (select timeline_id from pg_control_checkpoint())))), 8, '0')"
            + " else substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8) end,"
            + " case when standby then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end - '0/0'::pg_lsn"
            + " from (select pg_is_in_recovery() as standby) as node";

    /** The second statement is sent with the first, and is run when that has committed; where the first fails it is not run. */
    private static final String COMMIT =
            "commit; select substr(pg_walfile_name(place), 1, 8), place - '0/0'::pg_lsn from pg_current_wal_insert_lsn() as place";

    @Override
    public Properties properties(DatabaseUrl url, Duration limit, boolean isProbe) {
        Properties properties = new Properties();
        String seconds = Long.toString(Math.max(1, limit.plusMillis(999).toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty(isProbe ? "socketTimeout" : "loginTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        if (isProbe) {
            properties.setProperty("ApplicationName", "aside-probe");
        }
        if (!url.isLoopback() && !url.says("sslmode") && !url.says("ssl")) {
            properties.setProperty("sslmode", "verify-full");
            if (!url.says(trustOption()) && !url.says("sslfactory")) {
                properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
            }
        }
        return properties;
    }

    @Override
    public boolean canPin() {
        return true;
    }

    @Override
    public void pin(Properties properties, InetAddress address) {
        properties.setProperty("socketFactory", PinnedSocketFactory.class.getName());
        properties.setProperty("socketFactoryArg", address.getHostAddress());
    }

    /** {@inheritDoc} With the driver's factory that trusts everybody only the name is looked at, which anybody can write. */
    @Override
    public boolean isVerified(DatabaseUrl url) {
        return url.saysNoOther("sslmode", "verify-full")
                && !(url.says("ssl") && url.saysNoOther("ssl", "false"))
                && !url.saysOneThatEnds("sslfactory", ".NonValidatingFactory");
    }

    @Override
    public String verifiedOption() {
        return "sslmode=verify-full";
    }

    /** Returns what a node is asked. The answer begins with the columns of {@link #ASK}, and has other rows for members only. */
    String question() {
        return ASK;
    }

    /** Returns the names of all nodes, of this row and those after it. */
    Set<String> members(ResultSet rows) throws SQLException {
        return Set.of();
    }

    @Override
    public Sighting ask(Connection connection, Ticker ticker) throws SQLException {
        long asked = ticker.nanos();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question())) {
            if (!row.next()) {
                throw new SQLException("the node knows no members of its cluster", "55000");
            }
            EndpointRole role = row.getBoolean(1) ? EndpointRole.READER : EndpointRole.WRITER;
            String system = row.getString(2);
            String timeline = row.getString(4);
            long bytes = row.getLong(5);
            long position = row.wasNull() ? Sighting.NOWHERE : bytes;
            return new Sighting(
                    role,
                    system + "@" + row.getString(3),
                    timeline == null ? system : system + "/" + timeline,
                    position,
                    members(row),
                    asked,
                    ticker.nanos());
        }
    }

    @Override
    public boolean tellsPlaces() {
        return true;
    }

    @Override
    public boolean canTellOthers() {
        return true;
    }

    @Override
    public CommitPosition commit(Connection connection, Sighting entered) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(COMMIT);
            if (!statement.getMoreResults()) {
                return CommitPosition.UNKNOWN;
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return CommitPosition.ordered(entered.database() + "/" + row.getString(1), row.getLong(2));
            }
        }
    }

    /** {@inheritDoc} The driver is the application's, and is not compiled against: it knows from the answer before. */
    @Override
    public boolean hasFailed(Connection connection) {
        try {
            Object state =
                    connection.getClass().getMethod("getTransactionState").invoke(connection);
            return "FAILED".equals(String.valueOf(state));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** {@inheritDoc} A statement that was cancelled may be the one after the COMMIT. */
    @Override
    public boolean mayHaveCommitted(SQLException error) {
        return "57014".equals(error.getSQLState());
    }

    @Override
    public boolean isRoleError(SQLException error) {
        return "25006".equals(error.getSQLState());
    }

    @Override
    public boolean isAccessError(SQLException error) {
        return "28000".equals(error.getSQLState());
    }

    @Override
    public String trustOption() {
        return "sslrootcert";
    }
}
