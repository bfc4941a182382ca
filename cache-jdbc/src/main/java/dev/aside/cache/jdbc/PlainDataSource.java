package dev.aside.cache.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a data source has beside connections: nothing. */
abstract class PlainDataSource implements DataSource {

    /** Refuses: who connects is said once, when the data source is made. */
    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "user and password are said by the builder's credentials(…), and not for one connection");
    }

    /** Returns null: it logs through {@link System.Logger}. */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    /** Does nothing. */
    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    /** Does nothing: how long a caller waits is said by the builder. */
    @Override
    public void setLoginTimeout(int seconds) {}

    /** Returns zero, which is the driver's default. */
    @Override
    public int getLoginTimeout() {
        return 0;
    }

    /** Throws: it has none. */
    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("there is no java.util.logging here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("this is a " + getClass().getSimpleName() + ", and no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
