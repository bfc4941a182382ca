package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.testkit.ServerDump;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that comes back with what it held before changes that nobody remembers any more. Holds G8. */
class RestoredTest extends EngineTest {

    private static final Duration LONGER_THAN_ANY_MEMORY = Duration.ofHours(1);

    private static Cache<String, String> cache(Fleet fleet, Node node) {
        return node.cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofDays(1))
                .build();
    }

    /** Returns a dump with a value in it that has been changed since, longer ago than anybody remembers. */
    private static ServerDump outlived(Fleet fleet, Cache<String, String> cache) {
        fleet.source.with("k", "old");
        cache.get("k");
        ServerDump dump = fleet.server.dump();
        fleet.source.with("k", "new");
        cache.invalidate("k");
        fleet.advance(LONGER_THAN_ANY_MEMORY);
        return dump;
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void whatADumpBringsBack_isServedByNoNode(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> one = cache(fleet, fleet.node());
        Cache<String, String> two = cache(fleet, fleet.node());
        ServerDump dump = outlived(fleet, one);
        fleet.server.restart(dump);

        assertThat(two.get("k")).isEqualTo("new");
        assertThat(two.getIfPresent("k")).as("nothing else is known yet").isNull();
        fleet.advanceMillis(1_000);
        for (Cache<String, String> cache : List.of(one, two)) {
            assertThat(cache.stats().pendingChanges()).isZero();
            assertThat(cache.get("k")).isEqualTo("new");
        }
        fleet.advanceMillis(1_000);
        one.get("k");
        int reads = fleet.source.reads.get();
        one.get("k");
        two.get("k");
        assertThat(fleet.source.reads).as("cached again").hasValue(reads);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void untilTheTokenHasMoved_readsPassTheStore(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node);
        ServerDump dump = outlived(fleet, cache);
        node.link().faults().next().restart(dump).next(8).timeOut();

        assertThat(cache.get("k")).as("read while the server comes back").isEqualTo("new");
        assertThat(cache.stats().pendingChanges()).isEqualTo(1);
        for (int i = 0; i < 200; i++) {
            assertThat(cache.get("k")).isEqualTo("new");
            fleet.advanceMillis(100);
        }
        node.link().faults().verifyExhausted();
        assertThat(cache.stats().pendingChanges()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void requestsUnderWay_areNotAnsweredByWhatADumpHas(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node);
        ServerDump dump = outlived(fleet, cache);
        node.link().faults().next().steps(SlotStep.Lease.class).restart(dump);
        assertThat(cache.get("k")).as("nothing there, and a lease asked for").isEqualTo("new");
        fleet.advanceMillis(1_000);
        cache.get("k");
        fleet.advanceMillis(1_000);

        node.link().faults().next().restart(dump);
        assertThat(cache.withMaxAge(Duration.ofDays(1)).getIfPresent("k")).isNotEqualTo("old");
        node.link().faults().verifyExhausted();
    }

    /** A node that notices late must not empty what was loaded since another has noticed. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void tokenIsMovedOnce_byWhoNoticesFirst(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> one = cache(fleet, fleet.node());
        Node late = fleet.node();
        Cache<String, String> two = cache(fleet, late);
        ServerDump dump = outlived(fleet, one);
        late.link().unavailable(true);
        fleet.server.restart(dump);
        fleet.advanceMillis(1_000);
        assertThat(one.get("k")).isEqualTo("new");
        fleet.advanceMillis(1_000);
        one.get("k");

        late.link().unavailable(false);
        fleet.advanceMillis(1_000);
        assertThat(two.get("k")).isEqualTo("new"); // of its own, as every first read by a new connection
        fleet.advanceMillis(1_000);
        int reads = fleet.source.reads.get();
        assertThat(two.get("k")).isEqualTo("new");
        assertThat(one.get("k")).isEqualTo("new");
        assertThat(fleet.source.reads).hasValue(reads);
        assertThat(late.link().steps(SlotStep.Fence.class)).isZero();
    }

    /** That the token has moved after one return says nothing of the next. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void dumpOfTheLifeBefore_isNotTakenForMoved(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = cache(fleet, fleet.node());
        fleet.server.restart(outlived(fleet, cache));
        fleet.advanceMillis(1_000);
        cache.get("k"); // the first read by a new connection passes the store
        fleet.advanceMillis(1_000);
        fleet.server.restart(outlived(fleet, cache));
        fleet.advanceMillis(1_000);

        assertThat(cache.get("k")).isEqualTo("new");
    }

    /** While a store is away nothing is acknowledged, so that no change grows old either. */
    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void changeRightBeforeALongOutage_isSaidAgain(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = cache(fleet, node);
        fleet.source.with("k", "old");
        cache.get("k");
        fleet.server.stopReplication();
        fleet.source.with("k", "new");
        cache.invalidate("k");
        node.link().unavailable(true);
        fleet.server.failover();
        fleet.advance(Duration.ofMinutes(5));
        node.link().unavailable(false);
        fleet.advanceMillis(1_000);

        assertThat(cache.get("k")).isEqualTo("new");
    }
}
