package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.TransactionContext;
import dev.aside.cache.testkit.server.MariaDbServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of a cache within transactions of its database, by plain JDBC; on a MariaDB. Holds G6. */
@Timeout(60)
final class MariaDbTransactionIT extends TransactionContract {

    @RegisterExtension
    static final ServerExtension<MariaDbServer> MARIADB =
            ServerExtension.perClass(() -> MariaDbServer.builder().start());

    private final MariaDbServer writer = MARIADB.get();

    MariaDbTransactionIT() {
        super(new MariaDbServers(MARIADB.get()));
    }

    private Ending bind() {
        return Objects.requireNonNull(TransactionContext.current(database)).bound(Ending.class, Ending::new);
    }

    /** Commits what the work does, after a transaction of the same session that has a GTID. */
    private CommitPosition committed(Work work) throws SQLException {
        CommitPosition[] place = new CommitPosition[1];
        within(connection -> {
            update(connection, 1, "sencha");
            connection.commit();
            assertThat(Shop.ask(connection, "select @@last_gtid")).isNotEmpty();
            work.on(connection);
            Ending ending = bind();
            connection.commit();
            assertThat(ending.how).isEqualTo("before committed");
            place[0] = ending.position;
            connection.rollback();
        });
        return place[0];
    }

    @Test
    void aCommit_isAtItsGtid_andSoIsTheWriter() throws SQLException {
        CommitPosition place = committed(connection -> update(connection, 1, "oolong"));
        assertThat(Progress.of(place)).isEqualTo(Gtids.progress(writer.sql("select @@global.gtid_binlog_pos")));
        assertThat(place)
                .as("what follows is behind it")
                .satisfies(before -> assertThat(committed(connection -> update(connection, 1, "matcha"))
                                .isAtLeast(before))
                        .isTrue());
    }

    /** The session still has the GTID of the transaction before, of which this one is not a part. */
    @Test
    void aCommitThatLogsNothing_isNowhere() throws SQLException {
        assertThat(committed(connection -> Shop.ask(connection, "select name from tea where id = 1")))
                .isEqualTo(CommitPosition.UNKNOWN);
        assertThat(committed(connection -> assertThatThrownBy(
                                () -> Shop.run(connection, "insert into tea values (1, 'twice')"))
                        .hasFieldOrPropertyWithValue("errorCode", 1062)))
                .as("all that was sent has failed")
                .isEqualTo(CommitPosition.UNKNOWN);
        assertThat(committed(connection -> Shop.run(connection, "create or replace table pot (id int)")))
                .as("it has committed by itself before")
                .isEqualTo(CommitPosition.UNKNOWN);
    }

    /** No replica will ever have it. */
    @Test
    void aCommitThatIsKeptOutOfTheLog_isNowhere() throws SQLException {
        assertThat(committed(connection -> {
                    Shop.run(connection, "set sql_log_bin = 0");
                    update(connection, 1, "oolong");
                }))
                .isEqualTo(CommitPosition.UNKNOWN);
        assertThat(names.get(1)).isEqualTo("oolong");
    }

    /** A table without transactions is logged as soon as it is written: that is not the GTID of the COMMIT. */
    @Test
    void whatATableWithoutTransactionsHasLogged_isNotTheCommit() throws SQLException {
        writer.sql("create or replace table leaf (id int) engine = aria transactional = 0");
        assertThat(committed(connection -> Shop.run(connection, "insert into leaf values (1)")))
                .isEqualTo(CommitPosition.UNKNOWN);
    }

    /** In which a block is another thing: it is not run, and the transaction is committed without a place. */
    @Test
    void aSessionThatSpeaksOracle_commitsAllTheSame() throws SQLException {
        assertThat(committed(connection -> {
                    Shop.run(connection, "set sql_mode = 'ORACLE'");
                    update(connection, 2, "matcha");
                }))
                .isEqualTo(CommitPosition.UNKNOWN);
        assertThat(Shop.ask(database, "select name from tea where id = 2")).isEqualTo("matcha");
    }

    @Test
    void aCommitThatIsRefused_hasChangedNothing() throws SQLException {
        assertThat(names.get(1)).isEqualTo("assam");
        try {
            within(connection -> {
                update(connection, 1, "sencha");
                names.invalidate(1);
                writer.readOnly(true);
                assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("errorCode", 1290);
            });
        } finally {
            writer.readOnly(false);
        }
        Shop.await(() -> database.topology().writer() != null, database);
        assertThat(names.get(1)).isEqualTo("assam");
    }

    /** Whether it was before its COMMIT or after, nobody knows who is told only that it was killed. */
    @Test
    void aCommitThatIsKilled_isOfUnknownOutcome() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection other = DriverManager.getConnection(writer.jdbcUrl(), writer.user(), writer.password())) {
            within(connection -> {
                update(connection, 1, "sencha");
                String id = Shop.ask(connection, "select connection_id()");
                Ending ending = bind();
                Shop.run(other, "flush tables with read lock");
                Future<?> commit = threads.submit(() -> {
                    connection.commit();
                    return "";
                });
                String waits =
                        "select count(*) from information_schema.processlist where state like 'Waiting for%' and id = ";
                Shop.await(() -> writer.sql(waits + id).equals("1"), writer);
                writer.sql("kill query " + id);
                assertThatThrownBy(commit::get).hasCauseInstanceOf(TransactionOutcomeUnknownException.class);
                assertThat(ending.how).isEqualTo("before unknown");
                Shop.run(other, "unlock tables");
            });
        } finally {
            threads.shutdown();
        }
    }
}
