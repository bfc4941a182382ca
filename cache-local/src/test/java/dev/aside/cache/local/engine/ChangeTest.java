package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeScope;
import dev.aside.cache.route.CommitPosition;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The four ends of a change over two caches, writes of unknown outcome, and what is explained of a key. */
class ChangeTest extends EngineTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private static Cache<String, String> cache(Fleet fleet, Node node, String name) {
        return node.cache(name, String.class, String.class)
                .load(fleet.source::load)
                .writeTimeout(DEADLINE)
                .build();
    }

    /** Two caches of one node that both hold the key. */
    private static final class Two {
        final Fleet fleet;
        final Node node;
        final Cache<String, String> one;
        final Cache<String, String> two;

        Two(Fleet fleet) {
            this.fleet = fleet;
            this.node = fleet.node();
            this.one = cache(fleet, node, "one");
            this.two = cache(fleet, node, "two");
            fleet.source.with("k", "v1");
            one.get("k");
            two.get("k");
        }

        ChangeScope change() {
            return node.aside.change().key(one, "k").key(two, "k").open();
        }

        boolean stores() {
            one.get("k");
            two.get("k");
            boolean first = one.getIfPresent("k") != null;
            assertThat(two.getIfPresent("k") != null).isEqualTo(first);
            return first;
        }
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void closedChange_hasEndedBothValues_andBothAreCachedAgain(Ground ground) {
        Two caches = new Two(open(ground));
        try (ChangeScope change = caches.change()) {
            assertThat(caches.stores()).as("open").isFalse();
            caches.fleet.source.with("k", "v2");
            assertThat(change.close(CommitPosition.NONE)).isEqualTo(ChangeOutcome.APPLIED);
            assertThat(change.undo()).as("the first end wins").isEqualTo(ChangeOutcome.APPLIED);
        }

        assertThat(caches.one.get("k")).isEqualTo("v2");
        assertThat(caches.stores()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void committedChange_isOneClosedWithoutAPosition(Ground ground) {
        Two caches = new Two(open(ground));
        try (ChangeScope change = caches.change()) {
            caches.fleet.source.with("k", "v2");
            assertThat(change.committed()).isEqualTo(ChangeOutcome.APPLIED);
        }

        assertThat(caches.one.get("k")).isEqualTo("v2");
        assertThat(caches.stores()).as("not left unknown").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void changeCountsItsKeysAsInvalidated_unlessItIsUndone(Ground ground) {
        Two caches = new Two(open(ground));
        caches.change().undo();
        assertThat(caches.one.stats().invalidations()).isZero();
        caches.change().committed();
        caches.change().unknown();

        assertThat(caches.one.stats().invalidations()).isEqualTo(2);
        assertThat(caches.two.stats().invalidations()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void undoneChange_leavesBothCacheableAtOnce_andOnlyThatChange(Ground ground) {
        Two caches = new Two(open(ground));
        ChangeScope other = caches.change();
        try (ChangeScope change = caches.change()) {
            assertThat(change.undo()).isEqualTo(ChangeOutcome.APPLIED);
        }
        assertThat(caches.stores()).as("the other is open").isFalse();
        other.undo();

        assertThat(caches.stores()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void unknownChange_keepsBothUncachedUntilTheDeadline_andIsInvalidatedThen(Ground ground) {
        Two caches = new Two(open(ground));
        ChangeScope change = caches.change();
        assertThat(change.unknown()).isEqualTo(ChangeOutcome.UNKNOWN);
        assertThat(change.close(CommitPosition.NONE)).isEqualTo(ChangeOutcome.UNKNOWN);
        caches.fleet.advanceMillis(1_999);
        assertThat(caches.stores()).isFalse();
        caches.fleet.source.with("k", "v2");
        caches.fleet.advanceMillis(2_000);

        assertThat(caches.one.get("k")).isEqualTo("v2");
        assertThat(caches.stores()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void changeThatIsLeft_isUnknown_andOneThatIsForgottenEndsByItsDeadline(Ground ground) {
        Two caches = new Two(open(ground));
        try (ChangeScope left = caches.change()) {
            assertThat(left).isNotNull();
        }
        assertThat(caches.stores()).isFalse();
        caches.fleet.advanceMillis(3_100);
        assertThat(caches.stores()).isTrue();
        ChangeScope forgotten = caches.change();
        assertThat(caches.stores()).isFalse();
        caches.fleet.advanceMillis(3_100);
        assertThat(caches.stores()).isTrue();
        assertThat(forgotten.close(CommitPosition.NONE)).isEqualTo(ChangeOutcome.APPLIED);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void loadOfBeforeAChange_storesNothingAfterIt(Ground ground) {
        Two caches = new Two(open(ground));
        caches.one.invalidate("k");
        caches.fleet.source.meanwhile(() -> {
            try (ChangeScope change = caches.change()) {
                caches.fleet.source.with("k", "v2");
                change.committed();
            }
        });

        assertThat(caches.one.get("k")).isEqualTo("v1");
        assertThat(caches.one.get("k")).isEqualTo("v2");
        assertThat(caches.two.get("k")).isEqualTo("v2");
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void writeOfUnknownOutcome_isUncachedUntilTheDeadline(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(fleet.source::load)
                .writeTimeout(DEADLINE)
                .write((key, value) -> {
                    throw new IllegalStateException("connection lost");
                })
                .build();
        fleet.source.with("k", "v1");
        cache.get("k");
        assertThatThrownBy(() -> cache.put("k", CANARY)).isInstanceOfSatisfying(CacheWriteException.class, e -> {
            assertThat(e.isSurelyUnchanged()).isFalse();
            assertQuiet(e);
        });
        assertThat(cache.get("k")).isEqualTo("v1");
        assertThat(cache.getIfPresent("k")).isNull();
        fleet.advanceMillis(1_990);
        cache.get("k");
        assertThat(cache.getIfPresent("k")).isNull();
        fleet.advanceMillis(1_200);
        cache.get("k");

        assertThat(cache.getIfPresent("k")).isEqualTo("v1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void writeOfUnknownOutcomeWithoutAFence_isUncachedUntilTheDeadlineToo(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .writeTimeout(DEADLINE)
                .write((key, value) -> {
                    throw new IllegalStateException("connection lost");
                })
                .build();
        fleet.source.with("k", "v1");
        node.link().fail(1);
        assertThatThrownBy(() -> cache.put("k", "v2")).isInstanceOf(CacheWriteException.class);
        fleet.advanceMillis(1_900);
        cache.get("k");

        assertThat(cache.getIfPresent("k")).isNull();
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void explanation_saysWhatIsKnown_andNoValue(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache()
                .load(fleet.source::load)
                .expireAfterWrite(Duration.ofMinutes(1))
                .build();
        String tier = ground.isFar() ? "far" : "near";
        assertThat(cache.explain(CANARY).facts())
                .containsEntry("cache", "rows")
                .containsEntry("mode", "BOUNDED(1000ms)")
                .containsEntry(tier, "nothing")
                .containsEntry("a read would", "load");
        fleet.source.with(CANARY, CANARY);
        cache.get(CANARY);
        fleet.advanceMillis(5_000);
        Map<String, String> facts = cache.explain(CANARY).facts();
        assertThat(facts)
                .containsEntry(tier, "a value")
                .containsEntry("age", "5000 ms")
                .containsEntry("hard expiry", "in 55000 ms")
                .hasEntrySatisfying("a read would", read -> assertThat(read).startsWith("be served from it"));
        assertThat(cache.explain(CANARY).toString()).doesNotContain(CANARY);
        cache.invalidate(CANARY);
        assertThat(cache.explain(CANARY).facts()).containsEntry(tier, "changed, and not loaded since");
        cache.get("none");
        assertThat(cache.explain("none").facts()).containsEntry(tier, "known to be absent");
        ChangeScope change = node.aside.change().key(cache, "none").open();
        assertThat(cache.explain("none").facts())
                .containsEntry("writers", "1 open")
                .containsEntry("a read would", "load, and store nothing while the change is open");
        change.undo();
        node.loads.hold();
        cache.async().get("none");
        assertThat(cache.explain("none").facts())
                .containsEntry("load", "a read is under way")
                .containsEntry("a read would", "wait for that load");
        long reads = cache.stats().misses()
                + cache.stats().nearHits()
                + cache.stats().farHits();
        cache.explain("none");
        assertThat(cache.stats().misses()
                        + cache.stats().nearHits()
                        + cache.stats().farHits())
                .as("counts as no read")
                .isEqualTo(reads);
    }

    @ParameterizedTest
    @EnumSource(
            value = Ground.class,
            names = {"FAR", "FAR_NEAR"})
    void interruptedOpening_leavesNothingOpen(Ground ground) {
        Fleet fleet = open(ground);
        HeldReplies slow = HeldReplies.withoutFeed(ground.backend(fleet.server));
        Node node = fleet.node(slow);
        Cache<String, String> changing = cache(fleet, node, "one");
        Cache<String, String> reading = cache(fleet, fleet.node(), "one");
        fleet.source.with("k", "v1");

        slow.hold(true);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> node.aside.change().key(changing, "k").open())
                .isInstanceOf(CacheInterruptedException.class);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        slow.hold(false);

        assertThat(reading.get("k")).isEqualTo("v1");
        assertThat(reading.getIfPresent("k"))
                .as("stored, since nothing is open")
                .isEqualTo("v1");
    }
}
