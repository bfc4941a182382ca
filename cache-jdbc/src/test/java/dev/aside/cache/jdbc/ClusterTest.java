package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualExecutor;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is believed of what nodes say, on servers that a test scripts and a clock that it moves. */
@Timeout(30)
@SuppressWarnings("try") // a scope is there to be closed
final class ClusterTest {

    private final FakeDatabase fake = new FakeDatabase();
    private final FakeNode first = fake.node("db-1", EndpointRole.WRITER).at(1_000);
    private final FakeNode second = fake.node("db-2", EndpointRole.READER).at(1_000);
    private final FakeNode third = fake.node("db-3", EndpointRole.READER).at(1_000);
    private @Nullable EndpointDataSource opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private EndpointDataSource open() {
        return open(fake.builder());
    }

    private EndpointDataSource open(EndpointDataSource.Builder builder) {
        EndpointDataSource database = fake.open(builder);
        opened = database;
        return database;
    }

    private static List<String> read(EndpointDataSource database) {
        return Shop.readers(database);
    }

    @Test
    void eachNodeIsAskedItself_andOnlyOnceAnInterval() {
        EndpointDataSource database = open();
        assertThat(database.topology().writer()).isEqualTo("db-1");
        assertThat(read(database)).containsExactly("db-2", "db-3");
        int before = second.questions.get();
        fake.pass(60_000);
        assertThat(second.questions.get() - before).isBetween(105, 140);
        assertThat(second.connects).hasValue(1);
    }

    @Test
    void anEpochIsNumbered_andOnlyNewsHaveAnother() {
        EndpointDataSource database = open();
        long epoch = database.topology().epoch();
        fake.pass(10_000);
        assertThat(database.topology().epoch()).isEqualTo(epoch);
        third.refuses();
        fake.pass(1_000);
        assertThat(database.topology().epoch()).isEqualTo(epoch + 1);
    }

    @Test
    void aPromotion_isSeenWithinOneProbe_andTenTimesASecondWhileItIsAwaited() {
        EndpointDataSource database = open();
        first.refuses();
        fake.pass(600);
        assertThat(database.topology().writer()).isNull();
        int before = second.questions.get();
        fake.pass(1_000);
        assertThat(second.questions.get() - before).isBetween(9, 12);
        second.promoted().at(1_100);
        fake.pass(120);
        assertThat(database.topology().writer()).isEqualTo("db-2");
        assertThat(fake.events)
                .containsSubsequence(TopologyEvent.Kind.NO_WRITER, TopologyEvent.Kind.WRITER)
                .doesNotContain(TopologyEvent.Kind.WENT_BACK);
    }

    @Test
    void afterADoubt_nodesAreAskedOftenForHalfAMinute_andThenAsUsual() {
        EndpointDataSource database = open();
        first.refuses();
        fake.pass(600);
        second.promoted();
        fake.pass(200);
        int before = third.questions.get();
        fake.pass(10_000);
        assertThat(third.questions.get() - before).isGreaterThan(90);
        fake.pass(21_000);
        before = third.questions.get();
        fake.pass(10_000);
        assertThat(third.questions.get() - before).isLessThan(25);
        assertThat(database.topology().writer()).isEqualTo("db-2");
    }

    @Test
    void twoWriters_areNeitherBelieved_untilOneGivesUp() {
        EndpointDataSource database = open();
        second.promoted();
        fake.pass(600);
        assertThat(database.topology().writer()).isNull();
        assertThatThrownBy(() -> FakeDatabase.send(database))
                .isInstanceOfSatisfying(
                        EndpointUnavailableException.class,
                        e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.TWO_WRITERS))
                .hasMessageContaining(
                        "db-1 says that it takes writes; db-2 says that it takes writes; db-3 is a reader");
        assertThat(read(database)).containsExactly("db-3");
        first.is(EndpointRole.READER);
        fake.pass(200);
        assertThat(database.topology().writer()).isEqualTo("db-2");
        assertThat(fake.events).contains(TopologyEvent.Kind.TWO_WRITERS);
    }

    @Test
    void twoNamesOfOneServer_areOneWriter() {
        second.is(EndpointRole.WRITER).server("db-1@1");
        EndpointDataSource database = open();
        assertThat(database.topology().writer()).isEqualTo("db-1");
        assertThat(read(database)).containsExactly("db-3");
    }

    @Test
    void aWriterThatHasLessThanTheOneBefore_isToldOfOnce() {
        open();
        first.refuses();
        fake.pass(600);
        second.at(900).promoted();
        fake.pass(2_000);
        assertThat(fake.events)
                .filteredOn(kind -> kind == TopologyEvent.Kind.WENT_BACK)
                .hasSize(1);
    }

    @Test
    void aBackupRestoredInItsPlace_isToldOfOnce() {
        open();
        first.at(400).server("db-1@2");
        fake.pass(5_000);
        assertThat(fake.events)
                .filteredOn(kind -> kind == TopologyEvent.Kind.WENT_BACK)
                .hasSize(1);
    }

    /** What it had written since it was asked last is lost, too, and a reader has it. */
    @Test
    void aBackupThatLacksWhatOnlyAReaderHasHeardOf_isToldOfOnce() {
        open();
        third.at(1_200);
        first.at(1_100).server("db-1@2");
        fake.pass(5_000);
        assertThat(fake.events)
                .filteredOn(kind -> kind == TopologyEvent.Kind.WENT_BACK)
                .hasSize(1);
    }

    /** Row 84: two databases. */
    @Test
    void anotherDatabaseInItsPlace_isToldOf_andItsFormerReadersAreNotReadFrom() {
        EndpointDataSource database = open();
        first.system("other").at(5_000).server("db-1@2");
        fake.pass(600);
        assertThat(fake.events).contains(TopologyEvent.Kind.WENT_BACK);
        assertThat(read(database)).isEmpty();
    }

    @Test
    void aReaderThatIsFurtherThanTheWriter_isNotReadFrom() {
        EndpointDataSource database = open();
        third.at(2_000);
        fake.pass(600);
        first.refuses();
        fake.pass(600);
        second.at(1_500).promoted();
        fake.pass(600);
        assertThat(database.topology().writer()).isEqualTo("db-2");
        fake.pass(600);
        assertThat(read(database)).isEmpty();
        second.at(3_000);
        fake.pass(1_200);
        assertThat(read(database))
                .as("what it had before is still not the writer's")
                .isEmpty();
        third.at(3_000).server("db-3@2");
        fake.pass(600);
        assertThat(read(database)).containsExactly("db-3");
    }

    /** What the writer may have written since a reader was asked is counted as if it lacked it. */
    @Test
    void theAgeOfWhatIsKnown_countsAsBytesBehind() {
        EndpointDataSource database = open(fake.builder().lagBound(10_000));
        long position = 1_000;
        for (int i = 0; i < 20; i++) {
            position += 1_000;
            first.at(position);
            second.at(position);
            third.at(position);
            fake.pass(100);
        }
        assertThat(read(database)).containsExactly("db-2", "db-3");
        for (int i = 0; i < 20; i++) {
            position += 10_000;
            first.at(position);
            second.at(position);
            third.at(position);
            fake.pass(100);
        }
        assertThat(read(database)).isEmpty();
    }

    @Test
    void aReaderThatComesAndGoes_isTrustedLaterEachTime() {
        EndpointDataSource database = open();
        long before = 0;
        for (int i = 0; i < 4; i++) {
            third.refuses();
            fake.pass(1_000);
            assertThat(read(database)).containsExactly("db-2");
            third.isWell();
            long waited = 0;
            while (read(database).size() < 2) {
                fake.pass(100);
                waited += 100;
            }
            assertThat(waited).isGreaterThan(before);
            before = waited;
        }
        assertThat(before).isBetween(4_000L, 6_000L);
    }

    @Test
    void aRoleErrorOfAWriterThatIsOne_isTheTransactionsOwn() {
        EndpointDataSource database = open();
        first.failsNext(new SQLException("read-only transaction", "25006"));
        assertThatThrownBy(() -> FakeDatabase.send(database))
                .isNotInstanceOf(WriterChangedException.class)
                .hasFieldOrPropertyWithValue("SQLState", "25006");
        assertThat(database.topology().writer()).isEqualTo("db-1");
    }

    @Test
    void aRoleErrorOfAWriterThatIsNoneAnyMore_isSaidToBeThat_andItsConnectionsAreEnded() throws SQLException {
        EndpointDataSource database = open();
        FakeDatabase.send(database);
        first.is(EndpointRole.READER).failsNext(new SQLException("read-only transaction", "25006"));
        assertThatThrownBy(() -> FakeDatabase.send(database))
                .isInstanceOf(WriterChangedException.class)
                .hasFieldOrPropertyWithValue("SQLState", "08S02")
                .hasMessageContaining("db-1 takes no writes any more");
        assertThat(database.topology().writer()).isNull();
        second.promoted();
        fake.pass(200);
        FakeDatabase.send(database);
        assertThat(second.statements).hasValue(1);
    }

    @Test
    void howFarANodeIsBehindThatDoesNotAnswer_isNotKnown() {
        EndpointDataSource database = open();
        third.refuses();
        fake.pass(2_000);
        assertThat(database.topology().nodes())
                .extracting(DatabaseTopology.Node::lagBytes)
                .containsExactly(0L, 0L, -1L);
    }

    /** A promoted node keeps its connections, and what is lost on them is a writer's. */
    @Test
    void anAnswerThatIsLostOnAPromotedNode_isReportedUnknown() throws SQLException {
        third.refuses();
        EndpointDataSource database = open();
        try (RouteScope unused = database.route(Endpoint.reader())) {
            FakeDatabase.send(database);
        }
        assertThat(second.statements).hasValue(1);
        first.refuses();
        second.promoted();
        fake.pass(700);
        assertThat(database.topology().writer()).isEqualTo("db-2");
        second.failsNext(new SQLException("the connection is gone", "08006"));
        assertThatThrownBy(() -> FakeDatabase.send(database)).isInstanceOf(TransactionOutcomeUnknownException.class);
    }

    @Test
    void whoeverBorrowsBeforeAnyNodeWasHeard_waitsUntilOneIs() throws Exception {
        ManualExecutor later = new ManualExecutor();
        EndpointDataSource database = open(fake.builder().runtime(fake.time.runtime(later)));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<String> sent = threads.submit(() -> {
            FakeDatabase.send(database);
            return "sent";
        });
        assertThatThrownBy(() -> sent.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        later.runAll();
        assertThat(sent.get(10, TimeUnit.SECONDS)).isEqualTo("sent");
        threads.shutdown();
    }

    @Test
    void aStatementIsSentOnce_whateverBecomesOfIt() {
        EndpointDataSource database = open();
        first.failsNext(new SQLException("lost", "08006"));
        assertThatThrownBy(() -> FakeDatabase.send(database)).isInstanceOf(TransactionOutcomeUnknownException.class);
        assertThat(first.statements).hasValue(1);
    }

    @Test
    void aScopeForAGroupWithoutMembers_isRefusedWhenItIsUsed() {
        EndpointDataSource database = open();
        try (RouteScope reports = database.route(Endpoint.group("reports"))) {
            assertThatThrownBy(database::getConnection)
                    .isInstanceOfSatisfying(
                            EndpointUnavailableException.class,
                            e -> assertThat(e.reason()).isEqualTo(EndpointUnavailableException.Reason.EMPTY_GROUP));
        }
    }

    @Test
    void onceClosed_nothingIsLentAndNobodyIsAsked() throws SQLException {
        EndpointDataSource database = open();
        Connection undecided = database.getConnection();
        database.close();
        assertThatThrownBy(undecided::createStatement).hasMessageContaining("closed");
        int before = first.questions.get();
        fake.pass(10_000);
        assertThat(first.questions).hasValue(before);
    }

    @Test
    void aWriterThatIsDemoted_losesItsConnections_andAReaderThatIsPromotedKeepsThem() throws SQLException {
        EndpointDataSource database = open();
        FakeDatabase.send(database);
        try (RouteScope reading = database.route(Endpoint.reader())) {
            for (int i = 0; i < 20; i++) {
                FakeDatabase.send(database);
            }
        }
        int ofFormer = first.connects.get();
        int ofNext = second.connects.get();
        first.is(EndpointRole.READER);
        second.promoted();
        fake.pass(600);
        Shop.await(() -> first.connects.get() > ofFormer, "connections made anew");
        FakeDatabase.send(database);
        assertThat(second.connects.get()).isEqualTo(ofNext);
    }

    @Test
    void whatHappens_isCounted() {
        EndpointDataSource database = open();
        first.failsNext(new SQLException("lost", "08006"));
        assertThatThrownBy(() -> FakeDatabase.send(database)).isInstanceOf(TransactionOutcomeUnknownException.class);
        first.refuses();
        fake.pass(600);
        assertThatThrownBy(() -> FakeDatabase.send(database)).isInstanceOf(EndpointUnavailableException.class);
        second.promoted();
        fake.pass(200);
        assertThat(database.stats()).isEqualTo(new DatabaseStats(1, 0, 0, 0, 1, 2, 1, 1, 0, 0));
    }

    /** It has no connection left, or another password: those who are in stay in. */
    @Test
    void aNodeThatLetsNobodyInAnyMore_isWhatItWas() {
        EndpointDataSource database = open();
        first.fails(new SQLException("sorry, too many clients already", "53300"));
        fake.pass(5_000);
        assertThat(database.topology().writer()).isEqualTo("db-1");
        first.refuses();
        fake.pass(1_000);
        assertThat(database.topology().writer()).isNull();
    }

    @Test
    void nodesThatTheWriterKnows_joinAndLeave() {
        FakeNode fourth = fake.node("db-4", EndpointRole.READER).at(1_000);
        first.knows("db-1", "db-4").server("one");
        EndpointDataSource database = fake.heard(fake.builder()
                .writer("jdbc:postgresql://db-1/cluster")
                .discover("jdbc:postgresql://?/shop")
                .build());
        opened = database;
        assertThat(database.topology().nodes())
                .extracting(DatabaseTopology.Node::id)
                .containsExactly("db-1", "db-4");
        fake.pass(600);
        assertThat(read(database)).containsExactly("db-4");
        first.knows("db-1", "db-2");
        fake.pass(1_200);
        assertThat(read(database)).containsExactly("db-2");
        int before = fourth.questions.get();
        fake.pass(10_000);
        assertThat(fourth.questions).hasValue(before);
    }

    /** What a user has said stays what it is called, also where the writer calls it otherwise. */
    @Test
    void aNodeThatWasGiven_isNotFoundASecondTimeAtItsPlace() {
        first.knows("db-1:5432", "DB-2", "db-3");
        EndpointDataSource database = fake.heard(fake.builder()
                .node(DatabaseNode.of("one", first.url()))
                .node(DatabaseNode.of("two", second.url()))
                .discover("jdbc:postgresql://?/shop")
                .build());
        opened = database;
        fake.pass(600);
        assertThat(database.topology().nodes())
                .extracting(DatabaseTopology.Node::id)
                .containsExactly("one", "two", "db-3");
    }

    /** A name that says one of its addresses at a time, as that of Aurora's readers does. */
    @Test
    void eachAddressBehindAName_isANodeOfItsOwn_andIsForgottenLater() throws Exception {
        InetAddress writer = InetAddress.getByName("10.0.0.1");
        InetAddress one = InetAddress.getByName("10.0.0.2");
        InetAddress other = InetAddress.getByName("10.0.0.3");
        fake.node("10.0.0.1", EndpointRole.WRITER);
        fake.node("10.0.0.2", EndpointRole.READER);
        fake.node("10.0.0.3", EndpointRole.READER);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean isLeft = new AtomicBoolean();
        EndpointDataSource database = fake.heard(fake.builder()
                .writer("jdbc:postgresql://db/shop")
                .reader("jdbc:postgresql://db-ro/shop")
                .resolver(host -> List.of(
                        host.equals("db") ? writer : !isLeft.get() && asked.getAndIncrement() % 2 == 0 ? one : other))
                .build());
        opened = database;
        fake.pass(6_000);
        assertThat(database.topology().writer()).isEqualTo("db@10.0.0.1");
        assertThat(read(database)).containsExactly("db-ro@10.0.0.2", "db-ro@10.0.0.3");
        isLeft.set(true);
        fake.pass(60_000);
        assertThat(read(database)).hasSize(2);
        fake.pass(70_000);
        assertThat(read(database)).containsExactly("db-ro@10.0.0.3");
    }

    /** The name is late by forty seconds, and then unknown: the node that was promoted is known by its other name. */
    @Test
    void aWriterIsFound_whateverItsNameStillStandsFor() throws Exception {
        InetAddress former = InetAddress.getByName("10.0.0.1");
        InetAddress later = InetAddress.getByName("10.0.0.2");
        FakeNode before = fake.node("10.0.0.1", EndpointRole.WRITER);
        FakeNode after = fake.node("10.0.0.2", EndpointRole.READER);
        AtomicReference<InetAddress> meant = new AtomicReference<>(former);
        EndpointDataSource database = fake.heard(fake.builder()
                .writer("jdbc:postgresql://db/shop")
                .reader("jdbc:postgresql://db-ro/shop")
                .resolver(host -> List.of(host.equals("db") ? meant.get() : later))
                .build());
        opened = database;
        FakeDatabase.send(database);
        before.refuses();
        fake.pass(600);
        after.promoted();
        fake.pass(120);
        FakeDatabase.send(database);
        assertThat(after.statements).hasValue(1);
        before.isWell();
        before.is(EndpointRole.READER);
        fake.pass(40_000);
        meant.set(later);
        fake.pass(6_000);
        FakeDatabase.send(database);
        assertThat(after.statements).hasValue(2);
        assertThat(before.statements).hasValue(1);
    }
}
