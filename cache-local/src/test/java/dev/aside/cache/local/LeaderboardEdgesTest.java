package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.LeaderboardBuilder;
import dev.aside.cache.CacheClosedException;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where leaderboards begin and end: seasons, pages, and what is kept of them here. */
final class LeaderboardEdgesTest {

    private final ManualTime time = new ManualTime();
    private final UnsteadyBoards server = new UnsteadyBoards();
    private final Aside aside =
            Aside.builder().backend(server).runtime(time.runtime()).build();

    @AfterEach
    void close() {
        aside.close();
    }

    private Leaderboard board(UnaryOperator<LeaderboardBuilder> settings) {
        return settings.apply(aside.leaderboard("arcade")).build();
    }

    private Instant now() {
        return time.wallClock().instant();
    }

    private static List<String> members(Page page) {
        return page.standings().stream().map(Standing::member).toList();
    }

    /** Clocks tell microseconds, and a season is often from now on. */
    @Test
    void seasonThatBeginsWithinAMillisecond_isReadAfterItsEnd_andTold_andWhoIsBannedIsGone() {
        Period season = Period.season(
                now().plusNanos(500), now().plus(Duration.ofDays(7)).plusNanos(700));
        List<PeriodEnd> told = new ArrayList<>();
        Leaderboard board =
                board(builder -> builder.period(season).topAge(Duration.ZERO).onPeriodEnd(told::add));
        time.advance(Duration.ofMillis(1));
        board.submitAll(List.of(Score.of("ada", 200), Score.of("eve", 100)));
        time.advance(Duration.ofDays(8));
        assertThat(members(board.top(10))).containsExactly("ada", "eve");
        assertThat(told).hasSize(1);
        assertThat(members(told.get(0).ranking().top(10))).containsExactly("ada", "eve");
        assertThat(board.ban("eve")).isTrue();
        assertThat(members(
                        board.ranking(season, now().minus(Duration.ofDays(4))).top(10)))
                .containsExactly("ada");
    }

    @Test
    void seasonWithoutABeginningOrAnEnd_isLikeAllTime() {
        Period season = Period.season(Instant.MIN, Instant.MAX);
        Leaderboard board = board(builder -> builder.period(season));
        assertThat(board.submit("ada", 1).isApplied()).isTrue();
        time.advance(Duration.ofDays(1_000));
        assertThat(board.submit("eve", 2).isApplied()).isTrue();
        assertThat(members(board.top(10))).containsExactly("eve", "ada");
        assertThat(board.remove("eve")).isTrue();
        assertThat(board.count()).isEqualTo(1);
    }

    /** They are no dates at all in some zones. */
    @Test
    void rankingOfATimeThatNoBoardKnows_isRefused() {
        Period day = Period.daily(ZoneOffset.ofHours(14));
        Leaderboard board = board(builder -> builder.period(day).period(Period.allTime()));
        for (Instant at : List.of(Instant.MIN, Instant.MAX)) {
            for (Period period : List.of(day, Period.allTime())) {
                assertThatThrownBy(() -> board.ranking(period, at)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoIsRemovedOrBanned_isOffTheFirstPageThatIsKeptHere(boolean bans) {
        Leaderboard board = board(builder -> builder.topAge(Duration.ofMinutes(1)));
        board.submitAll(List.of(Score.of("ada", 200), Score.of("eve", 300)));
        assertThat(members(board.top(10))).containsExactly("eve", "ada");
        assertThat(bans ? board.ban("eve") : board.remove("eve")).isTrue();
        assertThat(members(board.top(10))).containsExactly("ada");
    }

    @Test
    void firstPageThatIsKeptHere_isNotReadFromABoardThatIsClosed() {
        Leaderboard board = board(builder -> builder.topAge(Duration.ofMinutes(1)));
        board.submit("ada", 200);
        assertThat(members(board.top(10))).containsExactly("ada");
        aside.close();
        assertThatThrownBy(() -> board.top(10)).isInstanceOf(CacheClosedException.class);
    }

    @Test
    void boardThatIsCompleteAgain_isSaidToBe() {
        Leaderboard board = board(builder -> builder.topAge(Duration.ofMillis(250)));
        board.submit("ada", 100);
        server.isIncomplete = true;
        assertThat(board.top(10).state()).isEqualTo(Page.State.INCOMPLETE);
        server.isIncomplete = false;
        time.advance(Duration.ofSeconds(1));
        assertThat(board.top(10).state()).isEqualTo(Page.State.COMPLETE);
    }

    @ParameterizedTest
    @EnumSource
    void pageThatIsTheLast_saysSo_alsoWhereItIsFull(RankStyle style) {
        assertEndsWithItsLastPage(style);
    }

    /** There a rank is all that is known of a place, and those with the same score have the same. */
    @ParameterizedTest
    @EnumSource
    void pageThatIsTheLast_saysSo_alsoWhereTheBestAloneAreKnown(RankStyle style) {
        server.abilities.clear();
        assertEndsWithItsLastPage(style);
    }

    @ParameterizedTest
    @EnumSource
    void firstPage_isTheLast_whereNoMoreCanBeRead(RankStyle style) {
        server.abilities.clear();
        server.longestTop = 20;
        Leaderboard board = board(builder -> builder.ranks(style));
        for (int i = 0; i < 30; i++) {
            board.submit("m" + i, 100 - i / 3);
        }
        assertThat(board.top(20).next()).isNull();
        assertThat(board.top(19).next()).isNotNull();
    }

    private void assertEndsWithItsLastPage(RankStyle style) {
        Leaderboard board = board(builder -> builder.ranks(style));
        for (int i = 0; i < 20; i++) {
            board.submit("m" + i, 100 - i / 3);
        }
        for (int size : List.of(5, 10, 19, 20, 21)) {
            List<String> seen = new ArrayList<>();
            int pages = 0;
            String next = null;
            do {
                Page page = board.page(next, size);
                seen.addAll(members(page));
                next = page.next();
                pages++;
            } while (next != null);
            assertThat(seen).hasSize(20).doesNotHaveDuplicates();
            assertThat(pages).as("of %s", size).isEqualTo((20 + size - 1) / size);
        }
    }

    @Test
    void listenersOfTheBest_areNotToldOfOthers() throws Exception {
        Leaderboard board = board(builder -> builder);
        board.submitAll(List.of(Score.of("ada", 300), Score.of("bob", 200), Score.of("eve", 100)));
        List<Page> told = new ArrayList<>();
        try (AutoCloseable listening = board.onTop(2, told::add)) {
            assertThat(listening).isNotNull();
            board.submit("eve", 150);
            time.advance(Duration.ofSeconds(1));
            assertThat(told).hasSize(1);
            board.submit("eve", 250);
            time.advance(Duration.ofSeconds(1));
            assertThat(told).hasSize(2);
            assertThat(members(told.get(1))).containsExactly("ada", "eve");
        }
    }

    /** Clocks may differ by a minute, so scores are there before their period is. */
    @Test
    void whoIsBanned_isGoneFromThePeriodThatIsAboutToBegin() {
        Period day = Period.daily(ZoneOffset.UTC);
        Leaderboard board = board(builder -> builder.period(day));
        Instant midnight = Objects.requireNonNull(day.at(now())).until();
        time.advance(Duration.between(now(), midnight).minusSeconds(20));
        assertThat(board.submit(Score.of("eve", 100).at(midnight.plusSeconds(10)))
                        .isApplied())
                .isTrue();
        assertThat(board.ban("eve")).isTrue();
        time.advance(Duration.ofMinutes(1));
        assertThat(members(board.top(10))).isEmpty();
    }

    /** Of an archive of four hundred periods but half an hour, four hundred and one can be read at full hours. */
    @Test
    void whoIsBanned_isGoneFromTheOldestPeriodThatCanBeRead() {
        Period hour = Period.seasons(Instant.EPOCH, Duration.ofHours(1));
        Leaderboard board = board(
                builder -> builder.period(hour).archive(Duration.ofHours(400).minusMinutes(30)));
        Instant reached = Objects.requireNonNull(hour.at(now())).until();
        time.advance(Duration.between(now(), reached));
        board.submit("eve", 100);
        time.advance(Duration.ofHours(400));
        assertThat(members(board.ranking(hour, reached).top(10))).containsExactly("eve");
        assertThat(board.ban("eve")).isTrue();
        assertThat(members(board.ranking(hour, reached).top(10))).isEmpty();
    }

    /** Until then nobody could take it off. */
    @Test
    void scoreThatIsNotYet_isNotAddedToARebuild_whichGoesOn() {
        Leaderboard board = board(builder -> builder.period(Period.daily(ZoneOffset.UTC)));
        try (Rebuild rebuild = board.rebuild()) {
            rebuild.add(Score.of("ada", 100).at(now()));
            Score later = Score.of("eve", 100).at(now().plus(Duration.ofDays(1)));
            assertThatThrownBy(() -> rebuild.add(later))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not later than now");
            assertThat(rebuild.finish().scores()).isEqualTo(1);
        }
        assertThat(members(board.top(10))).containsExactly("ada");
    }

    /** What was submitted meanwhile is in it, and it is no longer known which operations that was. */
    @ParameterizedTest
    @EnumSource(names = {"SUM", "BEST"})
    void rebuildThatTakesLongerThanOperationsAreRemembered_isRefusedWhereScoresSumUp(ScoreRule rule) {
        Leaderboard board = board(builder -> builder.score(rule).rememberOperations(Duration.ofMinutes(1)));
        Score score = Score.of("ada", 5).at(now()).operation("one");
        try (Rebuild rebuild = board.rebuild()) {
            board.submit(score);
            time.advance(Duration.ofMinutes(2));
            rebuild.add(score);
            if (rule == ScoreRule.SUM) {
                assertThatThrownBy(rebuild::finish)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("rememberOperations");
            } else {
                rebuild.finish();
            }
        }
        assertThat(Objects.requireNonNull(board.standing("ada")).score()).isEqualTo(5);
    }

    @Test
    void rebuildInTime_countsAnOperationOnce() {
        Leaderboard board = board(builder -> builder.score(ScoreRule.SUM).rememberOperations(Duration.ofMinutes(1)));
        Score score = Score.of("ada", 5).at(now()).operation("one");
        try (Rebuild rebuild = board.rebuild()) {
            board.submit(score);
            time.advance(Duration.ofSeconds(59));
            rebuild.add(score);
            rebuild.finish();
        }
        assertThat(Objects.requireNonNull(board.standing("ada")).score()).isEqualTo(5);
    }

    /** A server has as long for each call, whatever a score costs it. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1000", "5, 0, 200", "1, 9, 100", "5, 50, 4"})
    void manyScores_areSubmittedByCallsOfMuchTheSameWork(int periods, int neighbours, int most) {
        Leaderboard board = board(builder -> {
            IntStream.range(0, periods).forEach(i -> builder.period(Period.daily(ZoneOffset.ofHours(i))));
            return builder;
        });
        List<Score> scores = IntStream.range(0, 1_003)
                .mapToObj(i -> Score.of("m" + i, i).neighbours(neighbours))
                .toList();
        assertThat(board.submitAll(scores))
                .hasSize(1_003)
                .extracting(
                        one -> Objects.requireNonNull(one.first().standing()).member())
                .isEqualTo(scores.stream().map(Score::member).toList());
        assertThat(server.largest).isEqualTo(most);
    }

    /** What was not answered is sent again by the next who is added, and does not wait for the end. */
    @Test
    void rebuildThatWasNotAnswered_goesOnWithTheNextScore() {
        Leaderboard board = board(builder -> builder);
        try (Rebuild rebuild = board.rebuild()) {
            server.isDown = true;
            assertThatThrownBy(() -> add(rebuild, 256)).isInstanceOf(CacheUnavailableException.class);
            server.isDown = false;
            time.advance(Duration.ofSeconds(1));
            long before = submitted();
            rebuild.add(Score.of("one more", 1).at(now()));
            assertThat(submitted() - before).isEqualTo(257);
            assertThat(rebuild.finish().scores()).isEqualTo(257);
        }
        assertThat(board.count()).isEqualTo(257);
    }

    private void add(Rebuild rebuild, int scores) {
        for (int i = 0; i < scores; i++) {
            rebuild.add(Score.of("m" + i, i).at(now()));
        }
    }

    private long submitted() {
        return server.asked().stream()
                .filter(BoardStep.Submit.class::isInstance)
                .count();
    }
}
