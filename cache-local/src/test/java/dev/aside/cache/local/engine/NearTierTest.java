package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Near copies, and what ends them: pushes, the end of their feed's proof, an age. */
class NearTierTest extends EngineTest {

    private static final Ground GROUND = Ground.FAR_NEAR;

    /** Reads until the copy is near, and shows that it is. */
    private static void warm(Fleet fleet, Cache<String, String> cache) {
        cache.get("k");
        cache.get("k");
        long hits = cache.stats().nearHits();
        int reads = fleet.source.reads.get();
        cache.get("k");
        assertThat(cache.stats().nearHits()).isEqualTo(hits + 1);
        assertThat(fleet.source.reads).hasValue(reads);
    }

    @Test
    void push_removesTheCopiesOfOtherNodesAtOnce() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        Cache<String, String> reader = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        fleet.source.with("k", "v2");

        assertThat(changer.invalidate("k")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void ownChange_removesTheOwnCopy() {
        Fleet fleet = open(GROUND);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, cache);
        fleet.source.with("k", "v2");
        cache.invalidate("k");

        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @Test
    void ownChange_removesTheOwnCopyThoughTheServerDoesNotAnswer() {
        Fleet fleet = open(GROUND);
        Cache<String, String> cache = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, cache);
        fleet.source.with("k", "v2");
        fleet.link().fail(1);
        assertThat(cache.invalidate("k")).isEqualTo(ChangeOutcome.PENDING);

        assertThat(cache.get("k")).isEqualTo("v2");
        assertThat(cache.get("k")).isEqualTo("v2");
    }

    @Test
    void d2_invalidationThatOvertakesTheFill_keepsItOut() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        HeldReplies slow = HeldReplies.withFeed(GROUND.backend(fleet.server));
        Cache<String, String> reader =
                fleet.node(slow).cache().load(fleet.source::load).build();
        fleet.source.with("k", "v1");
        changer.get("k");
        slow.hold(true);
        CompletableFuture<@Nullable String> read = reader.async().get("k");
        fleet.source.with("k", "v2");
        changer.invalidate("k"); // the push arrives, and finds nothing to remove
        slow.hold(false);

        assertThat(got(read)).as("began before the change").isEqualTo("v1");
        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void pushThatIsLate_isBoundByTheProof() {
        Fleet fleet = open(GROUND);
        Node node = fleet.node();
        Cache<String, String> reader = node.cache().load(fleet.source::load).build();
        Cache<String, String> changer = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        node.link().pauseFeed(true);
        fleet.source.with("k", "v2");
        changer.invalidate("k");
        assertThat(reader.get("k")).as("not yet told, and within the bound").isEqualTo("v1");

        fleet.advanceMillis(750);
        assertThat(reader.get("k")).isEqualTo("v2");
        node.link().pauseFeed(false);
        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void d2_invalidationDuringALoadOnAnotherNode_keepsTheCopyOut() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        Cache<String, String> reader = fleet.cache();
        fleet.source.with("k", "v1").meanwhile(() -> {
            fleet.source.with("k", "v2");
            changer.invalidate("k");
            changer.get("k");
        });

        assertThat(reader.get("k")).isEqualTo("v1");
        assertThat(reader.get("k")).isEqualTo("v2");
        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void d11_refreshThatRacesAnInvalidation_isDropped() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        Cache<String, String> reader = fleet.node()
                .cache()
                .load(fleet.source::load)
                .refreshAfterWrite(Duration.ofSeconds(10))
                .build();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        fleet.advanceMillis(10_001);
        fleet.source.meanwhile(() -> {
            fleet.source.with("k", "v2");
            changer.invalidate("k");
        });

        assertThat(reader.get("k")).as("served while the refresh runs").isEqualTo("v1");
        assertThat(reader.get("k")).isEqualTo("v2");
        assertThat(changer.get("k")).isEqualTo("v2");
        assertThat(reader.stats().refusedFills()).isEqualTo(1);
    }

    @Test
    void lostFeed_endsTheCopiesAfterThreeQuartersOfTheBound() {
        Fleet fleet = open(GROUND);
        Node node = fleet.node();
        Cache<String, String> reader = node.cache()
                .load(fleet.source::load)
                .consistency(Consistency.bounded(Duration.ofSeconds(4)))
                .build();
        Cache<String, String> changer = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        fleet.advanceMillis(1_000); // a proof
        node.link().losePushes(true);
        fleet.source.with("k", "v2");
        changer.invalidate("k");

        fleet.advanceMillis(2_900);
        assertThat(reader.get("k")).as("the feed was proven alive lately").isEqualTo("v1");
        fleet.advanceMillis(100);
        assertThat(reader.get("k")).isEqualTo("v2");
        node.link().losePushes(false);
        warm(fleet, reader);
    }

    @Test
    void reconnectedFeed_beginsWithNothing() {
        Fleet fleet = open(GROUND);
        Node node = fleet.node();
        Cache<String, String> reader = node.cache().load(fleet.source::load).build();
        Cache<String, String> changer = fleet.cache();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        node.link().unavailable(true);
        fleet.source.with("k", "v2");
        changer.invalidate("k");
        assertThat(reader.get("k"))
                .as("the connection is lost, and so are the copies")
                .isEqualTo("v2");

        node.link().unavailable(false);
        assertThat(reader.get("k")).isEqualTo("v2");
        warm(fleet, reader);
        fleet.source.with("k", "v3");
        changer.invalidate("k");
        assertThat(reader.get("k")).isEqualTo("v3");
    }

    @Test
    void withoutAFeed_copiesLiveForTheBoundOnly() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        Cache<String, String> reader = fleet.node(HeldReplies.withoutFeed(GROUND.backend(fleet.server)))
                .cache()
                .load(fleet.source::load)
                .consistency(Consistency.bounded(Duration.ofSeconds(2)))
                .build();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        fleet.source.with("k", "v2");
        changer.invalidate("k");

        assertThat(reader.get("k")).isEqualTo("v1");
        fleet.advanceMillis(2_000);
        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void withoutAFeed_copiesDoNotOutliveTheBoundByAFurtherRead() {
        Fleet fleet = open(GROUND);
        Cache<String, String> changer = fleet.cache();
        Cache<String, String> reader = fleet.node(HeldReplies.withoutFeed(GROUND.backend(fleet.server)))
                .cache()
                .load(fleet.source::load)
                .build();
        fleet.source.with("k", "v1");
        warm(fleet, reader);
        for (int i = 0; i < 10; i++) {
            fleet.advanceMillis(500);
            reader.get("k");
        }
        fleet.source.with("k", "v2");
        changer.invalidate("k");
        fleet.advanceMillis(1_000);

        assertThat(reader.get("k")).isEqualTo("v2");
    }

    @Test
    void strict_hasNoNearTier() {
        Fleet fleet = open(GROUND);
        Node node = fleet.node();
        Cache<String, String> reader = node.cache()
                .load(fleet.source::load)
                .consistency(Consistency.STRICT)
                .build();
        fleet.source.with("k", "v1");
        reader.get("k");
        reader.get("k");
        long asked = node.link().steps(SlotStep.Read.class);
        reader.get("k");

        assertThat(node.link().steps(SlotStep.Read.class)).isEqualTo(asked + 1);
        assertThat(reader.stats().nearHits()).isZero();
    }

    @Test
    void unknownOutcome_endsTheOwnCopiesOnceItsDeadlineHasPassed() {
        Fleet fleet = open(GROUND);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .writeTimeout(Duration.ofSeconds(2))
                .write((key, value) -> {
                    fleet.advanceMillis(1_900);
                    throw new IllegalStateException("connection lost");
                })
                .build();
        fleet.source.with("k", "v1");
        assertThat(failure(start(() -> cache.put("k", "v2")))).isNotNull();
        fleet.advanceMillis(1_200);
        cache.get("k");
        cache.get("k");
        fleet.source.with("k", "v2"); // the source finishes it, late
        fleet.advanceMillis(1_000);

        assertThat(cache.get("k")).isEqualTo("v2");
    }
}
