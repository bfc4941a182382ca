package dev.aside.cache.jdbc;

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
final class PostgresDialect implements Dialect {

    /** The timeline is a writer's: a reader that follows a promoted one does not say its own without privileges. */
    private static final String ASK = "select standby, (select system_identifier from pg_control_system()),"
            + " extract(epoch from pg_postmaster_start_time()),"
            + " case when standby then null else substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) end,"
            + " case when standby then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end - '0/0'::pg_lsn"
            + " from (select pg_is_in_recovery() as standby) as node";

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

    @Override
    public Sighting ask(Connection connection, Ticker ticker) throws SQLException {
        long asked = ticker.nanos();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ASK)) {
            row.next();
            EndpointRole role = row.getBoolean(1) ? EndpointRole.READER : EndpointRole.WRITER;
            String system = row.getString(2);
            String timeline = row.getString(4);
            long position = row.getLong(5);
            return new Sighting(
                    role,
                    system + "@" + row.getString(3),
                    timeline == null ? system : system + "/" + timeline,
                    row.wasNull() ? Sighting.NOWHERE : position,
                    Set.of(),
                    asked,
                    ticker.nanos());
        }
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
