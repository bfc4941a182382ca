package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Cache;
import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.InMemoryBackend;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is loaded, and of what place in the database's order, once the store has evicted what it knew of a change. Holds G4. */
class EvictedTest extends SourcedTest {

    private static final Duration LAG = Duration.ofMillis(800);
    private static final Duration MEMORY = Duration.ofSeconds(45);
    private static final CommitPosition LATER = CommitPosition.ordered("shop/1", 200);

    private Duration age = Duration.ofDays(1);

    /** A writer that has come to {@link #LATER}, and a replica that has not, like the writer when it was seen last. */
    private static final class LaggingShop {
        private final Fleet fleet;
        private long seenNanos;

        LaggingShop(Fleet fleet) {
            this.fleet = fleet;
        }

        private long now() {
            return fleet.time.runtime().ticker().nanos();
        }

        void seesTheWriter() {
            seenNanos = now();
        }

        String load(String key) {
            LoadContext load = Objects.requireNonNull(LoadContext.current());
            boolean counts = now() - seenNanos <= load.sampleAge().toNanos();
            CommitPosition need = load.floor().merge(counts ? PLACE : LATER);
            if (need.isUnknown() || !PLACE.isAtLeast(need)) {
                load.proveWriter(LATER);
                return "new";
            }
            load.prove(PLACE);
            return "old";
        }
    }

    private Cache<String, String> aged(Fleet fleet) {
        return aged(fleet.node());
    }

    private Cache<String, String> aged(Node node) {
        return node.cache()
                .load(key -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    age = load.sampleAge();
                    load.prove(PLACE);
                    return key;
                })
                .replicaLag(LAG)
                .changeMemory(MEMORY)
                .source(database)
                .build();
    }

    private Duration ageOfLoad(Cache<String, String> cache, String key) {
        cache.get(key);
        return age;
    }

    @Test
    void afterAnEviction_placesAreTakenAfterTheLease_untilNoneWasSeenForAsLongAsSlotsRemember() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache = aged(fleet);
        fleet.advance(MEMORY);
        assertThat(ageOfLoad(cache, "a")).isEqualTo(LAG);
        assertThat(fleet.server.evict("rows", "a")).isTrue();
        assertThat(ageOfLoad(cache, "b")).isZero();
        fleet.advance(MEMORY.minusMillis(1));
        assertThat(ageOfLoad(cache, "c")).isZero();
        fleet.advanceMillis(1);
        assertThat(ageOfLoad(cache, "d")).isEqualTo(LAG);
    }

    /** Not only the first. */
    @Test
    void eachEviction_beginsThatTimeAnew() {
        Fleet fleet = open(Ground.FAR);
        Cache<String, String> cache = aged(fleet);
        for (int turn = 0; turn < 3; turn++) {
            fleet.advance(MEMORY);
            assertThat(ageOfLoad(cache, "a" + turn)).isEqualTo(LAG);
            fleet.server.evict("rows", "a" + turn);
            fleet.advance(MEMORY.dividedBy(2));
            assertThat(ageOfLoad(cache, "b" + turn)).isZero();
            fleet.server.evict("rows", "b" + turn);
            fleet.advance(MEMORY.minusMillis(1));
            assertThat(ageOfLoad(cache, "c" + turn)).isZero();
        }
    }

    /** What was evicted before it knows is in no count, so what was known before then does not count. */
    @Test
    void whileTheStoreDoesNotKnow_placesAreTakenAfterTheLease_andThoseFromBeforeNeverCount() {
        Fleet fleet = open(Ground.FAR);
        Followed store = new Followed(new InMemoryBackend(fleet.server));
        Cache<String, String> cache = aged(fleet.node(store));
        fleet.advance(MEMORY);
        store.sinceEviction = Duration.ZERO;
        assertThat(ageOfLoad(cache, "a")).isZero();
        store.sinceEviction = EntryStore.NEVER_EVICTED;
        fleet.advanceMillis(100);
        assertThat(ageOfLoad(cache, "b")).isEqualTo(Duration.ofMillis(100));
        fleet.advance(MEMORY);
        assertThat(ageOfLoad(cache, "c")).isEqualTo(LAG);
    }

    /** The fence is gone, the replica has not replayed the change, and where the writer was seen last was before it. */
    @ParameterizedTest
    @EnumSource(names = {"FAR", "FAR_NEAR"})
    void changeWhoseFenceWasEvicted_isNotUndoneByALaggingReplica(Ground ground) {
        Fleet fleet = open(ground);
        LaggingShop shop = new LaggingShop(fleet);
        Cache<String, String> cache =
                fleet.node().cache().load(shop::load).source(database).build();
        fleet.advance(Duration.ofMinutes(1));
        shop.seesTheWriter();
        fleet.advanceMillis(1);
        assertThat(cache.get("other")).as("nothing speaks against the replica").isEqualTo("old");
        FakeDatabase.Tx transaction = database.begin().writes();
        cache.invalidate("k");
        transaction.commit(LATER);
        assertThat(fleet.server.evict("rows", "k")).isTrue();
        assertThat(cache.get("k")).isEqualTo("new");
        assertThat(cache.getIfPresent("k")).isEqualTo("new");
    }
}
