package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final Duration SPAN = Duration.ofMillis(50);

    @Test
    void aTimeIsWhatAnOperationTakesItsThread() {
        Sample sample =
                Loops.run(4, thread -> () -> twoAtLeastLasting(TimeUnit.MILLISECONDS.toNanos(2)), SPAN, 3, SPAN);

        assertThat(sample.nanos()).isGreaterThan(0.5e6);
    }

    private static int twoAtLeastLasting(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return 2;
    }

    @Test
    void whatIsAllocatedIsCountedByTheOperation() {
        AtomicReference<byte[]> seen = new AtomicReference<>(); // what nobody can see need not be allocated
        Sample sample = Loops.run(1, thread -> () -> kept(seen, new byte[100_000]) / 1_000, SPAN, 3, SPAN);

        assertThat(sample.bytes()).isBetween(900.0, 1_500.0);
    }

    private static int kept(AtomicReference<byte[]> by, byte[] bytes) {
        by.set(bytes);
        return bytes.length;
    }

    @Test
    void aFailureOfAStepIsTold() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Loops.run(
                        1,
                        thread -> () -> {
                            throw new IllegalArgumentException("asked for by a test");
                        },
                        SPAN,
                        1,
                        SPAN))
                .withCauseInstanceOf(IllegalArgumentException.class);
    }
}
