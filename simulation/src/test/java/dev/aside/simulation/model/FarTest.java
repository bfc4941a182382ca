package dev.aside.simulation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way to a server like Redis, and what it pushes. */
final class FarTest {
    private static final Duration LAG = Duration.ofMillis(100);
    private static final Duration MEMORY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMillis(50);
    private static final Pace PACE = Pace.of(1_000);
    private static final CommitPosition HIGH = CommitPosition.ordered("db", 7);

    private int wild;
    private final World world = new World(bound -> Math.min(wild, bound - 1), 1, false);
    private final FarServers servers =
            new FarServers(world, new SlotRules(LAG.toMillis(), MEMORY.toMillis())::apply, 1, Duration.ofMillis(10), 1);
    private final Client one = new Client("one");
    private final Client two = new Client("two");
    private final SlotKey key = SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[] {1});
    private final SlotKey other = SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[] {2});

    private final class Client implements InvalidationFeed.Listener {
        final NodeRuntime node;
        final FarBackend backend;
        final EntryStore store;
        final List<String> told = new ArrayList<>();

        Client(String name) {
            this(name, /* follows= */ false);
        }

        Client(String name, boolean follows) {
            node = new NodeRuntime(world, name, name.hashCode(), PACE, PACE);
            backend = FarBackend.to(servers, node.host(), PACE);
            if (follows) {
                backend.askingFollowers(FollowerRule.RIGHT);
            }
            NearSpec near = new NearSpec("c", 10, -1, null, null);
            store = backend.open(new StoreSpec("c", LAG, MEMORY, Duration.ofSeconds(1), near, null), node.runtime());
            store.onAnother(back -> told.add("another"));
        }

        CompletableFuture<List<StepReply>> send(SlotStep... steps) {
            return store.execute(List.of(steps), TIMEOUT).toCompletableFuture();
        }

        StepReply now(SlotStep step) {
            CompletableFuture<List<StepReply>> sent = send(step);
            pass(5);
            return sent.join().get(0);
        }

        Client listening() {
            InvalidationFeed.Subscription unused =
                    Objects.requireNonNull(store.feed()).subscribe(this, Duration.ofMillis(200));
            return this;
        }

        @Override
        public void changed(int source, SlotKey slot) {
            told.add("changed " + slot.bytes()[0]);
        }

        @Override
        public void lost(int source) {
            told.add("lost");
        }

        @Override
        public void proven(int source, long sentNanos) {
            told.add("proven");
        }

        List<String> said() {
            List<String> all = List.copyOf(told);
            told.clear();
            return all;
        }
    }

    private void pass(long millis) {
        world.runUntil(world.nanos() + millis * 1_000_000);
    }

    private SlotStep read() {
        return new SlotStep.Read(key, EndpointRole.WRITER);
    }

    private SlotStep fence(long stamp) {
        return new SlotStep.Fence(key, stamp, HIGH);
    }

    private static StepReply.Outcome outcome(CompletableFuture<List<StepReply>> sent) {
        return ((StepReply.Failed) sent.join().get(0)).outcome();
    }

    @Test
    void aReadRegistersAndOnlyTheNextChangeByAnotherIsPushed() {
        one.listening();
        pass(5);
        assertThat(one.said()).containsExactly("lost", "proven");
        one.now(read());
        two.now(fence(1));
        two.now(fence(2));
        assertThat(one.said()).containsExactly("changed 1");
    }

    @Test
    void anOwnChangeIsNotPushedAndEndsTheRegistration() {
        one.listening().now(read());
        one.now(fence(1));
        two.now(fence(2));
        assertThat(one.said()).containsExactly("lost", "proven");
    }

    @Test
    void aTokenThatIsMadeIsRegistered() {
        one.listening().now(new SlotStep.Token(key, 1, 10_000));
        two.now(fence(2));
        assertThat(one.said()).endsWith("changed 1");
    }

    @Test
    void aPushThatCameBeforeTheProofIsReportedBeforeIt() {
        one.listening().now(read());
        pass(192);
        two.send(fence(1));
        pass(20);
        assertThat(one.said()).containsExactly("lost", "proven", "changed 1", "proven");
    }

    @Test
    void silenceOfTheFeedStopsItsProofs() {
        one.listening().now(read());
        one.backend.losePushes();
        two.now(fence(1));
        pass(1_000);
        assertThat(one.said()).containsExactly("lost", "proven");
        one.backend.heal();
        pass(10);
        assertThat(one.said()).containsExactly("lost", "proven");
    }

    @Test
    void aRestartForgetsAndIsToldBeforeAnyAnswer() {
        one.listening().now(fence(1));
        long before = Objects.requireNonNull(one.store.feed()).epoch();
        one.said();
        servers.restart(Duration.ofMillis(3));
        pass(20);
        assertThat(one.said()).containsExactly("lost", "another", "proven");
        assertThat(Objects.requireNonNull(one.store.feed()).epoch()).isGreaterThan(before);
        assertThat(one.now(read())).isInstanceOfSatisfying(StepReply.Seen.class, seen -> {
            assertThat(seen.slot()).isNull();
            assertThat(seen.epoch()).isEqualTo(2);
        });
    }

    @Test
    void aFailOverMayKeepTheLeaseAndLoseTheFence() {
        one.now(new SlotStep.Lease(key, 5, 1_000, 0, false));
        pass(20);
        servers.cutOffReplicas(true);
        two.now(fence(1));
        wild = 1;
        servers.failOver(Duration.ofMillis(1));
        wild = 0;
        pass(20);
        StepReply reply = one.now(read());
        assertThat(reply)
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isInstanceOf(Slot.Lease.class));
    }

    @Test
    void aNodeThatStartsWhileTheServerIsDownConnectsLater() {
        servers.restart(Duration.ofMillis(10));
        Client three = new Client("three");
        assertThat(outcome(three.send(fence(1)))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        pass(30);
        assertThat(three.now(fence(1))).isInstanceOf(StepReply.Applied.class);
    }

    @Test
    void aFillOfAnotherConnectionIsRefused() {
        one.now(new SlotStep.Lease(key, 5, 1_000, 0, false));
        one.backend.breakConnection();
        pass(20);
        StepReply reply = one.now(new SlotStep.Fill(key, 5, 1, 6, 1_000, Entries.of(3)));
        assertThat(reply).isSameAs(StepReply.Refused.INSTANCE);
    }

    @Test
    void whatIsUnderWayWhenTheConnectionBreaksIsUnknownAndLostByTheTamestChoice() {
        CompletableFuture<List<StepReply>> sent = one.send(fence(1));
        one.backend.breakConnection();
        pass(5);
        assertThat(outcome(sent)).isEqualTo(StepReply.Outcome.UNKNOWN);
        assertThat(two.now(read()))
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isNull());
    }

    @Test
    void withoutAConnectionABatchIsRefusedAtOnce() {
        one.backend.refuse();
        assertThat(outcome(one.send(fence(1)))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        one.backend.heal();
        pass(20);
        assertThat(one.now(fence(1))).isInstanceOf(StepReply.Applied.class);
    }

    @Test
    void whatTheNetworkHoldsBackIsUnknownAndRunsLate() {
        one.backend.hold(true, false);
        CompletableFuture<List<StepReply>> sent = one.send(fence(1));
        pass(60);
        assertThat(outcome(sent)).isEqualTo(StepReply.Outcome.UNKNOWN);
        one.backend.heal();
        pass(5);
        assertThat(two.now(read()))
                .isInstanceOfSatisfying(
                        StepReply.Seen.class, seen -> assertThat(seen.slot()).isInstanceOf(Slot.Fence.class));
    }

    @Test
    void anEvictedSlotIsAbsentAndPushedAndSeen() {
        one.backend.watchingEvictions(Duration.ofMillis(10));
        one.listening().now(fence(1));
        one.now(read());
        one.said();
        assertThat(servers.evict(servers.addresses().get(0), LAG)).isTrue();
        pass(50);
        assertThat(one.said()).containsExactly("changed 1");
        assertThat(one.backend.sinceEviction()).isLessThan(Duration.ofMillis(50));
        assertThat(servers.addresses()).isEmpty();
    }

    @Test
    void aFullServerTakesChangesOrNothing() {
        servers.room(Room.FOR_CHANGES);
        assertThat(one.now(new SlotStep.Lease(key, 5, 1_000, 0, false))).isInstanceOf(StepReply.Failed.class);
        assertThat(one.now(fence(1))).isInstanceOf(StepReply.Applied.class);
        servers.room(Room.NONE);
        assertThat(one.now(fence(2))).isInstanceOf(StepReply.Failed.class);
    }

    @Test
    void shiftedAnswersAreNotTakenForAnotherKeysValue() {
        one.now(new SlotStep.Lease(other, 5, 1_000, 0, false));
        one.now(new SlotStep.Fill(other, 5, 1, 6, 1_000, Entries.of(3)));
        one.backend.shiftAnswers();
        CompletableFuture<List<StepReply>> sent = one.send(read(), new SlotStep.Read(other, EndpointRole.WRITER));
        pass(5);
        assertThat(((StepReply.Seen) sent.join().get(0)).slot()).isNull();
    }

    @Test
    void aReplicaThatIsProvenAnswersWhatWasTrueAWhileAgo() {
        SlotStep anywhere = new SlotStep.Read(key, EndpointRole.READER);
        Client follows = new Client("follows", true);
        pass(200);
        servers.lag(Duration.ofMillis(30));
        one.now(fence(1));
        assertThat(((StepReply.Seen) follows.now(anywhere)).slot()).isNull();
        pass(40);
        assertThat(((StepReply.Seen) follows.now(anywhere)).slot()).isInstanceOf(Slot.Fence.class);
    }

    @Test
    void aReplicaThatIsCutOffProvesNothing_andTheMasterAnswers() {
        SlotStep anywhere = new SlotStep.Read(key, EndpointRole.READER);
        Client follows = new Client("follows", true);
        pass(200);
        servers.cutOffReplicas(true);
        one.now(fence(1));
        assertThat(((StepReply.Seen) follows.now(anywhere)).slot()).isNull();
        pass(1_100);
        assertThat(((StepReply.Seen) follows.now(anywhere)).slot()).isInstanceOf(Slot.Fence.class);
    }
}
