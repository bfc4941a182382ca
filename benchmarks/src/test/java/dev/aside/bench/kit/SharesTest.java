package dev.aside.bench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharesTest {
    private long now;
    private final Shares shares = new Shares(Duration.ofMillis(1_000), 10, Duration.ofMillis(150), () -> now);

    @Test
    void whoHasMoreToDoGetsMore() {
        assertThat(shares.take(1)).isEqualTo(100);
        assertThat(shares.take(4)).isEqualTo(444);
    }

    @Test
    void whoComesLaterGetsWhatIsLeft() {
        assertThat(shares.take(5)).isEqualTo(500);
        now = 900;
        assertThat(shares.take(5)).isEqualTo(100);
    }

    @Test
    void nobodyGetsMoreThanIsOfUse() {
        assertThat(shares.take(9)).isEqualTo(900);
        assertThat(shares.take(1)).isEqualTo(150);
    }

    @Test
    void afterItsEndNobodyGetsNothing() {
        now = 2_000;
        assertThat(shares.take(5)).isEqualTo(1);
    }
}
