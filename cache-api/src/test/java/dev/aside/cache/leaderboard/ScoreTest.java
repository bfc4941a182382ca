package dev.aside.cache.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to a score wrongly, or by somebody who means harm. */
final class ScoreTest {

    private static final Score SCORE = Score.of("ada", 1);
    private static final String EMOJI = "\ud83d\ude00";
    private static final String HALF = "\ud83d";

    @Test
    void everythingIsWhatItWasSetTo() {
        Instant at = Instant.parse("2026-02-11T09:30:00.123456Z");
        Score score = Score.of("ada", -7)
                .column(3)
                .at(at)
                .metadata("m")
                .operation("o")
                .neighbours(2);
        assertThat(score).isEqualTo(new Score("ada", -7, 3, at, "m", "o", 2));
        assertThat(Score.of("ada", 5)).isEqualTo(new Score("ada", 5, 0, null, null, null, 0));
    }

    @Test
    void scores_areWithinWhatIsExact() {
        long most = BoardDefinition.MAXIMUM_SCORE;
        assertThat(most).isEqualTo(1L << 53);
        for (long fine : List.of(most, -most, 0L)) {
            assertThat(Score.of("ada", fine).score()).isEqualTo(fine);
        }
        for (long beyond : List.of(most + 1, -most - 1, Long.MAX_VALUE, Long.MIN_VALUE)) {
            assertRefused(() -> Score.of("ada", beyond), String.valueOf(beyond));
        }
    }

    @Test
    void columns_areWithinTheirs() {
        long most = BoardDefinition.MAXIMUM_COLUMN;
        assertThat(SCORE.column(most).column()).isEqualTo(most);
        assertThat(SCORE.column(-most).column()).isEqualTo(-most);
        for (long beyond : List.of(most + 1, -most - 1, Long.MIN_VALUE)) {
            assertRefused(() -> SCORE.column(beyond), String.valueOf(beyond));
        }
    }

    /** The message says what is allowed, and not what was given. */
    private static void assertRefused(ThrowingCallable call, String value) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\r\nb", "\u0000", "\t", "\ud83d\ude00", "{x}:y"})
    void anyText_isAName(String name) {
        assertThat(Score.of(name, 1).member()).isEqualTo(name);
        assertThat(Score.checkMember(name)).isEqualTo(name);
    }

    @Test
    void names_areUpToTheirBytes_andNotTheirChars() {
        assertThat(Score.of("x".repeat(512), 1)).isNotNull();
        assertThat(Score.of("\u00e4".repeat(256), 1)).isNotNull();
        assertThat(Score.of(EMOJI.repeat(128), 1)).isNotNull();
        for (String name : List.of("x".repeat(513), "\u00e4".repeat(257), EMOJI.repeat(129), "y".repeat(10_240))) {
            assertRefused(() -> Score.of(name, 1), name);
            assertRefused(() -> Score.checkMember(name), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "a%s", "%sa", "%s%s"})
    void halfASurrogatePair_isNoText(String pattern) {
        String text = pattern.replace("%s", HALF);
        assertThatThrownBy(() -> Score.of(text, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SCORE.metadata(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SCORE.operation(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Score.of("\ude00", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // it is what the test is about
    void noName_isNoScore() {
        assertThatThrownBy(() -> Score.of(null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Score.checkMember(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void operations_haveAName_ofUpToTheirBytes() {
        assertThat(SCORE.operation("x".repeat(128)).operation()).hasSize(128);
        assertThat(SCORE.operation(" ").operation()).isEqualTo(" ");
        for (String id : List.of("", "x".repeat(129), "\u00e4".repeat(65), "x".repeat(5_120))) {
            assertThatThrownBy(() -> SCORE.operation(id)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void metadata_isUpToItsBytes() {
        assertThat(SCORE.metadata("").metadata()).isEmpty();
        assertThat(SCORE.metadata("x".repeat(1_024)).metadata()).hasSize(1_024);
        assertRefused(() -> SCORE.metadata("x".repeat(1_025)), "xxx");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 51, 1_000_000_000, Integer.MIN_VALUE})
    void neighbours_areUpToFifty(int each) {
        assertThat(SCORE.neighbours(50).neighbours()).isEqualTo(50);
        assertThat(SCORE.neighbours(0).neighbours()).isZero();
        assertThatThrownBy(() -> SCORE.neighbours(each)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void times_areFrom1970On_andBeforeForEver() {
        Instant last = Instant.ofEpochMilli(Period.Span.FOREVER_MILLIS).minusNanos(1);
        assertThat(SCORE.at(Instant.EPOCH).at()).isEqualTo(Instant.EPOCH);
        assertThat(SCORE.at(last).at()).isEqualTo(last);
        for (Instant no : List.of(Instant.EPOCH.minusNanos(1), last.plusNanos(1), Instant.MIN, Instant.MAX)) {
            assertThatThrownBy(() -> SCORE.at(no)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static Stream<UnaryOperator<Score>> changes() {
        return Stream.of(
                score -> score.column(9),
                score -> score.at(Instant.EPOCH),
                score -> score.metadata("n"),
                score -> score.operation("p"),
                score -> score.neighbours(9));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChange_makesAnother(UnaryOperator<Score> change) {
        Score before = new Score("ada", 1, 2, Instant.EPOCH.plusSeconds(1), "m", "o", 3);
        Score after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        assertThat(before).isEqualTo(new Score("ada", 1, 2, Instant.EPOCH.plusSeconds(1), "m", "o", 3));
    }

    @Test
    void text_saysNeitherWhoseNorHowMuch() {
        assertThat(Score.of("ada", 4_200).metadata("secret").operation("match")).hasToString("Score[…]");
    }
}
