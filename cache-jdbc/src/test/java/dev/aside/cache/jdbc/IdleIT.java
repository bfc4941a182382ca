package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that falls asleep when it has no connections, and takes a while to wake up. */
@Timeout(60)
final class IdleIT {

    private static final int CALLERS = 8;

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(PostgresServer::start);

    private final PostgresServer postgres = POSTGRES.get();

    @Test
    void unused_itIsLeftAlone_andThenWokenByOneConnectionForAll() throws Exception {
        try (FaultProxy proxy = FaultProxy.bytes(postgres.address());
                EndpointDataSource database = EndpointDataSource.builder()
                        .writer("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/postgres")
                        .credentials(postgres.user(), postgres.password())
                        .probeInterval(Duration.ofMillis(100))
                        .idleAfter(Duration.ofSeconds(1))
                        .borrowTimeout(Duration.ofSeconds(30))
                        .build()) {
            assertThat(Shop.ask(database, "select 1")).isEqualTo("1");
            Shop.await(() -> proxy.openConnections() == 0, database);
            long requests = proxy.connections();
            awaitSeconds(1); // ten times as long as between two questions
            assertThat(proxy.connections()).as("nobody asks").isEqualTo(requests);
            proxy.toServer().blackHole(true);
            ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(threads.submit(() -> Shop.ask(database, "select 1")));
            }
            awaitSeconds(4); // longer than a probe waits otherwise
            assertThat(proxy.connections()).isEqualTo(requests + 1);
            assertThat(calls).noneMatch(Future::isDone);
            proxy.toServer().blackHole(false);
            for (Future<String> call : calls) {
                assertThat(call.get(30, TimeUnit.SECONDS)).isEqualTo("1");
            }
            threads.shutdown();
        }
    }

    private static void awaitSeconds(int seconds) {
        long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Shop.await(() -> System.nanoTime() - until > 0, "time");
    }
}
