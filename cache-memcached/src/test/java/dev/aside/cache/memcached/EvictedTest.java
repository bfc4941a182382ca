package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a server's evictions by what it says of them, and of how old what was. Holds G4. */
final class EvictedTest {

    private static final Map<String, String> BEFORE = Map.of("items:1:evicted", "5", "items:9:evicted", "7");
    private static final Duration MEMORY = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Place place = Place.of("cache:11211");
    private final Evicted evicted = new Evicted(() -> place, time.runtime().ticker());
    private final Said server = new Said();

    /** A server that answers at once. */
    private static final class Said implements Evicted.Asked {
        private final Map<String, String> stats = new HashMap<>(Map.of("evictions", "0"));
        private final Map<String, String> items = new HashMap<>();
        private int asked;

        @Override
        public void stats(@Nullable String what, Consumer<Map<String, String>> then) {
            asked++;
            then.accept(Map.copyOf(what == null ? stats : items));
        }

        void evicts(long all, int sizes, long seconds) {
            stats.put("evictions", String.valueOf(all));
            items.put("items:" + sizes + ":evicted", String.valueOf(all));
            items.put("items:" + sizes + ":evicted_time", String.valueOf(seconds));
        }
    }

    private void passes(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private Duration asked() {
        evicted.ask(server);
        return evicted.since(server);
    }

    @Test
    void untilSomebodyWantsToKnow_nothingIsAsked_andUntilItHasSaidSo_nothingIsKnown() {
        evicted.ask(server);
        assertThat(server.asked).isZero();
        assertThat(evicted.want(MEMORY)).isTrue();
        assertThat(evicted.since(server)).isZero();
        assertThat(asked()).isEqualTo(EntryStore.NEVER_EVICTED);
        assertThat(evicted.want(MEMORY)).isFalse();
    }

    @Test
    void eachYoungOne_counts_andNotOnlyTheFirst() {
        evicted.want(MEMORY);
        evicted.ask(server);
        for (int count = 1; count < 5; count++) {
            passes(400);
            server.evicts(count, 9, 3);
            assertThat(asked()).isZero();
            passes(400);
            assertThat(asked()).isEqualTo(Duration.ofMillis(400));
        }
    }

    /** By the longest that anybody remembers, and two seconds more. */
    @ParameterizedTest
    @ValueSource(longs = {32, 33})
    void whatHadLainUntouchedForLonger_doesNot(long seconds) {
        evicted.want(MEMORY);
        evicted.want(Duration.ofSeconds(1));
        evicted.ask(server);
        passes(400);
        server.evicts(1_000, 9, seconds);
        assertThat(asked()).isEqualTo(seconds > 32 ? EntryStore.NEVER_EVICTED : Duration.ZERO);
    }

    /** A class that has evicted a young one long ago says so for ever. */
    @Test
    void whatWasSaidBefore_isNotSaidAgain() {
        evicted.want(MEMORY);
        server.evicts(3, 9, 1);
        evicted.ask(server);
        passes(400);
        server.evicts(4, 7, 4_000);
        assertThat(asked()).isEqualTo(EntryStore.NEVER_EVICTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slab_reassign_evictions_nomem", "slab_reassign_busy_deletes", "cmd_flush"})
    void whatGoesWithAPageOrAFlush_isOfAnyAge(String how) {
        evicted.want(MEMORY);
        evicted.ask(server);
        passes(400);
        server.stats.put(how, "1");
        assertThat(asked()).isZero();
        passes(400);
        assertThat(asked()).isEqualTo(Duration.ofMillis(400));
    }

    /** It is told to the stores as that to another server, and begins anew. */
    @Test
    void anotherConnection_isAskedAnew_andWhatItBeginsWithIsNoEviction() {
        evicted.want(MEMORY);
        server.evicts(7, 9, 1);
        evicted.ask(server);
        Said other = new Said();
        assertThat(evicted.since(other)).isZero();
        evicted.ask(other);
        assertThat(evicted.since(other)).isEqualTo(EntryStore.NEVER_EVICTED);
        assertThat(evicted.since(server)).isZero();
    }

    @Test
    void aWordThatIsOlderThanTheNotice_provesNothing_unlessThereIsNoConnection() {
        evicted.want(MEMORY);
        assertThat(asked()).isEqualTo(EntryStore.NEVER_EVICTED);
        passes(1_000);
        assertThat(evicted.since(server)).isEqualTo(EntryStore.NEVER_EVICTED);
        passes(1);
        assertThat(evicted.since(server)).isZero();
        assertThat(evicted.since(null)).isEqualTo(EntryStore.NEVER_EVICTED);
    }

    @Test
    void aServerThatDoesNotSay_isToldOfOnce() {
        evicted.want(MEMORY);
        server.stats.clear();
        try (Logged logged = new Logged(Evicted.class.getName())) {
            assertThat(asked()).isZero();
            assertThat(asked()).isZero();
            assertThat(logged.warnings()).singleElement().asString().contains("cache:11211", "evictions");
        }
    }

    @Test
    void ofEachClassThatHasEvicted_theLastCounts() {
        Map<String, String> now = Map.of(
                "items:1:evicted", "5",
                "items:1:evicted_time", "3",
                "items:4:evicted", "1",
                "items:4:evicted_time", "900",
                "items:9:evicted", "8",
                "items:9:evicted_time", "40",
                "items:9:evicted_nonzero", "8");
        assertThat(Evicted.youngest(BEFORE, now)).isEqualTo(40);
    }

    @Test
    void aClassThatHasNeverEvicted_isNone() {
        Map<String, String> now = Map.of(
                "items:2:evicted", "0",
                "items:2:evicted_time", "0",
                "items:9:evicted", "9",
                "items:9:evicted_time", "77");
        assertThat(Evicted.youngest(BEFORE, now)).isEqualTo(77);
    }

    @Test
    void whatIsNotSaid_isAsYoungAsCanBe() {
        assertThat(Evicted.youngest(BEFORE, BEFORE)).isZero();
        assertThat(Evicted.youngest(BEFORE, Map.of())).isZero();
        assertThat(Evicted.youngest(BEFORE, Map.of("items:9:evicted", "9"))).isZero();
    }
}
