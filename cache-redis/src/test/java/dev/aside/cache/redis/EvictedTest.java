package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of a server's evictions by what it has said of them. Holds G4. */
final class EvictedTest {

    private static final String ONE = "1d";
    private static final String OTHER = "2d";

    private final ManualTime time = new ManualTime();
    private final Evicted evicted = new Evicted(() -> "cache:6379", time.runtime());

    private void says(String server, @Nullable String count) {
        evicted.heard(server, count, time.runtime().ticker().nanos());
    }

    private void passes(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    @Test
    void untilItHasSaidSo_nothingIsKnown() {
        assertThat(evicted.since(ONE)).isZero();
        says(ONE, "7");
        assertThat(evicted.since(ONE)).isEqualTo(EntryStore.NEVER_EVICTED);
    }

    @Test
    void eachMoveOfTheNumber_isAnEviction_andNotOnlyTheFirst() {
        says(ONE, "7");
        for (int count = 8; count < 12; count++) {
            passes(400);
            says(ONE, String.valueOf(count));
            assertThat(evicted.since(ONE)).isZero();
            passes(300);
            says(ONE, String.valueOf(count));
            assertThat(evicted.since(ONE)).isEqualTo(Duration.ofMillis(300));
        }
    }

    /** Somebody has set it back, and what was evicted meanwhile is not in it. */
    @Test
    void aNumberThatGoesDown_isAnEviction() {
        says(ONE, "7");
        passes(400);
        says(ONE, "0");
        assertThat(evicted.since(ONE)).isZero();
    }

    /** What it has lost by that, a store is told of in another way. */
    @Test
    void aServerThatWasStartedAgain_beginsAtZero_andThatIsNoEviction() {
        says(ONE, "7");
        passes(400);
        assertThat(evicted.since(OTHER)).isZero();
        says(OTHER, "0");
        assertThat(evicted.since(OTHER)).isEqualTo(EntryStore.NEVER_EVICTED);
        passes(400);
        says(OTHER, "1");
        passes(1);
        assertThat(evicted.since(OTHER)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aWordThatIsOlderThanTheNotice_provesNothing() {
        says(ONE, "7");
        passes(1_000);
        assertThat(evicted.since(ONE)).isEqualTo(EntryStore.NEVER_EVICTED);
        passes(1);
        assertThat(evicted.since(ONE)).isZero();
        says(ONE, "7");
        assertThat(evicted.since(ONE)).isEqualTo(EntryStore.NEVER_EVICTED);
    }

    /** There is no lease to store by, and each load would ask the database's writer for nothing. */
    @Test
    void withNoConnection_whatWasKnownLastHolds() {
        assertThat(evicted.since(null)).isEqualTo(EntryStore.NEVER_EVICTED);
        says(ONE, "7");
        passes(400);
        says(ONE, "8");
        passes(5_000);
        assertThat(evicted.since(null)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void aServerThatDoesNotSay_isToldOfOnce() {
        try (Logged logged = new Logged(Evicted.class.getName(), Level.WARNING)) {
            says(ONE, null);
            says(ONE, "many");
            assertThat(evicted.since(ONE)).isZero();
            assertThat(logged.warnings()).singleElement().asString().contains("cache:6379", "evicted_keys");
        }
    }
}
