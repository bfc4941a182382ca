package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits together is where it would be if it had waited alone. */
final class LapsedTest {

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();
    private final CacheBackend backend = new InMemoryBackend(InMemoryServer.redis());
    private final StoreUnderTest store = new StoreUnderTest(new Settings(), "lapsed", Duration.ofMillis(20));
    private final Lapsed lapsed = new Lapsed(store);

    private final class Settings extends ContractSettings {
        @Override
        protected CacheBackend backend() {
            return backend;
        }

        @Override
        protected CacheRuntime runtime() {
            return runtime;
        }

        @Override
        protected void advance(Duration by) {
            time.advance(by);
        }
    }

    @AfterEach
    void close() {
        store.close();
        backend.close();
    }

    private static List<SlotState> states(SlotKey.Kind kind) {
        return Arrays.stream(SlotState.values())
                .filter(state -> state.lapses() && state.fits(kind))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"ENTRY", "TAG"})
    void allStatesOfAKindWaitOnce(SlotKey.Kind kind) {
        long before = store.timeMillis();
        for (SlotState state : states(kind)) {
            assertThat(lapsed.take(kind, state).key().kind()).isEqualTo(kind);
        }
        assertThat(states(kind)).hasSizeGreaterThan(2);
        assertThat(store.timeMillis() - before).isEqualTo(SlotCase.SHORT + store.lagMillis() + 1);
    }

    @Test
    void aSlotAnswersAsIfItHadWaitedAlone() {
        for (SlotState state : states(SlotKey.Kind.ENTRY)) {
            for (StepKind step : List.of(StepKind.READ, StepKind.LEASE, StepKind.CLAIM, StepKind.END)) {
                SlotCase alone = SlotCase.fresh(store);
                state.arrange(alone);
                SlotCase together = lapsed.take(SlotKey.Kind.ENTRY, state);
                assertThat(together.step(step.on(together)))
                        .as(state + ", " + step)
                        .hasSameClassAs(alone.step(step.on(alone)));
            }
        }
    }

    @Test
    void aSlotIsGivenOnce() {
        SlotCase first = lapsed.take(SlotKey.Kind.ENTRY, SlotState.LEASE_LAPSED);
        SlotCase second = lapsed.take(SlotKey.Kind.ENTRY, SlotState.LEASE_LAPSED);
        assertThat(second.key()).isNotEqualTo(first.key());
    }

    @Test
    void whatWasLeftLyingIsNotUsed() {
        lapsed.take(SlotKey.Kind.ENTRY, SlotState.FENCE_LAPSED_MINE);
        time.advance(Duration.ofMillis(2 * store.memoryMillis()));
        assertThat(lapsed.take(SlotKey.Kind.ENTRY, SlotState.LEASE_LAPSED).read())
                .isInstanceOf(Slot.Lease.class);
    }
}
