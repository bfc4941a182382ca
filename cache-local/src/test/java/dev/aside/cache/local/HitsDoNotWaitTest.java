package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotKey.Kind;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HitsDoNotWaitTest {

    private static final long LIFE = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Gate.Parking hashing = new Gate.Parking();
    private final Gate.Parking comparing = new Gate.Parking();
    private final EntryStore store = EmbeddedBackend.create()
            .open(
                    new StoreSpec(
                            "test",
                            SECOND,
                            SECOND,
                            Duration.ZERO,
                            new NearSpec("test", 2, -1, null, null),
                            key -> LIFE),
                    new ManualTime().runtime());

    private Gate key(String name) {
        return new Gate(name, hashing, comparing);
    }

    private void load(Object key) {
        SlotKey slot = SlotKey.ofReference(Kind.ENTRY, key);
        long now = store.timeMillis();
        Payload payload = new Payload.Reference("v");
        Entry entry = new Entry("", 0, now, now + LIFE, now + LIFE, 0, CommitPosition.NONE, 0, List.of(), payload);
        store.execute(
                List.of(new SlotStep.Lease(slot, 7, 1_000, 0, false), new SlotStep.Fill(slot, 7, 1, 8, LIFE, entry)),
                SECOND);
    }

    @Test
    @Timeout(30)
    @SuppressWarnings("unchecked")
    void forAnEvictionOrANeighboursStep() throws InterruptedException {
        NearTier<Object> view = (NearTier<Object>) Objects.requireNonNull(store.view());
        Thread test = Thread.currentThread();
        Gate hot = key("hot");
        Thread neighbour = new Thread(() -> load(key("neighbour")));
        load(hot);
        store.execute(
                List.of(new SlotStep.Fence(SlotKey.ofReference(Kind.ENTRY, key("fenced")), 9, CommitPosition.NONE)),
                SECOND);
        hashing.park(thread -> thread != test && thread != neighbour);
        comparing.park(thread -> thread == neighbour);
        try {
            // Maintenance, which finds the table too full, hashes what was put and stops there with Caffeine's lock.
            load(key("second"));
            load(key("third"));
            assertThat(hashing.arrived.await(20, TimeUnit.SECONDS)).isTrue();
            // The step compares its key with the one that has a fence, and stops there with the lock of their bin.
            neighbour.start();
            assertThat(comparing.arrived.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 1_000; i++) {
                assertThat(view.get(hot)).isEqualTo("v");
            }
        } finally {
            hashing.open();
            comparing.open();
        }
        neighbour.join();
    }
}
