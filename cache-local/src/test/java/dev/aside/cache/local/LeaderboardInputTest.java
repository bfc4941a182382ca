package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.LeaderboardBuilder;
import dev.aside.cache.CacheClosedException;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.LeaderboardUnsupportedException;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.LeaderboardBackend.Ability;
import dev.aside.cache.testkit.ManualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed to a leaderboard wrongly: refused before anything is sent, and without saying what it was. */
final class LeaderboardInputTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadyBoards server = new UnsteadyBoards();
    private final Aside aside =
            Aside.builder().backend(server).runtime(time.runtime()).build();
    private final Leaderboard board =
            aside.leaderboard("arcade").score(ScoreRule.SUM).decimals(2).build();

    @AfterEach
    void close() {
        aside.close();
    }

    private void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.asked()).isEmpty();
    }

    /** Row 103: no number, infinite, or not exact. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e308, 0.001})
    void scoreThatIsNoExactNumber_isRefused(double score) {
        refused(() -> board.scaled(score));
    }

    /** Row 103: text of a number that nobody should count out. */
    @Test
    void scoreOfAMillionDigits_isRefused_andNotCountedOut() {
        refused(() -> board.scaled(new BigDecimal("1e1000000")));
        refused(() -> board.scaled(new BigDecimal("1e400")));
        refused(() -> board.scaled(new BigDecimal("1." + "1".repeat(100_000))));
    }

    /** Row 104: minus zero. */
    @Test
    void decimals_areExact_andMinusZeroIsZero() {
        assertThat(board.scaled(-0.0)).isZero();
        assertThat(board.scaled(0.1)).isEqualTo(10);
        assertThat(board.scaled(12.34)).isEqualTo(1_234);
        assertThat(board.scaled(new BigDecimal("-12.3"))).isEqualTo(-1_230);
        assertThat(board.unscaled(1_234)).isEqualTo(new BigDecimal("12.34"));
        assertThat(board.scaled(new BigDecimal("90071992547409.92"))).isEqualTo(BoardDefinition.MAXIMUM_SCORE);
        refused(() -> board.scaled(new BigDecimal("90071992547409.93")));
    }

    /** Row 106: beyond 2^53. */
    @Test
    void scoreBeyondWhatIsExact_isRefused_andASumThatWouldBe() {
        refused(() -> board.submit("ada", BoardDefinition.MAXIMUM_SCORE + 1));
        refused(() -> board.submit("ada", Long.MIN_VALUE));
        board.submit("ada", BoardDefinition.MAXIMUM_SCORE);
        assertThat(board.submit("ada", 1).first().effect()).isEqualTo(Effect.OUT_OF_RANGE);
        assertThat(board.submit("ada", -1).first().effect()).isEqualTo(Effect.CHANGED);
        board.submit("bob", -BoardDefinition.MAXIMUM_SCORE);
        assertThat(board.submit("bob", -1).first().effect()).isEqualTo(Effect.OUT_OF_RANGE);
    }

    /** Row 111: names that are none. */
    @Test
    @SuppressWarnings("NullAway") // null is what is tried
    void memberThatIsTooLong_orNoText_isRefused() {
        refused(() -> board.submit("x".repeat(10_000), 1));
        refused(() -> board.submit("\ud800", 1));
        refused(() -> board.remove("x".repeat(513)));
        refused(() -> board.standing("\udc00"));
        assertThatThrownBy(() -> board.submit(null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> board.submit("ada\r\n\ud800", 1)).hasMessageNotContaining("ada");
    }

    /** Row 111: names that are odd, and names. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\0", "a b", "}{", "\ud83d\ude00"})
    void anyOtherTextIsAMember(String member) {
        board.submit(member, 1);
        assertThat(board.top(1).standings().get(0).member()).isEqualTo(member);
    }

    /** Row 108: an operation without a name, or with a long one. */
    @Test
    void operationsId_isNeitherEmptyNorTooLong() {
        refused(() -> Score.of("ada", 1).operation(""));
        refused(() -> Score.of("ada", 1).operation("x".repeat(5_000)));
        refused(() -> Score.of("ada", 1).metadata("x".repeat(1_025)));
        refused(() -> Score.of("ada", 1).column(BoardDefinition.MAXIMUM_COLUMN + 1));
        refused(() -> Score.of("ada", 1).neighbours(-1));
        refused(() -> Score.of("ada", 1).neighbours(51));
    }

    /** Row 109: sizes of pages. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001, 1_000_000_000})
    void pageOfTooFewOrTooMany_isRefused(int most) {
        refused(() -> board.top(most));
        refused(() -> board.page(null, most));
        refused(() -> board.onTop(most, page -> {}));
    }

    @Test
    void tooManyMembers_areRefused() {
        refused(() ->
                board.standings(IntStream.range(0, 1_001).mapToObj(i -> "m" + i).toList()));
        refused(() -> board.around("ada", 51));
        assertThat(board.friends(Collections.nCopies(5_000, "ada"))).isEmpty();
    }

    /** Row 109: places that are of another board, or of nobody. */
    @Test
    void cursorOfAnotherBoardOrPeriod_orForged_isRefused() {
        Leaderboard weekly = aside.leaderboard("weekly")
                .period(Period.daily(ZoneOffset.UTC))
                .topAge(Duration.ZERO)
                .build();
        weekly.submitAll(List.of(Score.of("ada", 1), Score.of("bob", 2)));
        String next = Objects.requireNonNull(weekly.page(null, 1).next());
        assertThat(weekly.page(next, 1).standings()).hasSize(1);
        int asked = server.asked().size();
        time.advance(Duration.ofDays(1));
        for (String wrong : List.of("", "AAAA", "*", next, next.substring(1), "A" + next)) {
            assertThatThrownBy(() -> weekly.page(wrong, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> board.page(wrong, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(server.asked()).hasSize(asked);
    }

    /** Row 112: times that are not yet. */
    @Test
    void timeThatIsNotYet_orBefore1970_isRefused() {
        Instant now = time.wallClock().instant();
        refused(() -> board.submit(Score.of("ada", 1).at(now.plus(Duration.ofMinutes(2)))));
        refused(() -> Score.of("ada", 1).at(Instant.EPOCH.minusMillis(1)));
        refused(() -> Score.of("ada", 1).at(Instant.MAX));
        assertThat(board.submit(Score.of("ada", 1).at(now.plusSeconds(30))).isApplied())
                .as("clocks differ")
                .isTrue();
    }

    static List<Consumer<LeaderboardBuilder>> contradictions() {
        return List.of(
                builder -> builder.score(ScoreRule.SUM).maximumMembers(10),
                builder -> builder.maximumMembers(0),
                builder -> builder.decimals(16),
                builder -> builder.decimals(-1),
                builder -> builder.grace(Duration.ofSeconds(-1)),
                builder -> builder.period(Period.allTime()).period(Period.allTime()),
                builder -> builder.period(Period.daily(ZoneOffset.UTC)).archive(Duration.ofDays(1_000)),
                builder -> builder.score(ScoreRule.BEST).score(ScoreRule.BEST),
                builder -> IntStream.range(0, 9).forEach(i -> builder.period(Period.daily(ZoneOffset.ofHours(i)))));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void settingsThatContradict_areRefused(Consumer<LeaderboardBuilder> settings) {
        LeaderboardBuilder builder = aside.leaderboard("other");
        assertThatThrownBy(() -> {
                    settings.accept(builder);
                    builder.build();
                })
                .isInstanceOf(CacheConfigurationException.class);
    }

    @Test
    void boardOfTheSameName_orABadOne_isRefused() {
        assertThatThrownBy(() -> aside.leaderboard("arcade").build()).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> aside.leaderboard("a:b")).isInstanceOf(CacheConfigurationException.class);
        aside.close();
        assertThatThrownBy(() -> board.submit("ada", 1)).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void whatTheBackendCannotDo_isRefusedByType_andNothingIsAsked() {
        server.abilities.removeAll(List.of(Ability.AROUND, Ability.PERIOD_ENDS));
        server.styles.remove(RankStyle.MODIFIED);
        assertThatThrownBy(() -> board.around("ada", 1)).isInstanceOf(LeaderboardUnsupportedException.class);
        assertThatThrownBy(() -> board.submit(Score.of("ada", 1).neighbours(1)))
                .isInstanceOf(LeaderboardUnsupportedException.class);
        assertThatThrownBy(board::checksum).isInstanceOf(LeaderboardUnsupportedException.class);
        assertThat(server.asked()).isEmpty();
        assertThatThrownBy(
                        () -> aside.leaderboard("a").ranks(RankStyle.MODIFIED).build())
                .isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> aside.leaderboard("b").onPeriodEnd(end -> {}).build())
                .isInstanceOf(CacheConfigurationException.class);
    }
}
