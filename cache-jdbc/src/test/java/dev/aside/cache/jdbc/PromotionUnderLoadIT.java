package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A writer is killed and a reader promoted while four threads write. */
@Timeout(120)
final class PromotionUnderLoadIT {

    private static final int WRITERS = 4;
    private static final Duration PROBE = Duration.ofMillis(200);
    private static final Duration TO_CONNECT = Duration.ofSeconds(2);

    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicLong lastBefore = new AtomicLong();
    private final AtomicLong firstAfter = new AtomicLong();
    private volatile String writerPort = "";
    private volatile Duration promotion = Duration.ZERO;
    private volatile boolean isKilled;
    private volatile boolean isOver;

    @Test
    void writesGoOnAtTheNewOne_andWhatIsNotKnownIsSaid() throws Exception {
        try (PostgresServer writer = PostgresServer.builder().replicas(1).start();
                EndpointDataSource database = Shop.over(
                                writer, writer.replicas().get(0))
                        .probeInterval(PROBE)
                        .build()) {
            PostgresServer next = writer.replicas().get(0);
            Shop.awaitReaders(database, 1);
            writer.sql("alter system set synchronous_standby_names = '*'");
            writer.sql("select pg_reload_conf()");
            Shop.run(database, "create table sale (id int primary key, at int)");
            Duration outage = failOver(database, writer, next);
            assertNothingIsLost(next);
            assertThat(outage).isLessThan(promotion.plus(PROBE.multipliedBy(2)).plus(TO_CONNECT));
            assertThat(unknown).hasSizeLessThanOrEqualTo(WRITERS);
            assertThat(ids.get()).isEqualTo(acknowledged.size() + unknown.size() + refused.get());
        }
    }

    private Duration failOver(EndpointDataSource database, PostgresServer writer, PostgresServer next)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        CountDownLatch warm = new CountDownLatch(200);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            running.add(threads.submit(() -> write(database, warm)));
        }
        assertThat(warm.await(30, TimeUnit.SECONDS)).isTrue();
        isKilled = true;
        long killing = System.nanoTime();
        writer.kill();
        next.promote();
        promotion = Duration.ofNanos(System.nanoTime() - killing);
        Shop.await(() -> firstAfter.get() != 0, database);
        isOver = true;
        for (Future<?> one : running) {
            one.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
        Duration outage = Duration.ofNanos(firstAfter.get() - lastBefore.get());
        System.getLogger(getClass().getName())
                .log(
                        System.Logger.Level.INFO,
                        "failover outage_ms={0} promote_ms={1} acknowledged={2} unknown={3} refused={4}",
                        outage.toMillis(),
                        promotion.toMillis(),
                        acknowledged.size(),
                        unknown.size(),
                        refused.get());
        return outage;
    }

    private void write(EndpointDataSource database, CountDownLatch warm) {
        while (!isOver) {
            int id = ids.incrementAndGet();
            try {
                String port = Shop.ask(
                        database,
                        "insert into sale values (" + id + ", inet_server_port()) returning inet_server_port()");
                acknowledged.add(id);
                note(port);
                warm.countDown();
            } catch (TransactionOutcomeUnknownException e) {
                unknown.add(id);
            } catch (SQLException e) {
                refused.incrementAndGet();
                pause();
            }
        }
    }

    private void note(String port) {
        long now = System.nanoTime();
        if (isKilled && !port.equals(writerPort)) {
            firstAfter.compareAndSet(0, now);
        } else if (!isKilled) {
            writerPort = port;
            lastBefore.accumulateAndGet(now, Math::max);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(1_000_000);
    }

    private void assertNothingIsLost(PostgresServer next) {
        Set<Integer> there = ConcurrentHashMap.newKeySet();
        next.sql("select id from sale").lines().forEach(line -> there.add(Integer.valueOf(line)));
        assertThat(there).containsAll(acknowledged);
        there.removeAll(acknowledged);
        assertThat(unknown).containsAll(there);
    }
}
