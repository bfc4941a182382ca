package dev.aside.bench.routing;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A driver of servers that are not there. One whose name begins with {@code reader} says that it is one, any other that it is a writer. */
final class StubDriver implements Driver {
    private static final String PREFIX = "jdbc:stub://";
    static final String WRITER = PREFIX + "writer/shop";
    static final String READER = PREFIX + "reader/shop";
    static final String OTHER_READER = PREFIX + "reader-2/shop";

    private StubDriver() {}

    /** Makes it known to the JVM. */
    static void register() {
        try {
            DriverManager.registerDriver(new StubDriver());
        } catch (SQLException e) {
            throw new IllegalStateException("No driver", e);
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) {
        if (!acceptsURL(url)) {
            return null;
        }
        String place = url.substring(PREFIX.length());
        String server = place.replaceFirst("[:/?].*", "");
        return Stubs.of(StubConnection.class, server, server.startsWith("reader"));
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs nothing");
    }
}
