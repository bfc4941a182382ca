package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.route.ChangeOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a cache within transactions of its database, by plain JDBC; on a real server, whatever its kind. */
abstract class TransactionContract {

    final EndpointDataSource database;
    final Cache<Integer, String> names;
    private final Servers servers;
    private final Aside aside = Aside.builder().build();

    /** The connection that loader and writer use if the thread is in a transaction, as a framework would have it. */
    private static final ThreadLocal<Connection> OWN = new ThreadLocal<>();

    /** @param servers closed by whoever has started them */
    TransactionContract(Servers servers) {
        this.servers = servers;
        this.database = servers.over().build();
        this.names = aside.cache("names", Integer.class, String.class)
                .load(this::name)
                .write((id, name) -> write(id, name))
                .tags((id, name) -> Set.of("teas"))
                .source(database)
                .build();
    }

    @BeforeEach
    final void rows() {
        servers.sql("drop table if exists tea; create table tea (id int primary key, name text);"
                + " insert into tea values (1, 'assam'), (2, 'ceylon')");
        Shop.await(() -> database.topology().writer() != null, database);
    }

    @AfterEach
    final void close() {
        aside.close();
        database.close();
    }

    private String name(int id) throws SQLException {
        String sql = "select max(name) from tea where id = " + id;
        Connection mine = OWN.get();
        return mine == null ? Shop.ask(database, sql) : Shop.ask(mine, sql);
    }

    private void write(int id, String name) throws SQLException {
        try (Statement statement = OWN.get().createStatement()) {
            statement.executeUpdate("update tea set name = '" + name + "' where id = " + id);
        }
    }

    interface Work {
        void on(Connection connection) throws SQLException;
    }

    final void within(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            OWN.set(connection);
            try {
                work.on(connection);
            } finally {
                OWN.remove();
            }
        }
    }

    static void update(Connection connection, int id, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("update tea set name = '" + name + "' where id = " + id);
        }
    }

    /** What other threads are served, and whether they had to load it. */
    private String othersSee(int id) {
        return CompletableFuture.supplyAsync(() -> names.get(id)).join();
    }

    private long loads() {
        return names.stats().loads();
    }

    @Test
    void aChange_waitsForItsCommit_andIsToldThen() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.PENDING);
            long before = loads();
            assertThat(othersSee(1)).isEqualTo("assam");
            assertThat(loads()).as("what is cached still holds for them").isEqualTo(before);
            connection.commit();
            assertThat(names.get(1)).isEqualTo("sencha");
        });
        assertThat(othersSee(1)).isEqualTo("sencha");
    }

    @Test
    void aChangeThatIsRolledBack_wasNone() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.invalidate(1);
            names.invalidateTag("teas");
            connection.rollback();
        });
        long before = loads();
        assertThat(names.get(1)).isEqualTo("assam");
        assertThat(loads()).isEqualTo(before);
    }

    @Test
    void aConnectionThatIsClosedWithoutACommit_hasChangedNothing() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.clear();
        });
        long before = loads();
        assertThat(names.get(1)).isEqualTo("assam");
        assertThat(loads()).isEqualTo(before);
    }

    /** Row 73: a get within a transaction that has written the key. */
    @Test
    void aTransactionThatHasWritten_readsWhatItHasWritten_andNobodyElseDoes() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            assertThat(names.get(1)).isEqualTo("assam");
            update(connection, 1, "sencha");
            assertThat(names.get(1)).as("though the cache was not told yet").isEqualTo("sencha");
            assertThat(names.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "sencha", 2, "ceylon"));
            assertThat(names.getIfPresent(1)).isNull();
            assertThat(names.refresh(1)).isEqualTo("sencha");
            assertThat(othersSee(1)).isEqualTo("assam");
            assertThat(othersSee(2)).isEqualTo("ceylon");
            connection.rollback();
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }

    /** Else what a transaction sees that began long ago would be there for all. */
    @Test
    void aLoadWithinATransaction_isMadeOutsideOfIt() throws SQLException {
        within(connection -> {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(Shop.ask(connection, "select name from tea where id = 1"))
                    .isEqualTo("assam");
            servers.sql("update tea set name = 'sencha' where id = 1");
            CompletableFuture.runAsync(() -> names.invalidate(1)).join();
            assertThat(names.get(1)).isEqualTo("sencha");
            connection.commit();
        });
        assertThat(names.getIfPresent(1)).isEqualTo("sencha");
    }

    @Test
    void aPut_isStoredAtItsCommit() throws SQLException {
        within(connection -> {
            assertThat(names.put(1, "sencha")).isEqualTo(ChangeOutcome.PENDING);
            assertThat(othersSee(1)).isEqualTo("assam");
            connection.commit();
        });
        long before = loads();
        assertThat(names.get(1)).isEqualTo("sencha");
        assertThat(loads()).as("it was stored").isEqualTo(before);
        assertThat(Shop.ask(database, "select name from tea where id = 1")).isEqualTo("sencha");
    }

    /** Row 72: a write-through in a transaction that is rolled back. */
    @Test
    void aPutThatIsRolledBack_isNotStored() throws SQLException {
        within(connection -> {
            names.put(1, "sencha");
            connection.rollback();
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }

    @Test
    void aKeyThatIsChangedTwice_isLoadedAfterwards() throws SQLException {
        within(connection -> {
            names.put(1, "sencha");
            update(connection, 1, "oolong");
            names.invalidate(1);
            connection.commit();
        });
        assertThat(names.get(1)).isEqualTo("oolong");
    }

    @Test
    void aPutBeforeASavepointThatIsGoneBackTo_isLoadedAfterwards() throws SQLException {
        within(connection -> {
            update(connection, 2, "matcha");
            Savepoint savepoint = connection.setSavepoint();
            names.put(1, "sencha");
            connection.rollback(savepoint);
            connection.commit();
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }

    @Test
    void aTag_isToldAtItsCommit() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.invalidateTag("teas");
            assertThat(othersSee(1)).isEqualTo("assam");
            connection.commit();
        });
        assertThat(names.get(1)).isEqualTo("sencha");
    }

    @Test
    void aClear_isToldAtItsCommit() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.clear();
            assertThat(othersSee(1)).isEqualTo("assam");
            connection.commit();
        });
        assertThat(names.get(1)).isEqualTo("sencha");
    }

    /** Row 74: as methods are written that say first what they are going to change. */
    @Test
    void aChangeThatIsToldBeforeItIsMade_isToldAtItsCommitToo() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            names.invalidate(1);
            assertThat(othersSee(1)).isEqualTo("assam");
            update(connection, 1, "sencha");
            connection.commit();
        });
        assertThat(names.get(1)).isEqualTo("sencha");
    }

    /** The connection still does not commit by itself, and is closed without another commit. */
    @Test
    void aChangeThatIsToldAfterTheCommit_isToldAtOnce() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            connection.commit();
            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        });
        assertThat(names.get(1)).isEqualTo("sencha");
    }

    @Test
    void turningAutoCommitOn_commits_andTheChangeIsTold() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.invalidate(1);
            connection.setAutoCommit(true);
            assertThat(othersSee(1)).isEqualTo("sencha");
            assertThat(names.invalidate(2)).isEqualTo(ChangeOutcome.APPLIED);
        });
    }

    /** Row 74: one transaction within another. */
    @Test
    void ofTwoTransactionsOfAThread_eachHasItsOwnChanges() throws SQLException {
        assertThat(names.getAll(Set.of(1, 2))).hasSize(2);
        within(outer -> {
            update(outer, 1, "sencha");
            names.invalidate(1);
            try (Connection inner = database.getConnection()) {
                inner.setAutoCommit(false);
                update(inner, 2, "matcha");
                names.invalidate(2);
                inner.commit();
            }
            assertThat(othersSee(2)).isEqualTo("matcha");
            assertThat(othersSee(1)).isEqualTo("assam");
            names.invalidate(2);
            outer.rollback();
        });
        long before = loads();
        assertThat(names.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "assam", 2, "matcha"));
        assertThat(loads()).isEqualTo(before);
    }

    @Test
    void aConnectionThatIsHandedToAnotherThread_takesItsTransactionAlong() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            CompletableFuture.runAsync(() -> {
                        try {
                            update(connection, 2, "matcha");
                            assertThat(names.invalidate(1)).isEqualTo(ChangeOutcome.PENDING);
                            connection.commit();
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        });
        assertThat(names.get(1)).isEqualTo("sencha");
        assertThat(names.invalidate(2)).as("nothing is open any more").isEqualTo(ChangeOutcome.APPLIED);
    }

    /** What was there before is not served any more, and what is loaded is not stored until it is known what became of it. */
    @Test
    void aCommitWhoseAnswerIsLost_countsAsAChange() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        within(connection -> {
            update(connection, 1, "sencha");
            names.invalidate(1);
            servers.writer().kill();
            assertThatThrownBy(connection::commit).isInstanceOf(TransactionOutcomeUnknownException.class);
        });
        servers.writer().startAgain();
        Shop.await(() -> database.topology().writer() != null, database);
        String now = Shop.ask(database, "select name from tea where id = 1");
        assertThat(names.get(1)).isEqualTo(now);
        assertThat(names.getIfPresent(1)).isNull();
    }

    @Test
    void closedAndUsedAgain_aConnectionHasForgottenWhatItWasIn() throws SQLException {
        EndpointDataSource one =
                servers.over().poolSize(1).borrowTimeout(Duration.ofSeconds(2)).build();
        try (Aside others = Aside.builder().build()) {
            Cache<Integer, String> few = others.cache("few", Integer.class, String.class)
                    .load(id -> Shop.ask(one, "select name from tea where id = " + id))
                    .source(one)
                    .build();
            for (int i = 0; i < 3; i++) {
                try (Connection connection = one.getConnection()) {
                    connection.setAutoCommit(false);
                    update(connection, 1, "sencha " + i);
                    few.invalidate(1);
                    connection.commit();
                }
                assertThat(few.get(1)).isEqualTo("sencha " + i);
                assertThat(few.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
            }
        } finally {
            one.close();
        }
    }
}
