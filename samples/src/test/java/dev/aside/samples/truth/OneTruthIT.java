package dev.aside.samples.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.jdbc.TransactionOutcomeUnknownException;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.RedisServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is answered and stored while replicas lag, processes die and servers go; two nodes on Redis and PostgreSQL with two replicas.
 * Holds G4 and G6.
 */
@Timeout(180)
final class OneTruthIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Integer SEVEN = 7;
    private static final Integer NINE = 9;

    /** Rounds of two writers: 10,000 in a long run. */
    private static final int ROUNDS = Integer.getInteger("truth.rounds", 1_000);

    private final RedisServer redis =
            RedisServer.builder().config("databases", "1").start();
    private final String uri = "redis://" + redis.host() + ":" + redis.port();
    private final PostgresServer writer =
            PostgresServer.builder().config("max_connections", "60").replicas(2).start();
    private final List<Stock> nodes = new ArrayList<>();

    @BeforeEach
    void rows() {
        writer.sql(Stock.TABLE);
        replay(true);
    }

    @AfterEach
    void close() {
        nodes.forEach(Stock::close);
        writer.close();
        redis.close();
    }

    private Stock node() {
        Stock stock = new Stock(uri, urls(), writer.user(), writer.password());
        nodes.add(stock);
        RealTime.await(
                "the database's nodes",
                SOON,
                () -> stock.database.topology().writer() != null
                        && stock.database.topology().nodes().stream().allMatch(one -> one.failure() == null));
        return stock;
    }

    private List<String> urls() {
        List<String> urls = new ArrayList<>();
        urls.add(writer.jdbcUrl());
        writer.replicas().forEach(replica -> urls.add(replica.jdbcUrl()));
        return urls;
    }

    private void replay(boolean goesOn) {
        for (PostgresServer replica : writer.replicas()) {
            if (goesOn) {
                replica.resumeReplay();
                replica.awaitReplay(writer);
            } else {
                replica.pauseReplay();
            }
        }
    }

    private int inDatabase(int id) {
        return Integer.parseInt(
                writer.sql("select pieces from stock where id = " + id).strip());
    }

    /** Replicas stand still, all rows are changed, and every read of either node is routed to replicas if it can be. */
    @Test
    void whileReplicasLag_nothingOldIsCached_andTheyAreReadAgainWhenTheyHaveCaughtUp() throws SQLException {
        Stock one = node();
        Stock other = node();
        for (int id = 1; id <= 100; id++) {
            assertThat(one.pieces.get(id)).isZero();
        }
        long before = one.database.stats().loadsByReader();
        assertThat(before).as("loads that replicas have answered").isPositive();
        replay(false);
        for (int id = 1; id <= 100; id++) {
            one.sell(id, id);
        }
        int wrong = 0;
        for (int read = 0; read < 1_000; read++) {
            int id = 1 + read % 100;
            Stock node = read % 2 == 0 ? one : other;
            wrong += Integer.valueOf(id).equals(node.pieces.get(id)) ? 0 : 1;
        }
        assertThat(wrong).isZero();
        replay(true);
        long byReader = other.database.stats().loadsByReader();
        for (int id = 101; id <= 140; id++) {
            one.sell(id, id);
            replay(true);
            assertThat(other.pieces.get(id)).isEqualTo(id);
        }
        assertThat(other.database.stats().loadsByReader() - byReader).isEqualTo(40);
    }

    /** Two nodes put the same rows, with pauses by chance in between: the cache has what the database has, or nothing. */
    @Test
    void ofTwoWriters_theCacheEndsAsTheDatabase() throws Exception {
        Stock one = node();
        Stock other = node();
        CompletableFuture<Void> first = writing(one, 1);
        CompletableFuture<Void> second = writing(other, 2);
        CompletableFuture.allOf(first, second).get(150, TimeUnit.SECONDS);
        for (int id = 1; id <= 20; id++) {
            int truth = inDatabase(id);
            assertThat(one.pieces.get(id)).as("row %s", id).isEqualTo(truth);
            assertThat(other.pieces.get(id)).as("row %s", id).isEqualTo(truth);
        }
    }

    private static CompletableFuture<Void> writing(Stock node, int who) {
        return CompletableFuture.runAsync(() -> {
            Random random = new Random(who);
            for (int round = 0; round < ROUNDS; round++) {
                int id = 1 + random.nextInt(20);
                try {
                    node.put(id, 10 * round + who, () -> LockSupport.parkNanos(random.nextInt(300_000)));
                    LockSupport.parkNanos(random.nextInt(300_000));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    /** Killed between COMMIT and the end of the change: the fence is still up, so that nobody stores or is served what was there before. */
    @Test
    void whatAKilledProcessHasCommitted_isSeenAtOnce_andToldByAnother() throws Exception {
        Stock survivor = node();
        assertThat(survivor.pieces.get(5)).isZero();
        commitAndKill(5);
        assertThat(survivor.pieces.get(5)).isEqualTo(7);
        RealTime.await("an empty outbox", SOON, () -> outbox() == 0);
        assertThat(survivor.pieces.get(5)).isEqualTo(7);
        RealTime.await("the row in the cache again", SOON, () -> {
            assertThat(survivor.pieces.get(5)).isEqualTo(7);
            return survivor.pieces.getIfPresent(5) != null;
        });
    }

    /** And Redis has evicted the fence, and somebody has stored what was there before: only the outbox knows. */
    @Test
    void whereTheFenceIsEvictedToo_theOutboxTells() throws Exception {
        Stock survivor = node();
        assertThat(survivor.pieces.get(6)).isZero();
        Path dump = redis.dump();
        commitAndKill(6);
        redis.kill();
        redis.startAgain(dump);
        RealTime.await("the new value", SOON, () -> SEVEN.equals(survivor.pieces.get(6)));
        RealTime.await("an empty outbox", SOON, () -> outbox() == 0);
        assertThat(survivor.pieces.get(6)).isEqualTo(7);
    }

    private int outbox() {
        return Integer.parseInt(writer.sql("select count(*) from aside_outbox").strip());
    }

    private void commitAndKill(int id) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Killed.class.getName(),
                uri,
                writer.user(),
                writer.password(),
                Integer.toString(id)));
        command.addAll(urls());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("committed");
        } finally {
            process.destroyForcibly().waitFor(); // kill -9
        }
    }

    /** Redis goes between the COMMIT and the end of the change, and comes back with what it had before. */
    @Test
    void whereRedisGoesWithinATransaction_neitherNodeServesWhatWasThereBefore() throws SQLException {
        Stock one = node();
        Stock other = node();
        assertThat(one.pieces.get(8)).isZero();
        assertThat(other.pieces.get(8)).isZero();
        Path dump = redis.dump();
        try (Connection connection = one.database.getConnection()) {
            connection.setAutoCommit(false);
            Stock.update(connection, 8, 9);
            one.pieces.invalidate(8);
            redis.kill();
            connection.commit();
        }
        assertThat(one.pieces.get(8)).as("while it is away").isEqualTo(9);
        redis.startAgain(dump);
        for (int i = 0; i < 200; i++) {
            assertThat(one.pieces.get(8)).isEqualTo(9);
        }
        RealTime.await("the other node, too", SOON, () -> NINE.equals(other.pieces.get(8)));
        RealTime.await("nothing left to be told", SOON, () -> one.pieces.stats().pendingChanges() == 0);
        assertThat(other.pieces.get(8)).isEqualTo(9);
    }

    @Test
    void whatIsRolledBack_orOfUnknownOutcome_isNeverServedAsIfItWereTrue() throws SQLException {
        Stock one = node();
        assertThat(one.pieces.get(3)).isZero();
        try (Connection connection = one.database.getConnection()) {
            connection.setAutoCommit(false);
            Stock.update(connection, 3, 5);
            one.pieces.invalidate(3);
            connection.rollback();
        }
        assertThat(one.pieces.getIfPresent(3)).isZero();
        try (Connection connection = one.database.getConnection()) {
            connection.setAutoCommit(false);
            Stock.update(connection, 3, 6);
            one.pieces.invalidate(3);
            writer.kill();
            assertThatThrownBy(connection::commit).isInstanceOf(TransactionOutcomeUnknownException.class);
        }
        RealTime.await(
                "nobody takes writes", SOON, () -> one.database.topology().writer() == null);
        writer.startAgain();
        RealTime.await("the writer", SOON, () -> one.database.topology().writer() != null);
        int truth = inDatabase(3);
        assertThat(one.pieces.get(3)).isEqualTo(truth);
        assertThat(one.pieces.getIfPresent(3))
                .as("nothing is stored while nobody knows")
                .isNull();
    }
}
