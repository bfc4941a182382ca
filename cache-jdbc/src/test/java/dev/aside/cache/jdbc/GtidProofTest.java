package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same as in {@link ProofTest}, of servers that say in GTIDs where they stand. Holds G4. */
@Timeout(30)
final class GtidProofTest {

    private final FakeDatabase fake = new FakeDatabase().tellsPlaces();
    private final FakeNode writer = fake.node("db-1", EndpointRole.WRITER);
    private final FakeNode reader = fake.node("db-2", EndpointRole.READER);
    private final EndpointDataSource database = at("0-1-10").open();
    private final FakeLoad load = new FakeLoad();

    @AfterEach
    void close() {
        database.close();
    }

    private FakeDatabase at(String gtids) {
        writer.at(gtids);
        reader.at(gtids);
        return fake;
    }

    private static CommitPosition place(String gtid) {
        return Gtids.progress(gtid).asOne();
    }

    private FakeNode lent() throws Exception {
        return load.call(() -> {
            try (Connection connection = database.getConnection()) {
                return connection.unwrap(FakeNode.class);
            }
        });
    }

    /** Both are there by now, and have been for longer than a sample is good for. */
    private void settle(String gtids) throws Exception {
        at(gtids);
        fake.pass(2_000);
        assertThat(lent()).isSameAs(reader);
        fake.pass(2_000);
        load.proven = null;
    }

    private int questions() {
        return writer.questions.get() + reader.questions.get();
    }

    @Test
    void aReaderThatHasBoth_isLentWithoutAQuestion_andItsPlaceIsProven() throws Exception {
        settle("0-1-20");
        load.floor(place("0-1-15"));
        int before = questions();
        assertThat(lent()).isSameAs(reader);
        assertThat(questions()).isEqualTo(before);
        assertThat(load.proven).isEqualTo(place("0-1-20"));
    }

    @Test
    void aReaderThatHasTheSampleAndNotTheFloor_isNotLent() throws Exception {
        settle("0-1-20");
        load.floor(place("0-1-21"));
        assertThat(lent()).isSameAs(writer);
        reader.at("0-1-21");
        assertThat(lent()).isSameAs(reader);
        assertThat(load.proven).as("which is at least the floor").isEqualTo(place("0-1-21"));
    }

    @Test
    void aReaderThatHasTheFloorAndNotTheSample_isNotLent() throws Exception {
        settle("0-1-20");
        load.floor(place("0-1-15"));
        writer.at("0-1-30");
        fake.pass(2_000);
        assertThat(lent()).isSameAs(writer);
        assertThat(load.proven).isEqualTo(place("0-1-30"));
    }

    /** What was changed in one domain is proven in that; of the other it has what the writer had not long ago. */
    @Test
    void ofTwoDomains_theFloorIsAskedOfItsOwn_andTheSampleOfBoth() throws Exception {
        settle("0-1-20,1-1-20");
        load.floor(place("1-1-21"));
        reader.at("0-1-99,1-1-20");
        assertThat(lent()).as("it is further in the other one").isSameAs(writer);
        reader.at("0-1-20,1-1-21");
        assertThat(lent()).isSameAs(reader);
        assertThat(load.proven).isEqualTo(place("1-1-21"));
        writer.at("0-1-22,1-1-21");
        fake.pass(2_000);
        assertThat(lent()).as("it lacks what the writer has had for long").isSameAs(writer);
    }

    /** What the writer has answered may be refreshed by who has its floor, though it has two places itself. */
    @Test
    void ofTwoDomains_theWriterProvesTheFloor() throws Exception {
        settle("0-1-20,1-1-20");
        load.floor(place("1-1-21"));
        assertThat(lent()).isSameAs(writer);
        assertThat(load.proven).isEqualTo(place("1-1-21"));
        load.floor(CommitPosition.NONE);
        load.mayReadReplicas = false;
        assertThat(lent()).isSameAs(writer);
        assertThat(load.proven).isEqualTo(CommitPosition.UNKNOWN);
    }

    /** It has a higher number in the same domain, written by another: what is below that nobody can say, until it is asked within the load. */
    @Test
    void aFloorOfAFormerWriter_isTheWriters_whichIsAskedWhereItIs() throws Exception {
        settle("0-1-20");
        reader.is(EndpointRole.WRITER).at("0-2-25");
        writer.is(EndpointRole.READER).at("0-2-25");
        fake.pass(2_000);
        load.floor(place("0-1-15"));
        int before = questions();
        assertThat(lent()).isSameAs(reader);
        assertThat(load.isByWriter).isTrue();
        assertThat(questions()).isEqualTo(before + 1);
        assertThat(load.proven).isEqualTo(place("0-2-25"));
        load.floor(place("0-2-24"));
        assertThat(lent()).isSameAs(writer);
    }

    /** The new writer has written, and was not asked since. */
    @Test
    void aFloorThatIsNewerThanAllThatTheWriterHasSaid_isAskedOfIt() throws Exception {
        settle("0-1-20");
        load.floor(place("0-2-21"));
        writer.at("0-2-22");
        assertThat(lent()).isSameAs(writer);
        assertThat(load.isByWriter).isTrue();
        assertThat(load.proven).isEqualTo(place("0-2-22"));
    }

    /** It has stopped where the former writer was. */
    @Test
    void aReaderThatStillHasWhatTheFormerWriterWrote_isNotLent() throws Exception {
        settle("0-1-20");
        writer.at("0-2-19");
        fake.pass(2_000);
        assertThat(lent()).isSameAs(writer);
        load.floor(place("0-2-19"));
        assertThat(lent()).isSameAs(writer);
        load.floor(CommitPosition.NONE);
        reader.at("0-2-19");
        assertThat(lent()).isSameAs(reader);
    }

    /** A writer that logs nothing: who asks for a place is not told one, each time anew. */
    @Test
    void whereTheWriterSaysNothing_itAnswers_withoutAQuestion() throws Exception {
        settle("0-1-20");
        writer.at("");
        fake.pass(2_000);
        assertThat(lent()).isSameAs(writer);
        int before = questions();
        assertThat(lent()).isSameAs(writer);
        assertThat(questions()).isEqualTo(before);
        assertThat(load.proven).isEqualTo(CommitPosition.UNKNOWN);
    }

    @Test
    void aReaderThatSaysNothing_isNotLent() throws Exception {
        settle("0-1-20");
        reader.at("x");
        fake.pass(2_000);
        assertThat(lent()).isSameAs(writer);
    }

    /** Its writer has lost what it has: with the same numbers others come. */
    @Test
    void aReaderThatIsFurtherThanTheWriter_isNotReadFrom_untilItHasLess() throws Exception {
        settle("0-1-20");
        reader.at("0-1-25");
        fake.pass(2_000);
        assertThat(fake.events).containsOnlyOnce(TopologyEvent.Kind.WENT_BACK);
        writer.at("0-1-25");
        fake.pass(2_000);
        assertThat(lent()).as("it goes another way").isSameAs(writer);
        reader.at("0-1-24");
        fake.pass(700);
        reader.at("0-1-25");
        fake.pass(2_000);
        assertThat(lent()).as("it was begun anew").isSameAs(reader);
        assertThat(fake.events).containsOnlyOnce(TopologyEvent.Kind.WENT_BACK);
    }

    @Test
    void aWriterThatHasLessThanTheOneBefore_isToldOfOnce() throws Exception {
        settle("0-1-20");
        writer.is(EndpointRole.READER);
        reader.is(EndpointRole.WRITER).at("0-1-18");
        fake.pass(2_000);
        assertThat(fake.events).containsOnlyOnce(TopologyEvent.Kind.WENT_BACK);
        reader.at("0-2-19");
        fake.pass(2_000);
        assertThat(fake.events).containsOnlyOnce(TopologyEvent.Kind.WENT_BACK);
    }

    /** As after each promotion: two of the same domain by different servers do not say which has more. */
    @Test
    void aWriterThatGoesOnWhereTheOneBeforeHasStopped_hasNotGoneBack() throws Exception {
        settle("0-1-20");
        writer.is(EndpointRole.READER);
        reader.is(EndpointRole.WRITER);
        fake.pass(2_000);
        reader.at("0-2-21");
        fake.pass(2_000);
        assertThat(fake.events).doesNotContain(TopologyEvent.Kind.WENT_BACK);
    }
}
