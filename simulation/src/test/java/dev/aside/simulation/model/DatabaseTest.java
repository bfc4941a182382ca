package dev.aside.simulation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database, its past, and what a load is given of it. */
final class DatabaseTest {
    private static final Duration LAG = Duration.ofMillis(100);
    private static final long MILLI = 1_000_000;

    private int wild;
    private final World world = new World(bound -> Math.min(wild, bound - 1), 1, false);
    private final List<Commit<String>> commits = new ArrayList<>();
    private final Database<String> database = new Database<>(world, Map.of(1, "a"), 2, Pace.of(10_000), commits::add);

    private static final class Load extends LoadContext {
        private Duration sampleAge = LAG;
        final CommitPosition floor;

        @Nullable
        CommitPosition proof;

        Load(CommitPosition floor) {
            this.floor = floor;
        }

        @Override
        public String cacheName() {
            return "c";
        }

        @Override
        public CommitPosition floor() {
            return floor;
        }

        @Override
        public Duration remaining() {
            return LAG;
        }

        @Override
        public void prove(CommitPosition replayed) {
            proof = replayed;
        }

        @Override
        public void proveWriter() {
            proof = CommitPosition.UNKNOWN;
        }

        @Override
        public void proveWriter(CommitPosition sample) {
            proof = CommitPosition.UNKNOWN;
        }

        @Override
        public void proveWriterNow(CommitPosition place) {
            proof = place;
        }

        @Override
        public boolean mayReadReplicas() {
            return true;
        }

        @Override
        public Duration sampleAge() {
            return sampleAge;
        }

        @Override
        public @Nullable LoadContext parent() {
            return null;
        }
    }

    private void pass(long millis) {
        world.runUntil(world.nanos() + millis * MILLI);
    }

    private Endpoints<String> endpoints(ReplicaRule rule) {
        return new Endpoints<>(world, database, rule, LAG);
    }

    private @Nullable String read(Endpoints<String> endpoints, Load load, long begunNanos) {
        try {
            return load.call(() -> endpoints.read(1, begunNanos));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theWriterHasACommitAtOnceAndAReplicaLater() {
        pass(1);
        CommitPosition position = database.commit(1, "b");
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
        assertThat(database.readAsOf(1, world.nanos() - 1)).isEqualTo("a");
        assertThat(database.readAsOf(0, 1, world.nanos())).isEqualTo("a");
        pass(10);
        assertThat(database.readAsOf(0, 1, world.nanos())).isEqualTo("b");
        assertThat(database.readAsOf(0, 1, world.nanos() - 1)).isEqualTo("a");
        assertThat(database.positionAsOf(0, world.nanos())).isEqualTo(position);
        assertThat(commits).extracting(Commit::place).containsExactly(2L);
    }

    @Test
    void aStalledReplicaGoesOnWithAllItHasMissed() {
        database.stall(0, true);
        database.commit(1, "b");
        pass(50);
        assertThat(database.readAsOf(0, 1, world.nanos())).isEqualTo("a");
        assertThat(database.readAsOf(1, 1, world.nanos())).isEqualTo("b");
        database.heal();
        assertThat(database.readAsOf(0, 1, world.nanos())).isEqualTo("b");
    }

    @Test
    void aTransactionIsSeenAsAWholeOrNotAtAll() {
        Transaction<String> transaction = database.begin();
        transaction.write(1, "b");
        transaction.savepoint();
        transaction.write(2, "c");
        transaction.rollBackToSavepoint();
        transaction.write(3, "d");
        assertThat(database.readAsOf(3, world.nanos())).isNull();
        transaction.commit();
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
        assertThat(database.readAsOf(2, world.nanos())).isNull();
        assertThat(database.readAsOf(3, world.nanos())).isEqualTo("d");
        Transaction<String> other = database.begin();
        other.write(1, "x");
        other.rollBack();
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
        assertThatThrownBy(other::commit).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUnknownOutcomeMayComeLaterButNotOnAnotherWriter() {
        Transaction<String> late = database.begin();
        late.write(1, "b");
        late.commitLater(Duration.ofMillis(5));
        pass(6);
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
        Transaction<String> never = database.begin();
        never.write(1, "c");
        never.commitLater(Duration.ofMillis(5));
        assertThat(database.failOver(false, Duration.ofMillis(1))).isEmpty();
        pass(10);
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
    }

    @Test
    void aFailOverMayLoseTheLastCommitsAndBeginsAnotherTimeline() {
        pass(20);
        CommitPosition before = database.commit(1, "b");
        long then = world.nanos();
        assertThat(database.failOver(true, Duration.ofMillis(2))).hasSize(1);
        assertThatThrownBy(() -> database.commit(1, "c")).isInstanceOf(IllegalStateException.class);
        pass(2);
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("a");
        assertThat(database.readAsOf(1, then)).isEqualTo("b");
        CommitPosition after = database.commit(1, "d");
        assertThat(after.merge(before)).isEqualTo(CommitPosition.UNKNOWN);
        pass(20);
        assertThat(database.replicas()).isEqualTo(2);
        assertThat(database.positionAsOf(0, world.nanos())).isEqualTo(after);
        assertThat(database.readAsOf(1, 1, world.nanos())).isEqualTo("d");
    }

    @Test
    void aFailOverThatLosesNothingHasEverything() {
        database.commit(1, "b");
        assertThat(database.failOver(false, Duration.ZERO)).isEmpty();
        pass(1);
        assertThat(database.readAsOf(1, world.nanos())).isEqualTo("b");
    }

    @Test
    void aLoadReadsAReplicaThatHasWhatItMustHaveSeen() {
        CommitPosition position = database.commit(1, "b");
        pass(20);
        Load load = new Load(position);
        assertThat(read(endpoints(ReplicaRule.RIGHT), load, world.nanos())).isEqualTo("b");
        assertThat(load.proof).isEqualTo(position);
    }

    @Test
    void aLoadReadsTheWriterWhenTheReplicaLagsOrTheFloorIsUnknown() {
        pass(20);
        Endpoints<String> endpoints = endpoints(ReplicaRule.RIGHT);
        CommitPosition place = database.commit(1, "b");
        Load lagging = new Load(CommitPosition.NONE);
        assertThat(read(endpoints, lagging, world.nanos())).isEqualTo("b");
        assertThat(lagging.proof).isEqualTo(CommitPosition.UNKNOWN);
        pass(20);
        Load unknown = new Load(CommitPosition.UNKNOWN);
        assertThat(read(endpoints, unknown, world.nanos())).isEqualTo("b");
        assertThat(unknown.proof).as("where the writer is").isEqualTo(place);
    }

    @Test
    void aSampleCountsForTheLagAndNotFromBeforeAnEviction() {
        pass(20);
        Endpoints<String> endpoints = endpoints(ReplicaRule.RIGHT);
        read(endpoints, new Load(CommitPosition.NONE), world.nanos());
        pass(1);
        database.commit(1, "b");
        assertThat(read(endpoints, new Load(CommitPosition.NONE), world.nanos()))
                .isEqualTo("a");
        Load later = new Load(CommitPosition.NONE);
        later.sampleAge = Duration.ZERO;
        assertThat(read(endpoints, later, world.nanos())).isEqualTo("b");
    }

    @Test
    void aReadIsAsOfAMomentOfTheLoad() {
        pass(20);
        long begun = world.nanos();
        pass(20);
        database.commit(1, "b");
        Load load = new Load(CommitPosition.UNKNOWN);
        assertThat(read(endpoints(ReplicaRule.RIGHT), load, begun)).isEqualTo("a");
        wild = 3;
        assertThat(read(endpoints(ReplicaRule.RIGHT), load, begun)).isEqualTo("b");
    }

    @Test
    void eachBugLetsALaggingReplicaAnswer() {
        pass(20);
        for (ReplicaBug bug : List.of(ReplicaBug.NO_SAMPLE, ReplicaBug.NO_PROOF)) {
            Load load = new Load(CommitPosition.NONE);
            database.commit(1, bug.name());
            assertThat(read(endpoints(bug), load, world.nanos())).isNotEqualTo(bug.name());
        }
        Load load = new Load(database.commit(1, "b"));
        Endpoints<String> endpoints = endpoints(ReplicaBug.FLOOR_OF_ABSENT_ONLY);
        assertThat(read(endpoints, load, world.nanos())).isNotEqualTo("b");
        assertThat(load.proof).isEqualTo(load.floor);
    }
}
