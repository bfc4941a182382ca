package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.spi.SlotStep;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A load on another node: it is waited for, but not for ever. Holds G2. */
class OtherNodesLoadTest extends EngineTest {

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void loadOnOneNode_isWaitedForOnAnother(Ground ground) {
        Fleet fleet = open(ground);
        Node first = fleet.node();
        Cache<String, String> loading = first.cache().load(fleet.source::load).build();
        Cache<String, String> waiting = fleet.cache();
        fleet.source.with("k", "v");
        first.loads.hold();
        CompletableFuture<@Nullable String> one = loading.async().get("k");
        CompletableFuture<@Nullable String> two = waiting.async().get("k");
        fleet.advanceMillis(500);
        assertThat(two).isNotDone();
        first.loads.release();
        fleet.advanceMillis(200);

        assertThat(got(one)).isEqualTo("v");
        assertThat(got(two)).isEqualTo("v");
        assertThat(fleet.source.reads).hasValue(1);
        assertThat(first.link().steps(SlotStep.Fill.class)).isEqualTo(1);
    }

    /** Has a load begin that does not end, and a read on another node that waits for it. */
    private static CompletableFuture<@Nullable String> waitFor(
            Node first, Cache<String, String> dying, Cache<String, String> waiting) {
        first.loads.hold();
        dying.async().get("k");
        return waiting.async().get("k");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void loadThatDies_isTakenOverWhenItsLeaseLapses(Ground ground) {
        Fleet fleet = open(ground);
        Node first = fleet.node();
        Cache<String, String> dying = first.cache()
                .load(fleet.source::load)
                .lease(Duration.ofSeconds(2))
                .build();
        Cache<String, String> waiting = fleet.cache();
        fleet.source.with("k", "v");
        CompletableFuture<@Nullable String> two = waitFor(first, dying, waiting);
        fleet.advanceMillis(2_100);

        assertThat(got(two)).isEqualTo("v");
        fleet.source.with("k", "v2");
        first.loads.release();
        assertThat(waiting.get("k")).as("the late load has stored nothing").isEqualTo("v");
    }

    /** By default a lease lasts as long as a load may take: who only waited would time out with it. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void loadThatDies_isNotWaitedForLongerThanHalfOfTheTimeout(Ground ground) {
        Fleet fleet = open(ground);
        Node first = fleet.node();
        Duration timeout = Duration.ofSeconds(4);
        var dying =
                first.cache().load(fleet.source::load).hardLoadTimeout(timeout).build();
        var waiting = fleet.node()
                .cache()
                .load(fleet.source::load)
                .hardLoadTimeout(timeout)
                .build();
        fleet.source.with("k", "v");
        CompletableFuture<@Nullable String> two = waitFor(first, dying, waiting);
        fleet.advanceMillis(1_500);
        assertThat(two).isNotDone();
        fleet.advanceMillis(900);

        assertThat(got(two)).isEqualTo("v");
        assertThat(waiting.getIfPresent("k")).as("the lease is the other's").isNull();
        first.loads.release();
    }
}
