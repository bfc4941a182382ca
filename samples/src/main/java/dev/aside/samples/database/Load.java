package dev.aside.samples.database;

import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import javax.sql.DataSource;

/** Readers and writers who ask a data source again and again, and know nothing of its nodes. Who fails tries the next time. */
final class Load implements AutoCloseable {

    static final String TABLE = "create table tick (id int primary key, n bigint not null, what text not null)";

    private static final int WRITERS = 2;
    private static final int READERS = 4;
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(20);
    private static final Duration BETWEEN_READS = Duration.ofMillis(10);

    /** Both say which port answers, so that it is the servers' word, and not the data source's, that is shown. */
    private static final String READ = "select inet_server_port(), sum(n) from tick";

    private static final String WRITE = "insert into tick values (%1$d, 1, repeat(md5(random()::text), 50)) "
            + "on conflict (id) do update set n = tick.n + 1, what = excluded.what "
            + "returning inet_server_port()";

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(WRITERS + READERS);
    private final DataSource database;
    private final IntFunction<String> nameOf;
    private final Flow reads;
    private final Flow writes;

    /**
     * A load that has not begun yet.
     *
     * @param database who is asked
     * @param nameOf the node at a port
     */
    Load(DataSource database, IntFunction<String> nameOf, Ticker ticker) {
        this.database = database;
        this.nameOf = nameOf;
        this.reads = new Flow(ticker);
        this.writes = new Flow(ticker);
    }

    Flow reads() {
        return reads;
    }

    Flow writes() {
        return writes;
    }

    /** Lets them ask, until it is closed. */
    void begin() {
        for (int i = 0; i < WRITERS; i++) {
            String sql = WRITE.formatted(i);
            repeat(() -> ask(writes, false, sql), BETWEEN_WRITES);
        }
        for (int i = 0; i < READERS; i++) {
            repeat(() -> ask(reads, true, READ), BETWEEN_READS);
        }
    }

    private void repeat(Runnable task, Duration pause) {
        var unused = threads.scheduleWithFixedDelay(task, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void ask(Flow flow, boolean isRead, String sql) {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(isRead);
            flow.done(nameOf.apply(port(connection, sql)));
        } catch (SQLException e) {
            flow.failed();
        }
    }

    private static int port(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("readers and writers go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
