package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many more callers than connections, so that each waits for several times as long as a place is looked after. */
@Timeout(120)
@SuppressWarnings("try") // a scope is there to be closed
final class SaturationIT {

    private static final int CALLERS = 40;
    private static final int ROUNDS = 12;

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(PostgresServer::start);

    private final EndpointDataSource database = Shop.over(POSTGRES.get())
            .poolSize(2)
            .borrowTimeout(Duration.ofSeconds(20))
            .build();

    @Test
    void nobodyWaitsForMuchLongerThanTheOthers() throws Exception {
        try (database) {
            Shop.awaitReaders(database, 0);
            LongSummaryStatistics millis =
                    waits().stream().mapToLong(Duration::toMillis).summaryStatistics();
            System.getLogger(getClass().getName())
                    .log(System.Logger.Level.INFO, "waits_ms mean={0} max={1}", millis.getAverage(), millis.getMax());
            assertThat(millis.getAverage()).as("they do wait for several looks").isGreaterThan(250);
            assertThat((double) millis.getMax()).isLessThan(4 * millis.getAverage());
        }
    }

    private List<Duration> waits() throws Exception {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            running.add(threads.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    waits.add(borrow());
                }
                return null;
            }));
        }
        for (Future<?> one : running) {
            one.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
        return waits;
    }

    private Duration borrow() throws SQLException {
        long began = System.nanoTime();
        try (RouteScope writing = database.route(Endpoint.writer());
                Connection connection = database.getConnection()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            Shop.ask(connection, "select pg_sleep(0.02), 1");
            return waited;
        }
    }
}
