package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A server that comes back as another: the store says so unasked, and nothing granted before counts any more. */
abstract class RestartCases {

    private static final int ATTEMPTS = 200;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Supplier<StoreUnderTest> stores;
    private final BooleanSupplier restart;

    RestartCases(Supplier<StoreUnderTest> stores, BooleanSupplier restart) {
        this.stores = stores;
        this.restart = restart;
    }

    private void restart() {
        assumeTrue(restart.getAsBoolean(), "the server can be restarted");
    }

    private static AtomicInteger listenTo(StoreUnderTest store) {
        AtomicInteger told = new AtomicInteger();
        store.store().onAnother(back -> told.incrementAndGet());
        return told;
    }

    @Test
    void aNodeThatAsksNothingIsTold() {
        try (StoreUnderTest store = stores.get()) {
            AtomicInteger told = listenTo(store);
            restart();
            for (int i = 0; i < ATTEMPTS && told.get() == 0; i++) {
                store.advance(PAUSE);
            }
            assertThat(told).as("told of another server").hasPositiveValue();
        }
    }

    @Test
    void aNodeIsToldBeforeTheFirstAnswer() {
        try (StoreUnderTest store = stores.get()) {
            long before = store.epoch();
            AtomicInteger told = listenTo(store);
            restart();
            SlotKey key = store.freshKey(SlotKey.Kind.ENTRY);
            StepReply.Seen answer = null;
            for (int i = 0; i < ATTEMPTS && answer == null; i++) {
                answer = store.execute(new SlotStep.Read(key, EndpointRole.WRITER)) instanceof StepReply.Seen seen
                        ? seen
                        : null;
                store.advance(PAUSE);
            }
            if (answer == null) {
                throw new AssertionError("the new server answers within " + PAUSE.multipliedBy(ATTEMPTS));
            }
            assertThat(told).as("told of another server").hasPositiveValue();
            assertThat(answer.epoch()).as("the epoch").isNotEqualTo(before);
        }
    }

    @Test
    void aLeaseFromBeforeFillsNothing() {
        try (StoreUnderTest store = stores.get()) {
            SlotCase slot = new SlotCase(store, store.freshKey(SlotKey.Kind.ENTRY)).lease(SlotCase.MINE);
            AtomicInteger told = listenTo(store);
            restart();
            for (int i = 0; i < ATTEMPTS && told.get() == 0; i++) {
                store.advance(PAUSE);
            }
            StepReply reply = store.execute(slot.fillStep(SlotCase.MINE, store.epoch(), slot.entry()));
            assertThat(reply).isNotInstanceOf(StepReply.Applied.class);
        }
    }
}
