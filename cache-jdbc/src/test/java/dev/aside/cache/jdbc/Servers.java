package dev.aside.cache.jdbc;

import dev.aside.cache.testkit.server.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A writer and what follows it, for tests that are the same whatever kind of database it is. */
interface Servers extends AutoCloseable {

    TestServer writer();

    List<? extends TestServer> readers();

    /** A data source over all of them that looks often. */
    EndpointDataSource.Builder over();

    /** Runs statements at the writer. */
    String sql(String statements);

    /** What this reader is sent from now on is kept, and not shown. */
    void pauseReplay(int reader);

    void resumeReplay(int reader);

    /** Waits until this reader shows all that the writer has now. */
    void awaitReplay(int reader);

    /** Which server it is that answers. */
    String port(Connection connection) throws SQLException;

    /** A query for the numbers from 1 on, as {@code i}. */
    String numbers(int count);

    @Override
    void close();
}
