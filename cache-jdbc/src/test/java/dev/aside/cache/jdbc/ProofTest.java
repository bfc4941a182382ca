package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is lent to a load that must have seen something, what is asked for that, and what is proven; on servers that a test scripts. Holds G4. */
@Timeout(30)
final class ProofTest {

    private final FakeDatabase fake = new FakeDatabase().tellsPlaces();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER).at(1_000);
    private final FakeNode reader = fake.node("db-2", EndpointRole.READER).at(1_000);
    private final EndpointDataSource database = fake.open();
    private final FakeLoad load = new FakeLoad();

    @AfterEach
    void close() {
        database.close();
    }

    private static CommitPosition place(long bytes) {
        return CommitPosition.ordered("shop/1", bytes);
    }

    private FakeNode lent() throws Exception {
        return load.call(() -> {
            try (Connection connection = database.getConnection()) {
                return connection.unwrap(FakeNode.class);
            }
        });
    }

    private FakeNode lentByWriter() throws Exception {
        return load.call(() -> {
            try (RouteScope writing = database.route(Endpoint.writer());
                    Connection connection = database.getConnection()) {
                assertThat(writing).isNotNull();
                return connection.unwrap(FakeNode.class);
            }
        });
    }

    /** Connections are made, and the probe has heard both since. */
    private void settle() throws Exception {
        assertThat(lent()).isSameAs(reader);
        fake.pass(2_000);
        load.proven = null;
    }

    private int questions() {
        return writer.questions.get() + reader.questions.get();
    }

    @Test
    void aReaderThatIsKnownToHaveComeFarEnough_isLentWithoutAQuestion() throws Exception {
        settle();
        int before = questions();
        assertThat(lent()).isSameAs(reader);
        assertThat(questions()).isEqualTo(before);
        assertThat(load.proven).isEqualTo(place(1_000));
        assertThat(load.isByWriter).isFalse();
    }

    /** Of what the writer is known to have had a second ago at most, the oldest is asked for. */
    @Test
    void aReaderThatIsBehindByLessThanIsAllowed_isLentWithoutAQuestion() throws Exception {
        settle();
        writer.at(2_000);
        fake.pass(300);
        reader.at(1_999);
        int before = questions();
        assertThat(lent()).isSameAs(reader);
        assertThat(questions()).isEqualTo(before);
    }

    @Test
    void aReaderThatLacksWhatIsOlderThanAllowed_isNotLent() throws Exception {
        settle();
        writer.at(2_000);
        fake.pass(2_000);
        assertThat(lent()).isSameAs(writer);
        assertThat(load.isByWriter).isTrue();
        reader.at(2_000);
        assertThat(lent())
                .as("asked on its connection, as the probe has not been there yet")
                .isSameAs(reader);
        assertThat(load.proven).isEqualTo(place(2_000));
    }

    @Test
    void whereTheCacheHasForgottenWhatItKnew_theWriterIsAskedFirst() throws Exception {
        settle();
        writer.at(2_000);
        load.sampleAge = Duration.ZERO;
        int before = writer.questions.get();
        assertThat(lent()).isSameAs(writer);
        assertThat(writer.questions.get()).isGreaterThan(before);
        reader.at(2_000);
        assertThat(lent()).isSameAs(reader);
        assertThat(load.proven).isEqualTo(place(2_000));
    }

    @Test
    void aFloor_isAskedForOnTheConnection_andElseTheWriterAnswers() throws Exception {
        settle();
        writer.at(3_000);
        reader.at(3_000);
        load.floor(place(3_000));
        int before = reader.questions.get();
        assertThat(lent()).isSameAs(reader);
        assertThat(reader.questions.get()).isEqualTo(before + 1);
        assertThat(load.proven).isEqualTo(place(3_000));
        load.floor(place(3_001));
        assertThat(lent()).isSameAs(writer);
        assertThat(load.isByWriter).isTrue();
    }

    /** Its own answer says where the key was changed at the latest, so that what is loaded now may be refreshed by a reader. */
    @Test
    void aFloorThatNobodyKnows_isTheWriters_whichIsAskedWhereItIs() throws Exception {
        settle();
        assertThat(load.floor(CommitPosition.UNKNOWN)).isSameAs(load);
        assertThat(lent()).isSameAs(writer);
        writer.at(1_700);
        int before = questions();
        assertThat(lent()).isSameAs(writer);
        assertThat(questions()).isEqualTo(before + 1);
        assertThat(load.isAskedNow).isTrue();
        assertThat(load.proven).isEqualTo(place(1_700));
    }

    @Test
    void aFloorThatTheWriterIsKnownToHavePassed_isTheWritersWithoutAQuestion() throws Exception {
        settle();
        load.floor(place(900));
        assertThat(lentByWriter()).isSameAs(writer);
        int before = questions();
        assertThat(lentByWriter()).isSameAs(writer);
        assertThat(questions()).isEqualTo(before);
        assertThat(load.isAskedNow).isFalse();
        assertThat(load.proven).isEqualTo(place(1_000));
    }

    /** After a promotion: the old place compares with none of the new history, and the new one takes its place. */
    @Test
    void aFloorOfAnotherTimeline_isTheWriters_whichIsAskedWhereItIs() throws Exception {
        settle();
        load.floor(CommitPosition.ordered("shop/0", 500));
        assertThat(lent()).isSameAs(writer);
        assertThat(load.isAskedNow).isTrue();
        assertThat(load.proven).isEqualTo(place(1_000));
    }

    /** It was the writer when it was chosen: what it lacks nobody knows, so nothing that it says is stored. */
    @Test
    void aWriterThatIsNoneAnyMoreWhenItIsAsked_provesNothing() throws Exception {
        settle();
        load.floor(CommitPosition.UNKNOWN);
        assertThat(lent()).isSameAs(writer);
        writer.is(EndpointRole.READER);
        load.isByWriter = false;
        assertThat(lent()).isSameAs(writer);
        assertThat(load.proven).isEqualTo(CommitPosition.UNKNOWN);
        assertThat(load.isByWriter).isFalse();
    }

    /** It has replayed as many bytes, of another history. */
    @Test
    void aReaderOfAnotherTimeline_isNotLent() throws Exception {
        settle();
        writer.promoted().at(1_500);
        reader.at(1_500);
        fake.pass(2_000);
        load.floor(CommitPosition.ordered("shop/2", 1_400));
        assertThat(lent()).isSameAs(writer);
        reader.timeline(2);
        fake.pass(2_000);
        assertThat(lent()).isSameAs(reader);
    }

    /** A pooler in between, which leads to one server now and to another then. */
    @Test
    void aConnectionThatLeadsToAnotherServerThanBefore_isNotReadFrom() throws Exception {
        settle();
        writer.at(2_000);
        reader.at(2_000).server("db-3@7");
        load.floor(place(2_000));
        assertThat(lent()).isSameAs(writer);
    }

    @Test
    void aReaderThatWasPromoted_isNotTakenForAReader() throws Exception {
        settle();
        load.floor(place(1_001));
        reader.at(5_000).promoted();
        writer.is(EndpointRole.READER);
        assertThat(lent()).isSameAs(reader);
        assertThat(load.isByWriter).isTrue();
    }

    @Test
    void aCacheThatAsksForNoProof_isLentTheWriter() throws Exception {
        load.mayReadReplicas = false;
        assertThat(lent()).isSameAs(writer);
    }

    @Test
    void aScopeOfTheLoad_saysWhom() throws Exception {
        settle();
        assertThat(lentByWriter()).isSameAs(writer);
    }

    /** What it was when it was chosen does not count: it has given up while the connection was made. */
    @Test
    void aWriterThatTurnsOutToBeAReader_isNotProvenToBeTheWriter() throws Exception {
        reader.refuses();
        fake.pass(2_000);
        writer.whileConnecting(() -> writer.is(EndpointRole.READER));
        assertThat(lent()).isSameAs(writer);
        assertThat(load.isByWriter).isFalse();
        assertThat(database.stats().readerFallbacks()).isZero();
    }
}
