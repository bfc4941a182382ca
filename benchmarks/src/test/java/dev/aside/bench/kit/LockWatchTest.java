package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class LockWatchTest {
    private static final Duration WARMUP = Duration.ofMillis(100);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** On a busy machine both threads must have their turns meanwhile. */
    private static final Duration LONG = Duration.ofSeconds(2);

    private final Object monitor = new Object();

    @Test
    void freeThreadsAreSeenAsFree() throws InterruptedException {
        assertThat(LockWatch.over(2, WARMUP, SHORT, thread -> Thread::onSpinWait))
                .isEqualTo(new LockWatch(0, 0));
    }

    @Test
    void aContendedMonitorIsSeen() throws InterruptedException {
        LockWatch seen = LockWatch.over(2, WARMUP, LONG, thread -> this::holdTheMonitor);

        assertThat(seen.monitors()).isPositive();
    }

    @Test
    void aParkedThreadIsSeen() throws InterruptedException {
        LockWatch seen = LockWatch.over(1, WARMUP, LONG, thread -> () -> LockSupport.parkNanos(1_000));

        assertThat(seen.parks()).isPositive();
        assertThat(seen.monitors()).isZero();
    }

    @Test
    void aDeadThreadEndsTheWatch() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LockWatch.over(1, Duration.ofMinutes(1), WARMUP, thread -> () -> {
                    throw new ArithmeticException();
                }))
                .withCauseInstanceOf(ArithmeticException.class);
    }

    private void holdTheMonitor() {
        synchronized (monitor) {
            LockSupport.parkNanos(100_000);
        }
    }
}
