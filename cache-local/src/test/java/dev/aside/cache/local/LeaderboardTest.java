package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.LeaderboardBuilder;
import dev.aside.cache.CacheUnavailableException;
import dev.aside.cache.leaderboard.BoardChecksum;
import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Percentile;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.PeriodEnd;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Rebuild;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.ManualTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeaderboardTest {

    private static final Duration TOP_AGE = Duration.ofMillis(250);

    private final ManualTime time = new ManualTime();
    private final UnsteadyBoards server = new UnsteadyBoards();
    private final Aside here =
            Aside.builder().backend(server).runtime(time.runtime()).build();
    private final Aside there =
            Aside.builder().backend(server).runtime(time.runtime()).build();

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private Leaderboard board(UnaryOperator<LeaderboardBuilder> settings) {
        return settings.apply(here.leaderboard("arcade")).build();
    }

    private Leaderboard board() {
        return board(builder -> builder);
    }

    private Instant now() {
        return time.wallClock().instant();
    }

    private static List<String> members(List<Standing> standings) {
        return standings.stream().map(Standing::member).toList();
    }

    private long tops() {
        return server.asked().stream().filter(BoardStep.Top.class::isInstance).count();
    }

    @Test
    void submission_tellsWhatItHasDone_andWhereTheMemberStands() {
        Leaderboard board = board();
        assertThat(board.submit("ada", 100).first().effect()).isEqualTo(Effect.ADDED);
        board.submit("bob", 200);
        Submission better = board.submit(Score.of("ada", 300).neighbours(1));
        assertThat(better.isApplied()).isTrue();
        assertThat(Objects.requireNonNull(better.first().previous()).rank()).isEqualTo(2);
        assertThat(Objects.requireNonNull(better.first().previous()).score()).isEqualTo(100);
        assertThat(Objects.requireNonNull(better.first().standing()).rank()).isEqualTo(1);
        assertThat(better.first().total()).isEqualTo(2);
        assertThat(members(better.first().neighbours())).containsExactly("ada", "bob");
        Submission worse = board.submit("ada", 50);
        assertThat(worse.first().effect()).isEqualTo(Effect.UNCHANGED);
        assertThat(worse.beaten()).isEmpty();
        assertThat(Objects.requireNonNull(worse.first().standing()).score()).isEqualTo(300);
    }

    @Test
    void submission_countsInEveryPeriod_andTellsWhichWereBeaten() {
        Period day = Period.daily(ZoneOffset.UTC);
        Leaderboard board = board(builder -> builder.period(Period.allTime()).period(day));
        board.submit("ada", 100);
        time.advance(Duration.ofDays(1));
        Submission today = board.submit("ada", 60);
        assertThat(today.beaten()).containsExactly(day);
        assertThat(today.in(Period.allTime()).effect()).isEqualTo(Effect.UNCHANGED);
        assertThat(Objects.requireNonNull(board.ranking(day).standing("ada")).score())
                .isEqualTo(60);
        assertThat(Objects.requireNonNull(board.ranking(day, now().minus(Duration.ofDays(1)))
                                .standing("ada"))
                        .score())
                .isEqualTo(100);
    }

    @Test
    void lateSubmission_landsWhereItBelongs_withinTheGrace() {
        Period day = Period.daily(ZoneOffset.UTC);
        Leaderboard board = board(builder -> builder.period(day).grace(Duration.ofHours(1)));
        Instant reached = now();
        board.submit("ada", 100);
        Instant midnight = Objects.requireNonNull(day.at(reached)).until();
        time.advance(Duration.between(now(), midnight).plusMinutes(59));
        assertThat(board.submit(Score.of("bob", 200).at(reached)).first().effect())
                .isEqualTo(Effect.ADDED);
        assertThat(board.count()).isZero();
        assertThat(members(board.ranking(day, reached).top(10).standings())).containsExactly("bob", "ada");
        time.advance(Duration.ofMinutes(1));
        Submission tooLate = board.submit(Score.of("bob", 300).at(reached));
        assertThat(tooLate.first().effect()).isEqualTo(Effect.CLOSED);
        assertThat(tooLate.isApplied()).isFalse();
        assertThat(Objects.requireNonNull(board.ranking(day, reached).standing("bob"))
                        .score())
                .isEqualTo(200);
    }

    /** Row 112: a season that is closed. */
    @Test
    void seasonThatIsOver_refuses_andStaysReadable() {
        Period season = Period.season(now(), now().plus(Duration.ofDays(7)));
        Leaderboard board = board(builder -> builder.period(season));
        board.submit("ada", 100);
        time.advance(Duration.ofDays(8));
        assertThat(board.submit("bob", 200).first().effect()).isEqualTo(Effect.CLOSED);
        assertThat(members(board.top(10).standings())).containsExactly("ada");
        time.advance(Duration.ofDays(90));
        assertThat(board.top(10).standings()).isEmpty();
    }

    private void advanceTo(String instant) {
        time.advance(Duration.between(now(), Instant.parse(instant)));
    }

    /** One of 23 hours, one of 25, and a week over the end of the year. */
    @ParameterizedTest
    @CsvSource({
        "daily, America/New_York, 2026-03-08T05:00:00Z, PT23H",
        "daily, America/New_York, 2026-11-01T04:00:00Z, PT25H",
        "weekly, Europe/Berlin, 2026-12-27T23:00:00Z, PT168H",
        "weekly, Europe/Berlin, 2027-03-21T23:00:00Z, PT167H"
    })
    void periodEnds_whereItsZoneSays(String kind, ZoneId zone, String begin, Duration length) {
        Period period = kind.equals("daily") ? Period.daily(zone) : Period.weekly(zone, DayOfWeek.MONDAY);
        Leaderboard board =
                board(builder -> builder.period(period).grace(Duration.ZERO).topAge(Duration.ZERO));
        advanceTo(begin);
        board.submit("ada", 100);
        Instant first = now();
        time.advance(length.minusMillis(1));
        assertThat(board.submit("bob", 200).first().total()).isEqualTo(2);
        assertThat(board.count()).isEqualTo(2);
        time.advance(Duration.ofMillis(1));
        assertThat(board.count()).isZero();
        assertThat(board.submit("cyd", 50).first().total()).isEqualTo(1);
        assertThat(board.submit(Score.of("dee", 1).at(first)).first().effect()).isEqualTo(Effect.CLOSED);
        assertThat(members(board.ranking(period, first).top(10).standings())).containsExactly("bob", "ada");
    }

    @Test
    void periodsEnd_isToldOnce_byWhicheverNodeFindsIt() {
        List<PeriodEnd> told = new ArrayList<>();
        Period week = Period.weekly(ZoneId.of("Europe/Berlin"), DayOfWeek.MONDAY);
        UnaryOperator<LeaderboardBuilder> settings =
                builder -> builder.period(week).onPeriodEnd(told::add);
        Leaderboard board = board(settings);
        settings.apply(there.leaderboard("arcade")).build();
        board.submit("ada", 100);
        Instant reached = now();
        time.advance(Duration.ofDays(8));
        assertThat(told).hasSize(1);
        PeriodEnd end = told.get(0);
        assertThat(end.period()).isEqualTo(week);
        assertThat(end.span().has(reached)).isTrue();
        assertThat(members(end.ranking().top(3).standings())).containsExactly("ada");
        time.advance(Duration.ofDays(30));
        assertThat(told).hasSize(1);
    }

    @Test
    void periodsEnd_isToldAgain_whereTheListenerFails() {
        List<PeriodEnd> told = new ArrayList<>();
        Leaderboard board =
                board(builder -> builder.period(Period.daily(ZoneOffset.UTC)).onPeriodEnd(end -> {
                    told.add(end);
                    if (told.size() == 1) {
                        throw new IllegalStateException("not now");
                    }
                }));
        board.submit("ada", 100);
        time.advance(Duration.ofDays(2));
        assertThat(told).hasSize(2);
        assertThat(board.stats().ended()).isEqualTo(1);
    }

    @Test
    void firstPage_isAnsweredHere_forItsAge_andThenByItsVersion() {
        Leaderboard board = board();
        board.submit("ada", 100);
        for (int i = 0; i < 1_000; i++) {
            assertThat(board.top(10).standings()).hasSize(1);
        }
        assertThat(tops()).isEqualTo(1);
        time.advance(TOP_AGE.plusMillis(1));
        assertThat(board.top(10).standings()).hasSize(1);
        assertThat(server.asked().get(server.asked().size() - 1))
                .isInstanceOfSatisfying(
                        BoardStep.Top.class,
                        step -> assertThat(step.knownVersion()).isPositive());
        board.submit("bob", 200);
        time.advance(TOP_AGE.plusMillis(1));
        assertThat(members(board.top(10).standings())).containsExactly("bob", "ada");
        assertThat(board.top(1).next()).isNotNull();
        assertThat(board.stats().nearHits()).isEqualTo(1_000);
    }

    @Test
    void firstPage_isNeverOfThePeriodBefore() {
        Leaderboard board = board(builder -> builder.period(Period.daily(ZoneOffset.UTC)));
        Instant midnight = Objects.requireNonNull(board.period().at(now())).until();
        time.advance(Duration.between(now(), midnight).minusMillis(10));
        board.submit("ada", 100);
        assertThat(board.top(10).standings()).hasSize(1);
        time.advance(Duration.ofMillis(20));
        assertThat(board.top(10).standings()).isEmpty();
    }

    @Test
    void listenersOfTheBest_areToldWhenTheyChange_andOnceOfManyChanges() throws Exception {
        Leaderboard board = board();
        List<Page> pages = new ArrayList<>();
        board.submit("ada", 100);
        AutoCloseable listening = board.onTop(10, pages::add);
        assertThat(pages).hasSize(1);
        for (int i = 1; i <= 50; i++) {
            board.submit("bob", 100 + i);
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(pages).hasSize(2);
        assertThat(pages.get(1).standings().get(0).score()).isEqualTo(150);
        time.advance(Duration.ofSeconds(10));
        assertThat(pages).hasSize(2);
        listening.close();
        board.submit("cyd", 1_000);
        time.advance(Duration.ofSeconds(10));
        assertThat(pages).hasSize(2);
        long before = tops();
        time.advance(Duration.ofSeconds(10));
        assertThat(tops()).as("nobody listens, and nobody asks").isEqualTo(before);
    }

    /** Row 112: removals during a walk. */
    @Test
    void walkThroughPages_neitherSkipsNorRepeats_whoDidNotChange() {
        Leaderboard board = board(builder -> builder.topAge(Duration.ZERO));
        for (int i = 0; i < 100; i++) {
            board.submit("player-" + i, i / 3);
        }
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            Page page = board.page(next, 7);
            seen.addAll(members(page.standings()));
            next = page.next();
            board.submit("riser-" + seen.size(), 1_000);
            board.remove(seen.get(seen.size() - 1));
        } while (next != null);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(seen.stream().filter(member -> member.startsWith("player-"))).hasSize(100);
    }

    @Test
    void ranksAmongFriends_areCountedInTheBoardsStyle() {
        Leaderboard board = board(builder -> builder.ranks(RankStyle.STANDARD));
        board.submitAll(List.of(
                Score.of("ada", 300),
                Score.of("bob", 200),
                Score.of("cyd", 200),
                Score.of("dee", 100),
                Score.of("x", 999)));
        List<Standing> friends = board.friends(List.of("dee", "cyd", "nobody", "bob"));
        assertThat(members(friends)).containsExactly("bob", "cyd", "dee");
        assertThat(friends.stream().map(Standing::rank)).containsExactly(1L, 1L, 3L);
        assertThat(board.standings(List.of("dee", "x")).keySet()).containsExactly("dee", "x");
        assertThat(board.percentile("cyd")).isEqualTo(new Percentile(2 / 5.0, 0));
        assertThat(board.percentile("nobody")).isNull();
        assertThat(board.count()).isEqualTo(5);
    }

    /** Row 107: an operation made again. */
    @Test
    void lostAnswer_isSaid_andTheSameOperationCountsOnce() {
        Leaderboard board = board(builder -> builder.score(ScoreRule.SUM));
        Score score = Score.of("ada", 10).operation("match-1");
        server.losesAnswers = true;
        assertThatThrownBy(() -> board.submit(score)).isInstanceOf(CacheUnavailableException.class);
        server.losesAnswers = false;
        Submission again = board.submit(score);
        assertThat(again.isRepeated()).isTrue();
        assertThat(again.first().effect()).isEqualTo(Effect.ADDED);
        assertThat(Objects.requireNonNull(again.first().standing()).score()).isEqualTo(10);
        assertThatThrownBy(() -> board.submit(Score.of("ada", 11).operation("match-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another submission")
                .hasMessageNotContaining("match-1");
        assertThat(board.stats().repeated()).isEqualTo(1);
    }

    @Test
    void serverThatDoesNotAnswer_isNotAskedByEveryCall() {
        Leaderboard board = board();
        server.isDown = true;
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> board.submit("ada", 1)).isInstanceOf(CacheUnavailableException.class);
        }
        assertThat(server.asked()).hasSizeLessThan(10);
        assertThat(board.stats().unavailable()).isEqualTo(100);
        server.isDown = false;
        time.advance(Duration.ofSeconds(1));
        assertThat(board.submit("ada", 1).isApplied()).isTrue();
    }

    @Test
    void rebuild_bringsBackWhatWasLost_andKeepsWhatCameMeanwhile() {
        Leaderboard board = board(builder -> builder.score(ScoreRule.SUM));
        board.submit(Score.of("ada", 5).operation("a-1").at(now()));
        try (Rebuild rebuild = board.rebuild()) {
            board.submit(Score.of("bob", 7).operation("b-1").metadata("Bob"));
            rebuild.add(Score.of("ada", 5).operation("a-1").at(now()));
            rebuild.add(Score.of("ada", 20).operation("a-0").at(now()));
            rebuild.add(Score.of("bob", 7).operation("b-1").at(now()));
            assertThat(Objects.requireNonNull(board.standing("ada")).score()).isEqualTo(5);
            Rebuild.Report report = rebuild.finish();
            assertThat(report.scores()).isEqualTo(3);
            assertThat(report.refused()).isZero();
            assertThat(report.before()).isEqualTo(BoardChecksum.EMPTY.plus("ada", 5, 0));
            assertThat(report.after())
                    .isEqualTo(BoardChecksum.EMPTY.plus("bob", 7, 0).plus("ada", 25, 0))
                    .isEqualTo(board.checksum());
        }
        board.submit(Score.of("ada", 20).operation("a-0").at(now()));
        assertThat(Objects.requireNonNull(board.standing("ada")).score())
                .as("what was added by the rebuild counts once")
                .isEqualTo(25);
    }

    @Test
    void rebuild_isOneAtATime_andDroppedUnlessItIsFinished() {
        Leaderboard board = board();
        board.submit("ada", 5);
        try (Rebuild rebuild = board.rebuild()) {
            rebuild.add(Score.of("bob", 7).at(now()));
            assertThatThrownBy(board::rebuild).isInstanceOf(IllegalStateException.class);
        }
        assertThat(members(board.top(10).standings())).containsExactly("ada");
        board.rebuild().close();
    }

    @Test
    void whatIsRefusedWhileTheBoardIsRebuilt_isNotInTheNewOneEither() {
        Period day = Period.daily(ZoneOffset.UTC);
        Leaderboard board = board(builder -> builder.period(day));
        Instant reached = now();
        board.submit("ada", 5);
        time.advance(Duration.ofDays(1));
        board.ban("mallory");
        try (Rebuild rebuild = board.rebuild()) {
            rebuild.add(Score.of("ada", 5).at(reached));
            assertThat(board.submit(Score.of("late", 9).at(reached)).isApplied())
                    .isFalse();
            assertThat(board.submit(Score.of("mallory", 9).at(now())).isApplied())
                    .isFalse();
            rebuild.add(Score.of("mallory", 9).at(reached));
            assertThat(rebuild.finish().refused()).isEqualTo(1);
        }
        assertThat(members(board.ranking(day, reached).top(10).standings())).containsExactly("ada");
        assertThat(board.top(10).standings()).isEmpty();
    }
}
