package dev.aside.cache.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.leaderboard.Period.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seasons that are counted by instants, and not by a calendar. */
final class EvenSeasonsTest {

    private static final Instant FIRST = Instant.parse("2026-03-28T12:00:00Z");
    private static final Period HOURS = Period.seasons(FIRST, Duration.ofHours(7));

    @Test
    void oneFollowsAnother_withoutAGap_alsoWhereClocksAreSet() {
        Span span = new Span(FIRST, FIRST.plus(Duration.ofHours(7)));
        for (int season = 0; season < 40; season++) {
            assertThat(HOURS.at(span.from())).isEqualTo(span);
            assertThat(HOURS.at(span.until().minusNanos(1))).isEqualTo(span);
            assertThat(HOURS.latest(span.from().plusSeconds(1))).isEqualTo(span);
            span = new Span(span.until(), span.until().plus(Duration.ofHours(7)));
        }
    }

    @Test
    void beforeTheFirst_thereIsNone() {
        assertThat(HOURS.at(FIRST.minusNanos(1))).isNull();
        assertThat(HOURS.latest(FIRST.minusNanos(1))).isNull();
    }

    @Test
    void theirText_saysWhichTheyAre() {
        assertThat(HOURS).hasToString("seasons 2026-03-28T12:00:00Z PT7H");
        assertThat(HOURS).isEqualTo(Period.seasons(FIRST, Duration.ofHours(7)));
        assertThat(HOURS).isNotEqualTo(Period.seasons(FIRST, Duration.ofHours(8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1H", "PT0.999S", "PT1.0005S", "P36601D"})
    void lengthThatIsNone_isRefused(Duration length) {
        assertThatThrownBy(() -> Period.seasons(FIRST, length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(length.toString());
    }

    @Test
    void beginningWithinAMillisecond_isRefused() {
        assertThatThrownBy(() -> Period.seasons(FIRST.plusNanos(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whole milliseconds");
    }
}
