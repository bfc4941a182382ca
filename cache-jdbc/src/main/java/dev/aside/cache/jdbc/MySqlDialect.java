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

/**
 * MySQL and MariaDB, where a node is a writer unless it is read-only: a replica has to be, as those of RDS are. How far one has come is
 * not asked, as that takes privileges.
 */
final class MySqlDialect implements Dialect {

    /** Which of the two, and what its own driver calls things. */
    enum Flavor {
        MYSQL("@@global.server_uuid", "VERIFY_IDENTITY", "trustCertificateKeyStoreUrl"),
        MARIADB("concat(@@global.hostname, ':', @@global.port)", "verify-full", "serverSslCert");

        private final String server;
        private final String verified;
        private final String trust;

        Flavor(String server, String verified, String trust) {
            this.server = server;
            this.verified = verified;
            this.trust = trust;
        }
    }

    /** Refused by an option of the server's; by the transaction; by a server that is being demoted. */
    private static final Set<Integer> ROLE_ERRORS = Set.of(1290, 1792, 1836);

    private final Flavor flavor;

    MySqlDialect(Flavor flavor) {
        this.flavor = flavor;
    }

    @Override
    public Properties properties(DatabaseUrl url, Duration limit, boolean isProbe) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Long.toString(limit.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        if (isProbe) {
            properties.setProperty("socketTimeout", Long.toString(limit.toMillis()));
        }
        if (!url.isLoopback() && !url.says("sslMode") && !url.says("useSsl")) {
            properties.setProperty("sslMode", flavor.verified);
        }
        return properties;
    }

    @Override
    public Sighting ask(Connection connection, Ticker ticker) throws SQLException {
        long asked = ticker.nanos();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select @@global.read_only or @@global.innodb_read_only, " + flavor.server)) {
            row.next();
            EndpointRole role = row.getBoolean(1) ? EndpointRole.READER : EndpointRole.WRITER;
            return new Sighting(role, row.getString(2), "", Sighting.NOWHERE, Set.of(), asked, ticker.nanos());
        }
    }

    @Override
    public boolean isRoleError(SQLException error) {
        return ROLE_ERRORS.contains(error.getErrorCode());
    }

    @Override
    public String trustOption() {
        return flavor.trust;
    }
}
