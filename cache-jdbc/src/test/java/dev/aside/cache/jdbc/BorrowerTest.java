package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is lent what, and when, on servers that a test scripts. */
@Timeout(60)
@SuppressWarnings("try") // a scope is there to be closed
final class BorrowerTest {

    private static final int CALLERS = 5;

    /** So that each is in the line before the next one comes. */
    private static final Duration BETWEEN = Duration.ofMillis(150);

    private static final Duration SEVERAL_LOOKS = Duration.ofMillis(350);

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode node = fake.node("db-1", EndpointRole.WRITER);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Each looks after the routes ten times a second, and keeps its place. */
    @Test
    void whoCameFirst_isServedFirst_howeverLongThatTakes() throws Exception {
        List<Integer> served = new CopyOnWriteArrayList<>();
        try (EndpointDataSource database = fake.open(fake.builder().poolSize(1))) {
            for (int round = 0; round < 3; round++) {
                served.clear();
                List<Future<?>> callers = new ArrayList<>();
                try (Connection only = borrow(database)) {
                    assertThat(only.isValid(1)).isTrue();
                    for (int i = 0; i < CALLERS; i++) {
                        int caller = i;
                        callers.add(threads.submit(() -> serve(database, caller, served)));
                        Shop.await(() -> waiting(database) == caller + 1, database);
                        pass(BETWEEN);
                    }
                    pass(SEVERAL_LOOKS);
                    Shop.await(() -> waiting(database) == CALLERS, database);
                }
                for (Future<?> caller : callers) {
                    caller.get(10, TimeUnit.SECONDS);
                }
                assertThat(served).containsExactly(0, 1, 2, 3, 4);
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Also who never came to be the first. */
    @Test
    void whoHasWaitedForTheWholeTime_isRefused() throws Exception {
        try (EndpointDataSource database = fake.open(fake.builder().poolSize(1));
                Connection only = borrow(database)) {
            assertThat(only.isValid(1)).isTrue();
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> serve(database, 0, new ArrayList<>())));
            }
            Shop.await(() -> waiting(database) == CALLERS, database);
            pass(SEVERAL_LOOKS);
            fake.pass(5_000);
            for (Future<?> caller : callers) {
                assertThatThrownBy(() -> caller.get(10, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                EndpointUnavailableException.class,
                                e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.TIMEOUT))
                        .hasMessageContaining("1 of 1 are lent");
            }
            assertThat(database.stats().refusals()).isEqualTo(CALLERS);
            assertThat(waiting(database)).isZero();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whoIsInterrupted_leavesTheLine() throws Exception {
        try (EndpointDataSource database = fake.open(fake.builder().poolSize(1));
                Connection only = borrow(database)) {
            assertThat(only.isValid(1)).isTrue();
            FutureTask<Boolean> task = new FutureTask<>(() -> serve(database, 0, new ArrayList<>()));
            Thread caller = new Thread(task);
            caller.start();
            Shop.await(() -> waiting(database) == 1, database);
            pass(SEVERAL_LOOKS);
            caller.interrupt();
            assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(SQLException.class)
                    .hasMessageContainingAll("nterrupted");
            Shop.await(() -> waiting(database) == 0, database);
        } finally {
            threads.shutdown();
        }
    }

    private static boolean serve(EndpointDataSource database, int caller, List<Integer> served) throws SQLException {
        try (Connection mine = borrow(database)) {
            return served.add(caller) && mine.isValid(1);
        }
    }

    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Shop.await(() -> System.nanoTime() - until > 0, "time");
    }

    private static Connection borrow(EndpointDataSource database) throws SQLException {
        try (RouteScope writing = database.route(Endpoint.writer())) {
            return database.getConnection();
        }
    }

    private static int waiting(EndpointDataSource database) {
        return database.topology().nodes().get(0).waiting();
    }

    /** One has been found gone, and the node has not been asked yet: the others are not lent unseen. */
    @Test
    void connectionsThatAreGone_failNobody_onceOneHasFailed() throws Exception {
        ManualExecutor answers = new ManualExecutor();
        try (EndpointDataSource database = fake.open(fake.builder().runtime(fake.time.runtime(answers)))) {
            answers.runAll();
            try (Connection held = borrow(database);
                    Statement statement = held.createStatement()) {
                try (Connection other = borrow(database);
                        Connection third = borrow(database)) {
                    assertThat(other).isNotEqualTo(third);
                }
                node.endSessions();
                assertThatThrownBy(() -> statement.execute("update something"))
                        .isInstanceOf(TransactionOutcomeUnknownException.class);
            }
            for (int i = 0; i < 10; i++) {
                FakeDatabase.send(database);
            }
            assertThat(node.statements).hasValue(11);
            assertThat(node.connects.get()).isGreaterThanOrEqualTo(5);
        } finally {
            threads.shutdown();
        }
    }

    /** Savepoints are said to the server, too. */
    @Test
    void connectionsThatAreGone_failNobody_onceASavepointHasFailed() throws Exception {
        ManualExecutor answers = new ManualExecutor();
        try (EndpointDataSource database = fake.open(fake.builder().runtime(fake.time.runtime(answers)))) {
            answers.runAll();
            try (Connection held = borrow(database)) {
                held.setAutoCommit(false);
                try (Connection other = borrow(database)) {
                    assertThat(other.isValid(1)).isTrue();
                }
                node.endSessions();
                assertThatThrownBy(held::setSavepoint).hasFieldOrPropertyWithValue("SQLState", "08006");
            }
            FakeDatabase.send(database);
        } finally {
            threads.shutdown();
        }
    }

    /** It says so on the very connection that is made for who writes. */
    @Test
    void whoTurnsOutToBeAReader_isNotWrittenTo() throws SQLException {
        FakeNode other = fake.node("db-2", EndpointRole.READER);
        try (EndpointDataSource database = fake.open()) {
            node.is(EndpointRole.READER);
            assertThatThrownBy(() -> FakeDatabase.send(database))
                    .isInstanceOfSatisfying(
                            EndpointUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.NO_WRITER));
            assertThat(node.statements).hasValue(0);
            other.promoted();
            fake.pass(600);
            FakeDatabase.send(database);
            assertThat(other.statements).hasValue(1);
        } finally {
            threads.shutdown();
        }
    }

    /** When the gate says that all have come back, one that is just being made has not been lent yet. */
    @Test
    void aConnectionThatIsMadeWhileTheGateIsHeld_isNotLentBeforeItIsReleased() throws Exception {
        try (EndpointDataSource database = fake.open()) {
            AtomicBoolean isBack = new AtomicBoolean();
            node.whileConnecting(() -> isBack.set(holds(database)));
            Future<?> caller = threads.submit(() -> {
                FakeDatabase.send(database);
                return true;
            });
            Shop.await(() -> node.made.get() == 2, "the probe's and another connection");
            pass(SEVERAL_LOOKS);
            assertThat(isBack).isTrue();
            assertThat(node.statements).hasValue(0);
            database.gate().release();
            caller.get(10, TimeUnit.SECONDS);
            assertThat(node.statements).hasValue(1);
        } finally {
            threads.shutdown();
        }
    }

    private static boolean holds(EndpointDataSource database) {
        try {
            return database.gate().hold(Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Who waits for one that hangs looks meanwhile for nobody else. */
    @Test
    void aConnectionThatWasIdle_isLookedAtForASecondAtMost() throws SQLException {
        try (EndpointDataSource database = fake.open()) {
            FakeDatabase.send(database);
            pass(Duration.ofMillis(600));
            node.patience.set(0);
            FakeDatabase.send(database);
            assertThat(node.patience).hasValue(1);
        } finally {
            threads.shutdown();
        }
    }
}
