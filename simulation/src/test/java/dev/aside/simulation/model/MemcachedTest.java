package dev.aside.simulation.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.EntryStore;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is peculiar to servers like Memcached, and what goes wrong with them. */
final class MemcachedTest {
    private static final Duration LAG = Duration.ofMillis(100);
    private static final Duration MEMORY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final CommitPosition HIGH = CommitPosition.ordered("db", 7);

    private final World world = new World(bound -> 0, 1, false);
    private final MemcachedRing ring = new MemcachedRing(world, 2, 1);
    private final Client quick = new Client("quick", 1_000);
    private final Client slow = new Client("slow", 10_000);
    private final SlotKey key = SlotKey.ofBytes(SlotKey.Kind.ENTRY, new byte[] {1});

    private final class Client {
        final MemcachedBackend backend;
        final EntryStore store;

        Client(String name, int micros) {
            Pace pace = Pace.of(micros);
            NodeRuntime node = new NodeRuntime(world, name, name.length(), pace, pace);
            SlotRules rules = new SlotRules(LAG.toMillis(), MEMORY.toMillis());
            backend = MemcachedBackend.to(ring, node.host(), pace, rules::apply);
            NearSpec near = new NearSpec("c", 10, -1, null, null);
            store = backend.open(new StoreSpec("c", LAG, MEMORY, Duration.ZERO, near, null), node.runtime());
        }

        CompletableFuture<List<StepReply>> send(SlotStep... steps) {
            return store.execute(List.of(steps), TIMEOUT).toCompletableFuture();
        }

        StepReply now(SlotStep step) {
            CompletableFuture<List<StepReply>> sent = send(step);
            pass(50);
            return sent.join().get(0);
        }

        StepReply.Seen seen() {
            return (StepReply.Seen) now(new SlotStep.Read(key, EndpointRole.WRITER));
        }

        @Nullable
        Slot slot() {
            return seen().slot();
        }
    }

    private void pass(long millis) {
        world.runUntil(world.nanos() + millis * 1_000_000);
    }

    private SlotStep.Fence fence(long stamp) {
        return new SlotStep.Fence(key, stamp, HIGH);
    }

    private SlotStep.Lease lease(long stamp) {
        return new SlotStep.Lease(key, stamp, 1_000, 0, false);
    }

    private static StepReply.Outcome outcome(CompletableFuture<List<StepReply>> sent) {
        return ((StepReply.Failed) sent.join().get(0)).outcome();
    }

    @Test
    void itHasNoFeedAndIsNotStrict() {
        assertThat(quick.store.feed()).isNull();
        assertThat(quick.backend.modes())
                .doesNotContain(Consistency.Mode.STRICT)
                .hasSize(3);
    }

    @Test
    void ofTwoLeasesOneIsGranted() {
        CompletableFuture<List<StepReply>> one = quick.send(lease(1));
        CompletableFuture<List<StepReply>> other = slow.send(lease(2));
        pass(100);
        assertThat(one.join().get(0)).isInstanceOf(StepReply.Granted.class);
        assertThat(other.join().get(0)).isInstanceOf(StepReply.Busy.class);
    }

    @Test
    void aFenceThatIsSetBetweenReadingAndSettingIsMerged() {
        CompletableFuture<List<StepReply>> late = slow.send(new SlotStep.Begin(key, 1, 1_000, CommitPosition.NONE));
        pass(15);
        quick.now(fence(2));
        pass(100);
        assertThat(late.join().get(0)).isInstanceOf(StepReply.Applied.class);
        assertThat(quick.slot()).isInstanceOfSatisfying(Slot.Fence.class, slot -> {
            assertThat(slot.floor()).isEqualTo(HIGH);
            assertThat(slot.writers()).hasSize(1);
        });
    }

    @Test
    void aChangeThatLosesThreeTimesIsABlindFenceOfUnknownFloorThatStaysOpen() {
        CompletableFuture<List<StepReply>> late = slow.send(fence(1));
        for (int i = 2; i < 40 && !late.isDone(); i++) {
            quick.send(fence(i));
            pass(4);
        }
        assertThat(late).isDone();
        assertThat(quick.slot()).isInstanceOfSatisfying(Slot.Fence.class, slot -> {
            assertThat(slot.floor()).isEqualTo(CommitPosition.UNKNOWN);
            assertThat(slot.writers()).hasSize(1);
        });
        assertThat(quick.now(lease(99))).isInstanceOf(StepReply.Open.class);
    }

    @Test
    void aFillThatLosesIsRefused() {
        quick.now(lease(1));
        long epoch = quick.seen().epoch();
        CompletableFuture<List<StepReply>> late = quick.send(new SlotStep.Fill(key, 1, epoch, 2, 1_000, Entries.of(1)));
        slow.now(fence(3));
        pass(100);
        assertThat(late.join().get(0)).isInstanceOf(StepReply.Applied.class);
        assertThat(quick.now(new SlotStep.Fill(key, 1, epoch, 4, 1_000, Entries.of(1))))
                .isSameAs(StepReply.Refused.INSTANCE);
    }

    @Test
    void aRestartedServerIsEmptyAndAFillFromBeforeIsRefused() {
        quick.now(lease(1));
        long epoch = quick.seen().epoch();
        ring.restart(0, Duration.ofMillis(2));
        ring.restart(1, Duration.ofMillis(2));
        pass(50);
        StepReply.Seen after = quick.seen();
        assertThat(after.slot()).isNull();
        assertThat(after.epoch()).isGreaterThan(epoch);
        quick.now(lease(1));
        assertThat(quick.now(new SlotStep.Fill(key, 1, epoch, 4, 1_000, Entries.of(1))))
                .isSameAs(StepReply.Refused.INSTANCE);
    }

    @Test
    void aServerThatIsGoneLeavesItsKeysToNobody() {
        quick.backend.refuse(0);
        quick.backend.refuse(1);
        assertThat(outcome(quick.send(fence(1)))).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        quick.backend.heal();
        pass(50);
        assertThat(quick.now(fence(1))).isInstanceOf(StepReply.Applied.class);
    }

    @Test
    void whatWasBeingSetIsUnknownAndWhatWasBeingReadSurelyNotDone() {
        CompletableFuture<List<StepReply>> reading = slow.send(fence(1));
        CompletableFuture<List<StepReply>> setting = quick.send(fence(2));
        pass(2);
        quick.backend.breakConnection(0);
        quick.backend.breakConnection(1);
        slow.backend.breakConnection(0);
        slow.backend.breakConnection(1);
        pass(50);
        assertThat(outcome(setting)).isEqualTo(StepReply.Outcome.UNKNOWN);
        assertThat(outcome(reading)).isEqualTo(StepReply.Outcome.NOT_APPLIED);
    }

    @Test
    void aLifeIsNeverShorterThanItShouldBe() {
        quick.now(new SlotStep.Token(key, 1, 6_000));
        pass(5_900);
        assertThat(quick.slot()).isInstanceOf(Slot.Fence.class);
        pass(200);
        assertThat(quick.slot()).isNull();
    }

    @Test
    void stepsOnOneSlotKeepTheirOrder() {
        CompletableFuture<List<StepReply>> sent =
                quick.send(fence(1), lease(2), new SlotStep.Read(key, EndpointRole.WRITER));
        pass(50);
        assertThat(sent.join().get(1)).isInstanceOf(StepReply.Granted.class);
        assertThat(((StepReply.Seen) sent.join().get(2)).slot()).isInstanceOf(Slot.Lease.class);
    }

    @Test
    void anEvictedSlotIsAbsentAndTheEvictionIsSeen() {
        quick.backend.watchingEvictions(Duration.ofMillis(10));
        quick.now(fence(1));
        assertThat(ring.evict(ring.addresses().get(0), LAG)).isTrue();
        pass(50);
        assertThat(quick.backend.sinceEviction()).isLessThan(Duration.ofMillis(50));
        assertThat(quick.slot()).isNull();
    }
}
