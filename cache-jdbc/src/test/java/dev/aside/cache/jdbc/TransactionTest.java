package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.testkit.InMemoryBackend;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is bound to a transaction, and how it hears of its end; on servers that a test scripts. */
@Timeout(30)
final class TransactionTest {

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER);
    private final EndpointDataSource database = fake.open();

    @AfterEach
    void close() {
        database.close();
        assertThat(current()).as("nothing is left on the thread").isNull();
    }

    private @Nullable TransactionContext current() {
        return TransactionContext.current(database);
    }

    private Ending bind() {
        return Objects.requireNonNull(current()).bound(Ending.class, Ending::new);
    }

    private static void send(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void thereIsATransaction_whileTheConnectionDoesNotCommitByItself() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThat(current()).isNull();
            connection.setAutoCommit(false);
            TransactionContext begun = Objects.requireNonNull(current());
            assertThat(begun.hasBegun()).as("nothing is borrowed yet").isFalse();
            send(connection, "select 1");
            assertThat(current()).isSameAs(begun);
            assertThat(begun.hasBegun()).isTrue();
            assertThat(begun.hasWritten()).isFalse();
            Ending unused = bind();
            assertThat(begun.hasWritten())
                    .as("a change is bound, to be sent with the commit")
                    .isTrue();
            connection.rollback();
            assertThat(begun.hasWritten()).isFalse();
            send(connection, "update tea set name = 'sencha'");
            assertThat(begun.hasWritten()).isTrue();
            connection.commit();
            assertThat(begun.hasBegun()).isFalse();
            assertThat(begun.hasWritten()).isFalse();
            assertThat(current()).isSameAs(begun);
            connection.setAutoCommit(true);
            assertThat(current()).isNull();
        }
    }

    @Test
    void whatIsBound_hearsOfTheCommit() throws SQLException {
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    Ending ending = bind();
                    connection.commit();
                    return ending;
                }))
                .isEqualTo("before committed");
    }

    @Test
    void whatIsBoundBeforeAnythingIsBorrowed_hearsOfTheCommitToo() throws SQLException {
        assertThat(ended(connection -> {
                    Ending ending = bind();
                    send(connection, "update tea set name = 'sencha'");
                    connection.commit();
                    return ending;
                }))
                .isEqualTo("before committed");
    }

    /** As of what is changed elsewhere within Spring's transaction: the connection is never used. */
    @Test
    void whatIsBoundToATransactionInWhichNothingIsSent_hearsOfTheCommitToo() throws SQLException {
        int before = writer.statements.get();
        try (Aside aside = Aside.builder().build()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> "assam")
                    .source(database)
                    .build();
            assertThat(names.get(1)).isEqualTo("assam");
            assertThat(ended(connection -> {
                        Ending ending = bind();
                        names.put(1, "sencha");
                        connection.commit();
                        return ending;
                    }))
                    .isEqualTo("before committed");
            assertThat(names.get(1)).isEqualTo("sencha");
        }
        assertThat(writer.statements).as("nothing was sent").hasValue(before);
    }

    @Test
    void whatIsBound_hearsOfARollback_andOfAClose() throws SQLException {
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    Ending ending = bind();
                    connection.rollback();
                    return ending;
                }))
                .isEqualTo("rolled back");
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    return bind();
                }))
                .isEqualTo("rolled back");
        assertThat(ended(connection -> bind())).as("nothing was sent").isEqualTo("rolled back");
    }

    @Test
    void whatIsBound_hearsThatNobodyKnows() throws SQLException {
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    Ending ending = bind();
                    writer.failsNext(new SQLException("gone", "08006"));
                    assertThatThrownBy(connection::commit).isInstanceOf(TransactionOutcomeUnknownException.class);
                    return ending;
                }))
                .isEqualTo("before unknown");
    }

    @Test
    void whatIsBound_hearsThatTheServerHasRefused() throws SQLException {
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    Ending ending = bind();
                    writer.failsNext(new SQLException("not serializable", "40001"));
                    assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40001");
                    return ending;
                }))
                .isEqualTo("before rolled back");
    }

    /** As happens to who waits for a writer that hangs, once there is another one. */
    @Test
    void aCommitThatIsCutOff_isNotTakenForARollback() throws SQLException {
        assertThat(ended(connection -> {
                    send(connection, "update tea set name = 'sencha'");
                    Ending ending = bind();
                    writer.during(() -> cut(connection));
                    writer.failsNext(new SQLException("gone", "08006"));
                    assertThatThrownBy(connection::commit).isInstanceOf(TransactionOutcomeUnknownException.class);
                    return ending;
                }))
                .isEqualTo("before unknown");
    }

    /** The pool closes a connection that is gone by a thread of its own, which may take its time. */
    @Test
    void aTransactionWhoseConnectionIsLost_isOver_beforeThatIsClosed() throws SQLException {
        CountDownLatch asserted = new CountDownLatch(1);
        writer.whileClosing(() -> awaitUninterruptibly(asserted));
        try (Aside aside = Aside.builder().build();
                Connection connection = database.getConnection()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> "assam")
                    .source(database)
                    .build();
            connection.setAutoCommit(false);
            send(connection, "update tea set name = 'sencha'");
            Ending ending = bind();
            writer.failsNext(new SQLException("gone", "08006"));
            assertThatThrownBy(() -> send(connection, "update tea set name = 'oolong'"))
                    .hasFieldOrPropertyWithValue("SQLState", "08006");
            assertThat(ending.how).isEqualTo("rolled back");
            assertThat(current()).isNull();
            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        } finally {
            asserted.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        Ending on(Connection connection) throws SQLException;
    }

    private String ended(Work work) throws SQLException {
        Ending ending;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            ending = work.on(connection);
        }
        return ending.how;
    }

    /** COMMIT is not sent. */
    @Test
    void aStrictCacheThatCannotBeTold_keepsTheCommitFromBeingSent() throws SQLException {
        InMemoryBackend backend = new InMemoryBackend();
        try (Aside aside = Aside.builder().backend(backend).build();
                Connection connection = database.getConnection()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> "assam")
                    .consistency(Consistency.STRICT)
                    .source(database)
                    .build();
            connection.setAutoCommit(false);
            send(connection, "update tea set name = 'sencha'");
            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.PENDING);
            backend.faults().next(2).refuse();
            int before = writer.statements.get();
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(CommitRefusedException.class)
                    .hasCauseInstanceOf(CacheUnavailableException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "40000");
            assertThat(writer.statements).hasValue(before);
            backend.faults().verifyExhausted();
            connection.commit();
            assertThat(writer.statements).as("tried again").hasValue(before + 1);
            assertThat(names.get(1)).isEqualTo("assam");
        }
    }

    /** As who was told that COMMIT was not sent cleans up. */
    @Test
    void whatWasRefused_isNotCommittedByTurningAutoCommitOn() throws SQLException {
        InMemoryBackend backend = new InMemoryBackend();
        try (Aside aside = Aside.builder().backend(backend).build();
                Connection connection = database.getConnection()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> "assam")
                    .consistency(Consistency.STRICT)
                    .source(database)
                    .build();
            connection.setAutoCommit(false);
            send(connection, "update tea set name = 'sencha'");
            names.invalidate(1);
            Ending ending = bind();
            backend.faults().next(2).refuse();
            assertThatThrownBy(connection::commit).isInstanceOf(CommitRefusedException.class);
            int before = writer.statements.get();
            connection.setAutoCommit(true);
            assertThat(writer.statements).as("no COMMIT").hasValue(before);
            assertThat(ending.how).endsWith("rolled back");
            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        }
    }

    @Test
    void aListenerThatFailsAtTheEnd_keepsNobodyFromHearing() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            send(connection, "update tea set name = 'sencha'");
            Supplier<Failing> failing = Failing::new;
            Objects.requireNonNull(current()).bound(Failing.class, failing);
            Ending ending = bind();
            connection.commit();
            assertThat(ending.how).isEqualTo("before committed");
        }
    }

    private static final class Failing extends Ending {
        @Override
        public ChangeOutcome committed(CommitPosition place) {
            throw new IllegalStateException("a bug");
        }
    }

    @Test
    void ofSeveralTransactions_theOneThatWasUsedLastIsThePresentOne() throws SQLException {
        try (Connection outer = database.getConnection()) {
            outer.setAutoCommit(false);
            send(outer, "select 1");
            TransactionContext first = current();
            try (Connection inner = database.getConnection()) {
                inner.setAutoCommit(false);
                assertThat(current()).isNotSameAs(first);
                send(outer, "select 1");
                assertThat(current()).isSameAs(first);
                send(inner, "select 1");
                assertThat(current()).isNotSameAs(first);
            }
            assertThat(current()).isSameAs(first);
        }
    }

    /** There is nothing of which it could be unknown. */
    @Test
    void aCommitThatIsLostAtAReader_isOfNoUnknownOutcome() throws SQLException {
        writer.is(EndpointRole.READER);
        fake.pass(1_200);
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            send(connection, "select 1");
            writer.endSessions();
            assertThatThrownBy(connection::commit)
                    .isNotInstanceOf(TransactionOutcomeUnknownException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08006");
        }
        assertThat(database.stats().unknownOutcomes()).isZero();
    }
}
