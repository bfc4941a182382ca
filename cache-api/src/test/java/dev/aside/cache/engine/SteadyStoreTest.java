package dev.aside.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The time of a store that is set back. */
class SteadyStoreTest {

    private long nanos = Duration.ofDays(1).toNanos();
    private long serverMillis = 1_700_000_000_000L;

    /** What happens between two looks, for a thread that is held up. */
    private Runnable meanwhile = () -> {};

    private final EntryStore server = new EntryStore() {
        @Override
        public CompletionStage<List<StepReply>> execute(List<SlotStep> steps, Duration timeout) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public Payload.Form form() {
            return Payload.Form.BYTES;
        }

        @Override
        public long timeMillis() {
            meanwhile.run();
            long now = serverMillis;
            meanwhile.run();
            return now;
        }

        @Override
        public void close() {}
    };

    private final SteadyStore store = new SteadyStore(server, () -> nanos);

    private void pass(long millis) {
        nanos += millis * 1_000_000;
        serverMillis += millis;
    }

    @Test
    void stepBackIsMadeUpFor_againAndAgain() {
        long start = store.timeMillis();
        long passed = 0;
        for (int step = 0; step < 5; step++) {
            pass(10_000);
            passed += 10_000;
            serverMillis -= 3_600_000;
            assertThat(store.timeMillis()).isEqualTo(start + passed);
        }
    }

    @Test
    void smallCorrectionsAreFollowed_andDoNotAddUp() {
        long start = store.timeMillis();
        for (int correction = 0; correction < 10; correction++) {
            pass(1_000);
            serverMillis -= SteadyStore.STEP_MILLIS;
            assertThat(store.timeMillis()).isEqualTo(serverMillis);
        }
        assertThat(store.timeMillis()).isEqualTo(start);
    }

    @Test
    void stepForwardIsFollowed() {
        long start = store.timeMillis();
        serverMillis += 3_600_000;
        assertThat(store.timeMillis()).isEqualTo(start + 3_600_000);
    }

    @Test
    void threadThatIsHeldUpTakesThatForNoStep() {
        meanwhile = () -> pass(60_000);
        for (int look = 0; look < 5; look++) {
            long before = serverMillis;
            assertThat(store.timeMillis()).isBetween(before, serverMillis);
        }
        meanwhile = () -> {};
        assertThat(store.timeMillis()).isEqualTo(serverMillis);
    }

    @Test
    void everythingElseIsTheStores() throws NoSuchMethodException {
        for (Method method : EntryStore.class.getMethods()) {
            Method own = SteadyStore.class.getMethod(method.getName(), method.getParameterTypes());
            assertThat(own.getDeclaringClass()).as(method.getName()).isEqualTo(SteadyStore.class);
        }
    }
}
