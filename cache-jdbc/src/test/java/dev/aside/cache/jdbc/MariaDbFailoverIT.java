package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.server.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A MariaDB that is lost, or gives up, and another one in its place; on real servers. */
@Timeout(120)
final class MariaDbFailoverIT {

    private final MariaDbServer writer = MariaDbServer.builder().replicas(1).start();
    private final MariaDbServer reader = writer.replicas().get(0);
    private final EndpointDataSource database;

    MariaDbFailoverIT() {
        MariaDbShop.open(writer);
        database = MariaDbShop.over(writer, reader).build();
    }

    @BeforeEach
    void heard() {
        Shop.awaitReaders(database, 1);
    }

    @AfterEach
    void close() {
        database.close();
        writer.close();
    }

    private void awaitWriter(MariaDbServer server) {
        Shop.await(() -> Shop.id(server).equals(database.topology().writer()), database);
    }

    @Test
    void aPromotionIsSeen_andWritesGoToTheNewOne_onTheConnectionsThatThereAre() throws SQLException {
        String before = Shop.read(database, "select connection_id()");
        writer.kill();
        reader.promote();
        awaitWriter(reader);
        try (Connection connection = database.getConnection()) {
            MariaDbShop.sell(connection, 1);
            assertThat(Shop.ask(connection, "select connection_id()")).isEqualTo(before);
        }
        assertThat(MariaDbShop.sales(reader)).isEqualTo("1");
    }

    @Test
    void aFormerWriter_comesBackAsAReader() throws SQLException {
        writer.kill();
        reader.promote();
        writer.startAgainAsReplicaOf(reader);
        awaitWriter(reader);
        Shop.awaitReaders(database, 1);
        assertThat(Shop.readers(database)).containsExactly(Shop.id(writer));
        MariaDbShop.sell(database, 1);
        writer.awaitReplay(reader);
        assertThat(Shop.read(database, "select count(*) from sale")).isEqualTo("1");
    }

    /** Nothing of the transaction is kept, neither where the statement is refused nor where the COMMIT is. */
    @Test
    void aWriteThatIsRefusedByAWriterThatGaveUp_isAChangeOfWriter() throws SQLException {
        try (Connection between = database.getConnection();
                Connection within = database.getConnection()) {
            MariaDbShop.port(between);
            within.setAutoCommit(false);
            MariaDbShop.sell(within, 1);
            writer.readOnly(true);
            assertThatThrownBy(() -> MariaDbShop.sell(between, 2)).isInstanceOf(WriterChangedException.class);
            assertThatThrownBy(within::commit)
                    .isInstanceOf(WriterChangedException.class)
                    .hasFieldOrPropertyWithValue("errorCode", 1290);
        }
        assertThat(MariaDbShop.sales(writer)).isEmpty();
    }

    /** As an administrator does it: nothing is lost, and nobody is the writer for a moment. */
    @Test
    void aPlannedChange_isFollowed_andNothingIsLost() throws SQLException {
        MariaDbShop.sell(database, 1);
        writer.readOnly(true);
        reader.awaitReplay(writer);
        reader.promote();
        writer.follow(reader);
        awaitWriter(reader);
        MariaDbShop.sell(database, 2);
        writer.awaitReplay(reader);
        assertThat(MariaDbShop.sales(writer)).isEqualTo("1,2");
        assertThat(Shop.readers(database)).containsExactly(Shop.id(writer));
    }

    @Test
    void twoWriters_areNotWrittenToUntilOneGivesUp() throws SQLException {
        reader.readOnly(false);
        Shop.await(() -> database.topology().writer() == null, database);
        assertThatThrownBy(() -> MariaDbShop.sell(database, 1))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.TWO_WRITERS));
        reader.readOnly(true);
        awaitWriter(writer);
        MariaDbShop.sell(database, 1);
    }

    @Test
    void aCommitWhoseAnswerIsLost_isReportedUnknown() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            MariaDbShop.sell(connection, 1);
            writer.kill();
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(TransactionOutcomeUnknownException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
        }
    }

    @Test
    void aStatementInATransaction_isNotReportedUnknown_andOneThatCommitsByItselfIs() throws SQLException {
        try (Connection within = database.getConnection();
                Connection byItself = database.getConnection()) {
            within.setAutoCommit(false);
            MariaDbShop.sell(within, 1);
            MariaDbShop.port(byItself);
            writer.kill();
            assertThatThrownBy(() -> MariaDbShop.sell(within, 2))
                    .isInstanceOf(SQLException.class)
                    .isNotInstanceOf(TransactionOutcomeUnknownException.class);
            assertThatThrownBy(() -> MariaDbShop.sell(byItself, 3))
                    .isInstanceOf(TransactionOutcomeUnknownException.class);
        }
    }

    /** The driver would ask the hung server to end the connection, and wait for it. */
    @Test
    void aWriterThatHangs_isGivenUp_andWhoWaitsForItIsCutOffWhenThereIsAnother() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            MariaDbShop.sell(connection, 1);
            writer.pause();
            long began = System.nanoTime();
            Future<?> commit = threads.submit(() -> {
                connection.commit();
                return "";
            });
            Shop.await(() -> database.topology().writer() == null, database);
            reader.promote();
            assertThatThrownBy(() -> commit.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(TransactionOutcomeUnknownException.class);
            MariaDbShop.sell(database, 2);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        } finally {
            threads.shutdown();
            writer.resume();
        }
    }
}
