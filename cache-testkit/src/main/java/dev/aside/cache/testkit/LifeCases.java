package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import org.junit.jupiter.api.Test;

/** How long slots live: as long as they must remember, and no longer. */
abstract class LifeCases {

    private final StoreUnderTest store;

    LifeCases(StoreUnderTest store) {
        this.store = store;
    }

    @Test
    void aFenceIsRememberedAndThenForgotten() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.MIDDLE).pass(store.memoryMillis() / 2);
        assertThat(slot.read()).isInstanceOf(Slot.Fence.class);
        assertThat(slot.pass(store.memoryMillis() / 2 + 1).read()).isNull();
    }

    @Test
    void anotherFenceRenewsTheMemory() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.HIGH).pass(store.memoryMillis() / 2);
        slot.fence(SlotCase.LOW).pass(store.memoryMillis() / 2 + 1);
        assertThat(slot.read())
                .isInstanceOfSatisfying(
                        Slot.Fence.class, fence -> assertThat(fence.floor()).isEqualTo(SlotCase.HIGH));
    }

    @Test
    void anOpenFenceOutlivesItsDeadlineByTheMemory() {
        SlotCase slot = SlotCase.fresh(store).beginShort(SlotCase.MINE);
        slot.pass(SlotCase.SHORT + store.memoryMillis() / 2);
        assertThat(slot.read()).isInstanceOf(Slot.Fence.class);
        assertThat(slot.pass(store.memoryMillis() / 2 + 1).read()).isNull();
    }

    @Test
    void aLeaseOutlivesItsDeadlineByTheMemory() {
        SlotCase slot = SlotCase.fresh(store).fence(SlotCase.MIDDLE).leaseShort(SlotCase.MINE);
        slot.pass(SlotCase.SHORT + store.memoryMillis() / 2);
        assertThat(slot.read()).isInstanceOf(Slot.Lease.class);
        assertThat(slot.pass(store.memoryMillis() / 2 + 1).read()).isNull();
    }

    @Test
    void aValueOfAShortLifeIsForgottenOnceTheMemoryIsOver() {
        SlotCase slot = SlotCase.fresh(store).lease(SlotCase.MINE);
        slot.step(new SlotStep.Fill(
                slot.key(), SlotCase.MINE, slot.epoch(), SlotCase.NEXT, SlotCase.SHORT, slot.entry()));
        assertThat(slot.pass(store.memoryMillis() + 1).read()).isNull();
    }

    @Test
    void aValueOfALongLifeOutlivesTheMemory() {
        SlotCase slot = SlotCase.fresh(store).store().pass(store.memoryMillis() + 1);
        assertThat(slot.read()).isInstanceOf(Slot.Value.class);
    }

    @Test
    void aTokenIsRenewedByUseAndKeepsItsId() {
        SlotCase slot = new SlotCase(store, store.freshKey(SlotKey.Kind.TAG));
        long life = store.memoryMillis();
        slot.step(new SlotStep.Token(slot.key(), SlotCase.MINE, life));
        slot.pass(life / 2).step(new SlotStep.Token(slot.key(), SlotCase.OTHER, life));
        slot.pass(life / 2 + 1);
        assertThat(slot.read())
                .isInstanceOfSatisfying(
                        Slot.Fence.class, token -> assertThat(token.stamp()).isEqualTo(SlotCase.MINE));
        assertThat(slot.pass(life + 1).read()).isNull();
    }
}
