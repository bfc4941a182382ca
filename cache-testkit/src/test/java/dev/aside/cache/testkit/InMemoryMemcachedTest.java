package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a server like Memcached does otherwise. */
final class InMemoryMemcachedTest {

    private static final SlotKey KEY = Fleet.key("k");
    private static final String TOO_LONG = "x".repeat(1 << 20);

    private final Fleet fleet = new Fleet(InMemoryServer.memcached());
    private final Fleet.Node one = fleet.node(1);
    private final Fleet.Node two = fleet.node(2);

    @Test
    void aLifeIsOfWholeSecondsAndOneToTwoLongerThanAsked() {
        one.now(new SlotStep.Token(KEY, 5, 30_000));
        fleet.time.advance(Duration.ofSeconds(31).minusMillis(1));
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
        fleet.time.advance(Duration.ofMillis(1));
        assertThat(two.read(KEY).slot()).isNull();
    }

    @Test
    void aLifeBegunLateInASecondIsThatMuchShorterThanAnExtraSecond() {
        fleet.time.advance(Duration.ofMillis(900));
        one.now(new SlotStep.Token(KEY, 5, 30_000));
        fleet.time.advance(Duration.ofMillis(30_099));
        assertThat(two.read(KEY).slot()).isInstanceOf(Slot.Fence.class);
        fleet.time.advance(Duration.ofMillis(1));
        assertThat(two.read(KEY).slot()).isNull();
    }

    @Test
    void nothingIsPushed() {
        assertThat(one.store.feed()).isNull();
        assertThat(one.read(KEY).feedEpoch()).isNegative();
    }

    @Test
    void aLoadedValueThatIsTooLargeEndsAsAFence() {
        StepReply.Granted granted = (StepReply.Granted) one.now(new SlotStep.Lease(KEY, 5, 1_000, 0, false));
        StepReply fill = one.now(new SlotStep.Fill(KEY, 5, granted.epoch(), 6, 60_000, TestEntries.bytes(TOO_LONG)));
        assertThat(fill).isEqualTo(StepReply.Refused.INSTANCE);
        assertThat(one.now(new SlotStep.Lease(KEY, 7, 1_000, 0, false))).isInstanceOf(StepReply.Granted.class);
    }

    @Test
    void aWrittenValueThatIsTooLargeEndsAsAFence() {
        try (Aside aside = Aside.builder()
                .backend(one.backend)
                .runtime(fleet.time.runtime())
                .build()) {
            Cache<Long, String> rows = aside.cache("rows", Long.class, String.class)
                    .load(id -> "row")
                    .write((id, row) -> {})
                    .build();
            rows.put(1L, TOO_LONG);
            assertThat(rows.getIfPresent(1L)).isNull();
            rows.put(1L, "short");
            assertThat(rows.getIfPresent(1L)).isEqualTo("short");
        }
    }

    @Test
    void strictIsRefusedAndTheOtherModesAreNot() {
        try (Aside aside = Aside.builder()
                .backend(one.backend)
                .runtime(fleet.time.runtime())
                .build()) {
            assertThatThrownBy(() -> aside.cache("strict", Long.class, String.class)
                            .consistency(Consistency.STRICT)
                            .build())
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContaining("in-memory-memcached");
            assertThat(one.backend.modes())
                    .containsExactlyInAnyOrder(
                            Consistency.Mode.EVENTUAL, Consistency.Mode.BOUNDED, Consistency.Mode.READ_YOUR_WRITES);
        }
    }

    @Test
    void thereIsNoReplica() {
        assertThatIllegalStateException().isThrownBy(fleet.server::failover);
        assertThatIllegalStateException().isThrownBy(fleet.server::stopReplication);
    }
}
