package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** MySQL, where a node is a writer unless it is read-only: a replica has to be, as those of RDS are. It says nothing of where it stands. */
class MySqlDialect implements Dialect {

    /** The role of a node, and who it is: both kinds are asked for these first. */
    static final String ROLE = "select @@global.read_only, @@global.innodb_read_only, ";

    private static final String QUESTION = ROLE + "@@global.server_uuid";

    private static final String VERIFIED = "VERIFY_IDENTITY";

    /** Refused by an option of the server's; by the transaction; by a server that is being demoted. */
    private static final Set<Integer> ROLE_ERRORS = Set.of(1290, 1792, 1836);

    /** Too many of all, or of this user's. */
    private static final Set<Integer> FULL_ERRORS = Set.of(1040, 1203, 1226);

    /** To this database, from this host, or without TLS. */
    private static final Set<Integer> ACCESS_ERRORS = Set.of(1044, 1130, 3159);

    @Override
    public Properties properties(DatabaseUrl url, Duration limit, boolean isProbe) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Long.toString(limit.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        if (isProbe) {
            properties.setProperty("socketTimeout", Long.toString(limit.toMillis()));
        }
        if (!url.isLoopback() && !url.says("sslMode") && !url.says("useSsl")) {
            properties.setProperty("sslMode", verified());
        }
        return properties;
    }

    /** Returns what {@code sslMode} is to say. */
    String verified() {
        return VERIFIED;
    }

    /** {@inheritDoc} What the driver has called it before goes behind {@code sslMode}. */
    @Override
    public boolean isVerified(DatabaseUrl url) {
        return (!url.says("useSsl") || url.says("sslMode")) && url.saysNoOther("sslMode", VERIFIED);
    }

    @Override
    public final String verifiedOption() {
        return "sslMode=" + verified();
    }

    @Override
    public final Sighting ask(Connection connection, Ticker ticker) throws SQLException {
        long asked = ticker.nanos();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question())) {
            row.next();
            boolean isReadOnly = isOn(row.getString(1)) || isOn(row.getString(2));
            return new Sighting(
                    isReadOnly ? EndpointRole.READER : EndpointRole.WRITER,
                    row.getString(3),
                    "",
                    Sighting.NOWHERE,
                    Set.of(),
                    asked,
                    ticker.nanos(),
                    progress(isReadOnly, row));
        }
    }

    /** Returns what a node is asked: its role, which server it is, and what {@link #progress} looks at. */
    String question() {
        return QUESTION;
    }

    /** Returns how far the node has come by its answer. */
    Progress progress(boolean isReadOnly, ResultSet row) throws SQLException {
        return Progress.UNKNOWN;
    }

    /** From MariaDB 12 on it is one of several words, and no number. */
    static boolean isOn(String value) {
        return !value.equals("0") && !value.equalsIgnoreCase("OFF");
    }

    @Override
    public final boolean isRoleError(SQLException error) {
        return ROLE_ERRORS.contains(error.getErrorCode());
    }

    @Override
    public final boolean isAccessError(SQLException error) {
        return ACCESS_ERRORS.contains(error.getErrorCode());
    }

    @Override
    public final boolean isFull(SQLException error) {
        return FULL_ERRORS.contains(error.getErrorCode());
    }

    @Override
    public String trustOption() {
        return "trustCertificateKeyStoreUrl";
    }
}
