package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AbsenceTest {

    private static final Duration MEMORY = Duration.ofSeconds(30);
    private static final Server BEFORE = new Server(7, 1_000, 500);

    private static boolean mayBeOlder(long awaySeconds, @Nullable Server before, @Nullable Server now) {
        return new Absence(1, Duration.ofSeconds(awaySeconds), before, now, 9)
                .with(MEMORY)
                .isOlder();
    }

    @Test
    void oneThatWasStartedMeanwhileHoldsNothingOld() {
        assertThat(mayBeOlder(100, BEFORE, new Server(8, 1_590, 10))).isFalse();
        assertThat(mayBeOlder(100, BEFORE, new Server(7, 1_590, 10))).isFalse();
        assertThat(mayBeOlder(100, null, new Server(8, 1_590, 10))).isFalse();
    }

    @Test
    void oneThatWasCutOffIsYoungWhileItsChangesAreRemembered() {
        assertThat(mayBeOlder(30, BEFORE, new Server(7, 1_001, 530))).isFalse();
        assertThat(mayBeOlder(31, BEFORE, new Server(7, 999, 531))).isTrue();
    }

    @Test
    void anotherThatHasRunAllAlongMayHoldAnything() {
        assertThat(mayBeOlder(1, BEFORE, new Server(8, 1_000, 501))).isTrue();
        assertThat(mayBeOlder(1, BEFORE, new Server(7, 900, 601))).isTrue();
    }

    @Test
    void oneThatSaysNothingGoesByTheTime() {
        assertThat(mayBeOlder(30, BEFORE, null)).isFalse();
        assertThat(mayBeOlder(31, BEFORE, null)).isTrue();
        assertThat(mayBeOlder(31, null, null)).isTrue();
    }

    @Test
    void whatAServerSaysIsReadAndNotBelievedWhereItIsNoNumber() {
        assertThat(Server.of(Map.of("pid", "7", "uptime", "500", "time", "1500")))
                .isEqualTo(BEFORE);
        assertThat(Server.of(Map.of("pid", "7", "uptime", "x", "time", "1500"))).isNull();
        assertThat(Server.of(Map.of())).isNull();
    }

    @Test
    void theMarkIsOneForThoseWhoNoticeTogetherAndAnotherTheNextTime() {
        long mark = Absence.mark("one", BEFORE, 1_000_000);
        assertThat(Absence.mark("one", BEFORE, 1_000_999)).isEqualTo(mark).isNotZero();
        assertThat(Absence.mark("one", BEFORE, 1_030_000)).isNotEqualTo(mark);
        assertThat(Absence.mark("two", BEFORE, 1_000_000)).isNotEqualTo(mark);
    }
}
