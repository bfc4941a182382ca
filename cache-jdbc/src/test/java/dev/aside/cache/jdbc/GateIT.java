package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A switchover by a plan: the former writer runs on, and nobody is to notice. */
@Timeout(120)
final class GateIT {

    private final PostgresServer blue = PostgresServer.builder().replicas(1).start();
    private final PostgresServer green = blue.replicas().get(0);
    private final EndpointDataSource database = Shop.over(blue).build();
    private final Aside aside = Aside.builder().build();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean isOver;

    @BeforeEach
    void heard() throws SQLException {
        Shop.awaitReaders(database, 0);
        Shop.run(database, "create table sale (id serial primary key)");
    }

    @AfterEach
    void close() {
        isOver = true;
        aside.close();
        database.close();
        blue.close();
    }

    @Test
    void held_swappedAndReleased_nothingFailsAndNothingIsWrittenToTheFormerWriter() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(5);
        CountDownLatch warm = new CountDownLatch(100);
        List<Future<?>> running = new ArrayList<>();
        running.add(threads.submit(this::readThroughACache));
        for (int i = 0; i < 4; i++) {
            running.add(threads.submit(() -> write(warm)));
        }
        assertThat(warm.await(30, TimeUnit.SECONDS)).isTrue();
        Cache<Integer, String> lasting = ports("lasting", Duration.ofHours(1));
        assertThat(lasting.get(1)).isEqualTo(Shop.id(blue));
        assertThat(database.gate().hold(Duration.ofSeconds(5))).isTrue();
        assertThat(lasting.get(1)).as("what is cached, while nobody is asked").isEqualTo(Shop.id(blue));
        String before = blue.sql("select count(*) from sale");
        green.awaitReplay(blue);
        green.promote();
        database.gate().swap(List.of(Shop.node(green)));
        database.gate().release();
        int sofar = written.get();
        int readSoFar = reads.get();
        Shop.await(() -> written.get() > sofar + 100 && reads.get() > readSoFar + 20, database);
        isOver = true;
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        assertThat(blue.sql("select count(*) from sale")).isEqualTo(before);
        assertThat(green.sql("select count(*) from sale")).isEqualTo(Integer.toString(written.get()));
    }

    private Cache<Integer, String> ports(String name, Duration life) {
        return aside.cache(name, Integer.class, String.class)
                .load(id -> Shop.ask(database, "select inet_server_port()"))
                .expireAfterWrite(life)
                .build();
    }

    /** Some of it is cached, and some is loaded; what is loaded while the gate is held waits. */
    private void readThroughACache() {
        Cache<Integer, String> brief = ports("brief", Duration.ofMillis(20));
        while (!isOver) {
            assertThat(brief.get(1)).isIn(Shop.id(blue), Shop.id(green));
            reads.incrementAndGet();
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void write(CountDownLatch warm) {
        while (!isOver) {
            try {
                Shop.run(database, "insert into sale default values");
                written.incrementAndGet();
                warm.countDown();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void whoWaitsAtTheGate_waitsNoLongerThanForAnyConnection() throws Exception {
        try (EndpointDataSource hasty =
                Shop.over(blue).borrowTimeout(Duration.ofMillis(300)).build()) {
            Shop.awaitReaders(hasty, 0);
            try (Connection lent = hasty.getConnection()) {
                Shop.port(lent);
                assertThat(hasty.gate().hold(Duration.ofMillis(50))).isFalse();
                assertThat(Shop.port(lent)).isEqualTo(Shop.id(blue));
            }
            long began = System.nanoTime();
            assertThatThrownBy(() -> Shop.ask(hasty, "select 1"))
                    .isInstanceOfSatisfying(
                            EndpointUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.HELD));
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(250), Duration.ofMillis(1_500));
            hasty.gate().release();
            assertThat(Shop.ask(hasty, "select 1")).isEqualTo("1");
        }
    }
}
