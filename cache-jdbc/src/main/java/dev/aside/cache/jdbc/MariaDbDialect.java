package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import java.net.Socket;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MariaDB, which says in GTIDs where it stands: they count transactions and not bytes, so nobody is taken to be too far behind. */
final class MariaDbDialect extends MySqlDialect {

    private static final String QUESTION =
            ROLE + "concat_ws(':', @@global.hostname, @@global.port, @@global.server_id), "
                    + "@@global.log_bin, @@global.gtid_binlog_pos, @@global.gtid_slave_pos";

    private static final String VERIFIED = "verify-full";

    /**
     * A block is taken as one statement, so this is one trip. That a session has had a GTID does not say that this commit has got it, as the
     * one of an earlier transaction stays: it has if it is another one than before.
     */
    private static final String COMMIT =
            "begin not atomic declare earlier text default @@last_gtid; commit; select earlier, @@last_gtid; end";

    /** A block is not understood, as with {@code sql_mode=ORACLE}: nothing of it was run. */
    private static final int SYNTAX_ERROR = 1064;

    /** The block was killed, has taken too long, or found no memory, on this side of its COMMIT or on the other. */
    private static final Set<String> CANCELLED = Set.of("70100", "HY001");

    @Override
    public Properties properties(DatabaseUrl url, Duration limit, boolean isProbe) {
        Properties properties = super.properties(url, limit, isProbe);
        properties.setProperty("socketFactory", HeldSocketFactory.class.getName());
        return properties;
    }

    /**
     * {@inheritDoc} The driver ends a connection on which somebody waits by asking the server to, which one that is hung does not answer: so
     * its socket is closed.
     */
    @Override
    public @Nullable Connection connect(Driver driver, String url, Properties properties) throws SQLException {
        try {
            Connection connection = driver.connect(url, properties);
            Socket socket = HeldSocketFactory.take();
            return connection == null || socket == null ? connection : new CuttableConnection(connection, socket);
        } finally {
            HeldSocketFactory.take();
        }
    }

    @Override
    String verified() {
        return VERIFIED;
    }

    /** {@inheritDoc} What the driver has called it before goes before {@code sslMode}. */
    @Override
    public boolean isVerified(DatabaseUrl url) {
        return url.saysNoOther("useSsl", "true")
                && url.saysNoOther("trustServerCertificate", "false")
                && url.saysNoOther("disableSslHostnameVerification", "false")
                && url.saysNoOther("sslMode", VERIFIED);
    }

    @Override
    String question() {
        return QUESTION;
    }

    /**
     * {@inheritDoc} A replica has what it has replayed, and what it once has written itself says nothing of its writer. A writer has what it
     * logs, and what it replayed when it was a replica. What one that logs nothing has written, nobody can say.
     */
    @Override
    Progress progress(boolean isReadOnly, ResultSet row) throws SQLException {
        String replayed = row.getString(6);
        if (isReadOnly) {
            return Gtids.progress(replayed);
        }
        return isOn(row.getString(4)) ? Gtids.progress(row.getString(5), replayed) : Progress.UNKNOWN;
    }

    @Override
    public boolean tellsPlaces() {
        return true;
    }

    /** {@inheritDoc} That of its own domain: another one may have come further meanwhile. */
    @Override
    public boolean isPlaceOfAll() {
        return false;
    }

    @Override
    public CommitPosition commit(Connection connection, Sighting entered) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COMMIT)) {
            row.next();
            return Gtids.commit(row.getString(1), row.getString(2));
        } catch (SQLException e) {
            if (e.getErrorCode() != SYNTAX_ERROR) {
                throw e;
            }
            connection.commit();
            return CommitPosition.UNKNOWN;
        }
    }

    @Override
    public boolean mayHaveCommitted(SQLException error) {
        String state = error.getSQLState();
        return state != null && CANCELLED.contains(state);
    }

    @Override
    public String trustOption() {
        return "serverSslCert";
    }
}
