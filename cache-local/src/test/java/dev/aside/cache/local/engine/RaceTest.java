package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.LoadContext;
import dev.aside.cache.NotWrittenException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.SlotKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue's look-aside races, A1 to A15. Holds G1, G5, G6 and G9. */
class RaceTest extends EngineTest {

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a1_loadThatBeganBeforeInvalidate_storesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        });

        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(fleet.source.reads).hasValue(2);
        assertThat(cache.stats().refusedFills()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a1_refreshThatBeganBeforeInvalidate_storesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.meanwhile(() -> {
            fleet.source.with("k", "v2");
            cache.invalidate("k");
        });

        assertThat(cache.refresh("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a1_batchThatBeganBeforeInvalidate_storesTheOthersOnly(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache =
                fleet.node().cache().loadAll(fleet.source::loadAll).build();
        fleet.source.with("a", "a1").with("b", "b1").meanwhile(() -> {
            fleet.source.with("a", "a2");
            cache.invalidate("a");
        });

        assertThat(cache.getAll(List.of("a", "b"))).isEqualTo(Map.of("a", "a1", "b", "b1"));
        assertThat(cache.getAll(List.of("a", "b"))).isEqualTo(Map.of("a", "a2", "b", "b1"));
        assertThat(fleet.source.reads).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a1_loadThatBeganBeforeClear_storesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            cache.clear();
        });

        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a1_callerAfterInvalidate_doesNotJoinTheLoadBeforeIt(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            cache.invalidate("k");
            assertThat(elsewhere(() -> cache.get("k"))).isEqualTo("v2");
        });

        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(fleet.source.reads).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a1_loadOnOneNodeBeforeInvalidateOnAnother_storesNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> reader = fleet.cache();
        Cache<String, String> changer = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            assertThat(changer.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        });

        assertThat(reader.get("k")).isEqualTo("v1");
        assertThat(reader.get("k")).isEqualTo("v2");
        assertThat(changer.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a1_clearOnOneNode_isSeenByAll(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> reader = fleet.cache();
        Cache<String, String> changer = fleet.cache();
        fleet.source.with("k", "v1");
        assertThat(reader.get("k")).isEqualTo("v1");
        assertThat(reader.get("k")).isEqualTo("v1");

        fleet.source.with("k", "v2");
        assertThat(changer.clear()).isEqualTo(ChangeOutcome.APPLIED);
        fleet.advanceMillis(1_000);

        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a6_writeThatIsRolledBack_leavesNothingOfItself(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .write((key, value) -> {
                    throw new NotWrittenException("constraint", null);
                })
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");

        assertThatThrownBy(() -> cache.put("k", CANARY)).isInstanceOfSatisfying(CacheWriteException.class, e -> {
            assertThat(e.isSurelyUnchanged()).isTrue();
            assertQuiet(e);
        });
        assertThat(cache.get("k")).isEqualTo("v1");
        int reads = fleet.source.reads.get();
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(fleet.source.reads).as("cacheable again at once").hasValue(reads);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a6_valueIsSeenByNobodyBeforeItIsWritten(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .write(fleet.source::write)
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        fleet.source.meanwhile(() -> assertThat(cache.getIfPresent("k")).isNotEqualTo("v2"));

        assertThat(cache.put("k", "v2")).isEqualTo(ChangeOutcome.APPLIED);
        int reads = fleet.source.reads.get();
        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(fleet.source.reads).as("the write has stored it").hasValue(reads);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a7_writersThatOverlap_leaveWhatTheSourceHas(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().load(fleet.source::load).write(fleet.source::write).build();
        fleet.source.meanwhile(() -> cache.put("k", "v3"));

        cache.put("k", "v2");

        assertThat(fleet.source.rows).containsEntry("k", "v3");
        assertThat(cache.get("k")).isEqualTo("v3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a7_writersOnTwoNodesInEitherOrder_leaveWhatTheSourceHas(Ground ground) {
        for (boolean secondCommitsLast : List.of(true, false)) {
            Fleet fleet = open(ground);
            Cache<String, String> second = fleet.node()
                    .cache()
                    .load(fleet.source::load)
                    .write(fleet.source::write)
                    .build();
            Cache<String, String> first = fleet.node()
                    .cache()
                    .load(fleet.source::load)
                    .write((key, value) -> {
                        if (secondCommitsLast) {
                            fleet.source.rows.put(key, value);
                            second.put(key, "v3");
                        } else {
                            second.put(key, "v3");
                            fleet.source.rows.put(key, value);
                        }
                    })
                    .build();

            first.put("k", "v2");

            String truth = secondCommitsLast ? "v3" : "v2";
            assertThat(first.get("k")).isEqualTo(truth);
            assertThat(second.get("k")).isEqualTo(truth);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a9_invalidationThatCannotBeSaid_isPendingAndSaidLater(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.cache();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v1");
        assertThat(other.get("k")).isEqualTo("v1");
        assertThat(cache.get("k")).isEqualTo("v1");

        fleet.link().unavailable(true);
        fleet.source.with("k", "v2");
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);
        assertThat(cache.stats().pendingChanges()).isEqualTo(1);
        fleet.link().unavailable(false);
        assertThat(cache.get("k")).as("read past the cache while pending").isEqualTo("v2");
        assertThat(cache.getIfPresent("k")).isNull();

        fleet.advanceMillis(2_000);
        assertThat(cache.stats().pendingChanges()).isZero();
        assertThat(other.get("k")).isEqualTo("v2");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a10_fillThatArrivesLate_isRefused(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> late = fleet.cache();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> fleet.link().hang(true));
        assertThat(late.get("k")).isEqualTo("v1");

        fleet.source.with("k", "v2");
        assertThat(other.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(other.get("k")).isEqualTo("v2");
        fleet.link().hang(false);

        assertThat(other.get("k")).isEqualTo("v2");
        assertThat(late.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a10_changeThatArrivesLate_harmsNothing(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> late = fleet.cache();
        Cache<String, String> other = fleet.cache();
        fleet.source.with("k", "v1");
        other.get("k");

        fleet.link().hang(true);
        fleet.source.with("k", "v2");
        CompletableFuture<ChangeOutcome> outcome = late.async().invalidate("k");
        fleet.advanceMillis(100);
        assertThat(got(outcome)).isEqualTo(ChangeOutcome.PENDING);
        fleet.source.with("k", "v3");
        other.invalidate("k");
        assertThat(other.get("k")).isEqualTo("v3");
        fleet.link().hang(false);
        fleet.advanceMillis(3_000);

        assertThat(late.stats().pendingChanges()).isZero();
        assertThat(other.get("k")).isEqualTo("v3");
        assertThat(late.get("k")).isEqualTo("v3");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void a11_invalidationOfManyThatFailsInPart_isSaidInFull(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache =
                node.cache().loadAll(fleet.source::loadAll).build();
        List<String> keys = IntStream.range(0, 2_500).mapToObj(i -> "k" + i).toList();
        keys.forEach(key -> fleet.source.with(key, "v1"));
        cache.getAll(keys);

        keys.forEach(key -> fleet.source.with(key, "v2"));
        node.link().fail(2);
        assertThat(cache.invalidateAll(keys)).isEqualTo(ChangeOutcome.PENDING);
        assertThat(cache.stats().pendingChanges()).isEqualTo(2_000);
        assertThat(cache.getAll(keys).values()).containsOnly("v2");

        fleet.advanceMillis(5_000);
        assertThat(cache.stats().pendingChanges()).isZero();
        assertThat(cache.getAll(keys).values()).containsOnly("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void a15_positionThatGoesBack_doesNotLowerTheFloor(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        long[] replayed = {7};
        Cache<String, String> cache = node.cache()
                .readsReplicas(true)
                .load(key -> {
                    Objects.requireNonNull(LoadContext.current()).prove(CommitPosition.ordered("main", replayed[0]));
                    return fleet.source.load(key);
                })
                .build();
        for (long place : new long[] {10, 5}) {
            try (ChangeScope change = node.aside.change().key(cache, "k").open()) {
                change.close(CommitPosition.ordered("main", place));
            }
        }
        fleet.source.with("k", "v");

        cache.get("k");
        assertThat(cache.getIfPresent("k")).as("proven for 7 only").isNull();
        replayed[0] = 10;
        cache.get("k");
        assertThat(cache.getIfPresent("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void fenceEvictedBetweenTheLookAndTheLease_isNotForgotten(Ground ground) {
        Fleet fleet = open(ground);
        HeldReplies slow = HeldReplies.withoutFeed(ground.backend(fleet.server));
        Node reading = fleet.node(slow);
        Node changing = fleet.node();
        List<CommitPosition> floors = new ArrayList<>();
        Cache<String, String> reader = reading.cache()
                .readsReplicas(true)
                .load(key -> {
                    floors.add(Objects.requireNonNull(LoadContext.current()).floor());
                    return fleet.source.load(key);
                })
                .build();
        Cache<String, String> changer =
                changing.cache().readsReplicas(true).load(fleet.source::load).build();
        fleet.source.with("k", "v");
        try (ChangeScope change = changing.aside.change().key(changer, "k").open()) {
            change.close(CommitPosition.ordered("main", 10));
        }

        slow.hold(true);
        CompletableFuture<@Nullable String> read = reader.async().get("k");
        fleet.server.evict(slot -> slot.kind() == SlotKey.Kind.ENTRY);
        slow.hold(false);

        assertThat(got(read)).isEqualTo("v");
        assertThat(floors).containsExactly(CommitPosition.ordered("main", 10));
    }
}
