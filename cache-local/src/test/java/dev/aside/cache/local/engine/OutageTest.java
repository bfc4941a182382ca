package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.FencePolicy;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is slow, hung, gone or back as another; the breaker and the journal. Holds G3, G6, G7, G8 and G9. */
class OutageTest extends EngineTest {

    /** What many changes at once take is more than the time of one step; a store that answers some of them is there. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void slowStore_isToldWhatIsPendingInSmallerBatches_andUsedMeanwhile(Ground ground) {
        Fleet fleet = open(ground);
        HeldReplies slow = HeldReplies.withFeed(ground.backend(fleet.server));
        Cache<String, String> cache =
                fleet.node(slow).cache().load(fleet.source::load).build();
        fleet.source.with("other", "v");
        cache.get("other");
        slow.fail(300);
        IntStream.range(0, 300).forEach(i -> cache.invalidate("k" + i));
        assertThat(cache.stats().pendingChanges()).isEqualTo(300);
        slow.fail(0);
        slow.answerAtMost(10);
        fleet.advanceMillis(5_000);

        assertThat(cache.stats().pendingChanges()).isZero();
        long bypasses = cache.stats().bypasses();
        assertThat(cache.get("other")).isEqualTo("v");
        assertThat(cache.stats().bypasses()).isEqualTo(bypasses);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void breaker_opens_probes_andCloses(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        node.link().unavailable(true);
        for (int i = 0; i < 5; i++) {
            assertThat(cache.get("k")).isEqualTo("v");
        }
        long asked = node.link().batches();

        for (int i = 0; i < 100; i++) {
            assertThat(cache.get("k")).isEqualTo("v");
        }
        assertThatThrownBy(() -> cache.getIfPresent("k")).isInstanceOf(CacheUnavailableException.class);
        assertThat(node.link().batches()).as("nobody asks while it is open").isEqualTo(asked);
        assertThat(cache.stats().bypasses()).isEqualTo(105);
        fleet.advanceMillis(300);
        cache.get("k");
        cache.get("k");
        assertThat(node.link().batches()).as("one probe").isEqualTo(asked + 1);

        node.link().unavailable(false);
        cache.get("k");
        assertThat(node.link().batches()).isEqualTo(asked + 1);
        fleet.advanceMillis(300);
        int reads = fleet.source.reads.get();
        cache.get("k");
        cache.get("k");
        assertThat(fleet.source.reads).as("closed, and cached again").hasValue(reads + 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void breaker_isNotOpenedByOneLostAnswer(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        for (int i = 0; i < 20; i++) {
            node.link().fail(1);
            cache.get("a" + i);
            cache.get("b" + i);
        }

        assertThat(cache.getIfPresent("b19")).isNull();
        assertThat(cache.stats().bypasses()).isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void leaseWhoseAnswerIsLost_isGivenBack_soThatNobodyWaitsForIt(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v");
        node.link().faults().next().steps(SlotStep.Lease.class).loseReply();
        assertThat(cache.get("k")).as("past the cache").isEqualTo("v");
        node.link().faults().verifyExhausted();
        fleet.advanceMillis(50);

        assertThat(other.async().get("k")).isCompletedWithValue("v");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void leaseWhoseReturnIsNotHeard_isGivenBackAgain(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v");
        node.link().faults().next().steps(SlotStep.Fill.class).refuse();
        node.link().faults().next(2).steps(SlotStep.Release.class).refuse();
        assertThat(cache.get("k")).isEqualTo("v");
        fleet.advanceMillis(100);
        node.link().faults().verifyExhausted();

        assertThat(other.async().get("k")).isCompletedWithValue("v");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void leaseOfALoadThatOutlastsItsConnection_isGivenBack(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> other = fleet.cache();
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    fleet.server.failover(); // the lease is there too
                    return fleet.source.load(key);
                })
                .build();
        fleet.source.with("k", "v");
        assertThat(cache.get("k")).isEqualTo("v");

        assertThat(other.async().get("k")).isCompletedWithValue("v");
    }

    /** Once is what a caller waits for a server that does not answer. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void putOfAServerThatHangs_waitsForOneStepAlone_andIsPending(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().load(fleet.source::load).write(fleet.source::write).build();
        node.link().hang(true);
        CompletableFuture<ChangeOutcome> put = cache.async().put("k", "v");
        fleet.advanceMillis(100);

        assertThat(put).isCompletedWithValue(ChangeOutcome.PENDING);
        assertThat(fleet.source.load("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void readsOfAServerThatHangs_areAnsweredFromTheSource(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("x", "x1");
        node.link().hang(true);
        CompletableFuture<@Nullable String> read = cache.async().get("x");
        assertThat(read).isNotDone();
        fleet.advanceMillis(100);

        assertThat(got(read)).isEqualTo("x1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_thatOverflows_becomesAClear(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("untouched", "v1");
        other.get("untouched");
        List<String> keys = IntStream.range(0, 11_000).mapToObj(i -> "k" + i).toList();
        node.link().unavailable(true);
        assertThat(cache.invalidateAll(keys)).isEqualTo(ChangeOutcome.PENDING);
        assertThat(cache.stats().pendingChanges()).isLessThanOrEqualTo(10_001);
        node.link().unavailable(false);
        fleet.source.with("untouched", "v2");
        assertThat(cache.get("untouched")).as("pending for every key").isEqualTo("v2");

        fleet.advanceMillis(10_000);
        assertThat(cache.stats().pendingChanges()).isZero();
        assertThat(other.get("untouched")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_isHeardSoonAfterALongOutage(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        node.link().unavailable(true);
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        fleet.advanceMillis(10_000);
        node.link().unavailable(false);
        fleet.advanceMillis(300);

        assertThat(cache.stats().pendingChanges()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_saysAgainWhatAServerThatCameBackHasLost(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        cache.get("x");
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        fleet.server.restart();
        assertThat(cache.explain("k").facts()).containsEntry("far", "nothing");

        cache.get("x");
        assertThat(cache.stats().pendingChanges()).isEqualTo(1);
        fleet.advanceMillis(10);
        assertThat(cache.stats().pendingChanges()).isZero();
        assertThat(cache.explain("k").facts()).containsEntry("far", "changed, and not loaded since");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_saysAgain_onANodeThatOnlyWrites(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> writes = fleet.cache();
        Cache<String, String> reads = fleet.cache();
        assertThat(writes.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        fleet.server.restart();
        assertThat(reads.explain("k").facts()).containsEntry("far", "nothing");

        assertThat(writes.stats().pendingChanges()).as("nobody has read here").isEqualTo(1);
        fleet.advanceMillis(10);
        assertThat(writes.stats().pendingChanges()).isZero();
        assertThat(reads.explain("k").facts()).containsEntry("far", "changed, and not loaded since");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_holdsTheReadThatFindsTheServerChanged(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v");
        cache.get("k");
        cache.invalidate("k");
        fleet.server.restart();

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.stats().bypasses()).as("its change may be lost").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void journal_doesNotTakeAnAnswerForAChangeMadeAfterIt(Ground ground) {
        Fleet fleet = open(ground);
        HeldReplies slow = HeldReplies.withoutFeed(ground.backend(fleet.server));
        Node node = fleet.node(slow);
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v1");

        slow.fail(1);
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        slow.hold(true);
        fleet.advanceMillis(50); // the journal says it, the server does it, and the answer is on its way
        assertThat(other.get("k")).isEqualTo("v1");
        fleet.source.with("k", "v2");
        slow.fail(1);
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        slow.hold(false);

        assertThat(cache.stats().pendingChanges())
                .as("the second is not acknowledged")
                .isEqualTo(1);
        fleet.advanceMillis(3_000);
        assertThat(cache.stats().pendingChanges()).isZero();
        assertThat(other.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void pendingTag_isSaidAfterItsEpoch(Ground ground) {
        Fleet fleet = open(ground);
        Node changing = fleet.node();
        Node loading = fleet.node();
        Cache<String, String> changer = changing.cache()
                .load(fleet.source::load)
                .tags((key, value) -> List.of("all"))
                .build();
        Cache<String, String> loader = loading.cache()
                .load(fleet.source::load)
                .tags((key, value) -> List.of("all"))
                .build();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            changing.link().fail(1);
            assertThat(changer.invalidateTag("all")).isEqualTo(ChangeOutcome.PENDING);
        });

        assertThat(loader.get("k")).isEqualTo("v1");
        fleet.advanceMillis(3_000);
        assertThat(changer.stats().pendingChanges()).isZero();
        assertThat(loader.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void strictPut_isRefusedWhereItCannotBeSaid_andTheWriterIsNotCalled(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> strict = node.cache("strict", String.class, String.class)
                .consistency(Consistency.STRICT)
                .write(fleet.source::write)
                .build();
        Cache<String, String> refusing = node.cache("refusing", String.class, String.class)
                .whenFenceFails(FencePolicy.REFUSE)
                .write(fleet.source::write)
                .build();
        Cache<String, String> proceeding = node.cache("proceeding", String.class, String.class)
                .write(fleet.source::write)
                .build();
        node.link().unavailable(true);

        for (Cache<String, String> cache : List.of(strict, refusing)) {
            assertThatThrownBy(() -> cache.put("k", CANARY))
                    .isInstanceOf(CacheUnavailableException.class)
                    .satisfies(EngineTest::assertQuiet);
            assertThat(fleet.source.rows).isEmpty();
            assertThatThrownBy(() -> node.aside.change().key(cache, "k").open())
                    .isInstanceOf(CacheUnavailableException.class);
        }
        assertThat(proceeding.put("k", "v")).isEqualTo(ChangeOutcome.PENDING);
        assertThat(fleet.source.rows).containsEntry("k", "v");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void evictedSlots_costALoadAndNothingElse(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.with("k", "v2");
        fleet.server.evict(key -> key.kind() == SlotKey.Kind.GENERATION);

        assertThat(cache.get("k")).as("a lost token ends what carries it").isEqualTo("v2");
        fleet.server.evict(key -> true);
        assertThat(cache.get("k")).isEqualTo("v2");
    }
}
