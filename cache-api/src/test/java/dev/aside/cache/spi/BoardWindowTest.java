package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** When windows close and expire, and which can be read. */
final class BoardWindowTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long NOW = Instant.parse("2026-02-11T09:30:00Z").toEpochMilli();
    private static final long TODAY = Instant.parse("2026-02-11T00:00:00Z").toEpochMilli();

    private static BoardDefinition board(Duration grace, Duration archive, Period... periods) {
        return new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                ScoreRule.BEST,
                TieRule.FIRST,
                RankStyle.ORDINAL,
                List.of(periods),
                0,
                grace,
                archive,
                0);
    }

    private static BoardWindow at(BoardDefinition board, long millis) {
        return Objects.requireNonNull(BoardWindow.at(board, 0, millis));
    }

    @Test
    void window_closesAfterItsGrace_andExpiresAfterItsArchive() {
        BoardDefinition board = board(Duration.ofMinutes(5), Duration.ofDays(7), Period.daily(ZoneOffset.UTC));
        BoardWindow window = at(board, NOW);
        assertThat(window.period()).isZero();
        assertThat(window.startMillis()).isEqualTo(TODAY);
        assertThat(window.endMillis()).isEqualTo(TODAY + DAY);
        assertThat(window.closesMillis()).isEqualTo(TODAY + DAY + 300_000);
        assertThat(window.expiresMillis()).isEqualTo(TODAY + 8 * DAY + 300_000);
        assertThat(at(board, TODAY)).isEqualTo(window);
        assertThat(at(board, TODAY + DAY - 1)).isEqualTo(window);
        assertThat(at(board, TODAY + DAY).startMillis()).isEqualTo(TODAY + DAY);
    }

    @Test
    void withoutGraceAndArchive_itIsOverAtItsEnd() {
        BoardWindow window = at(board(Duration.ZERO, Duration.ZERO, Period.daily(ZoneOffset.UTC)), NOW);
        assertThat(window.closesMillis()).isEqualTo(window.endMillis());
        assertThat(window.expiresMillis()).isEqualTo(window.endMillis());
    }

    @Test
    void allTime_neverClosesNorExpires() {
        BoardWindow window = at(board(Duration.ofDays(1), Duration.ofDays(1), Period.allTime()), NOW);
        assertThat(window)
                .isEqualTo(new BoardWindow(0, 0, BoardWindow.FOREVER, BoardWindow.FOREVER, BoardWindow.FOREVER));
        assertThat(BoardWindow.FOREVER * 1_000).isLessThan(1L << 53);
    }

    @Test
    void endlessGraceOrArchive_isForEver_andNotBeyond() {
        Duration endless = Duration.ofMillis(Long.MAX_VALUE);
        BoardWindow archived = at(board(Duration.ZERO, endless, Period.daily(ZoneOffset.UTC)), NOW);
        assertThat(archived.closesMillis()).isEqualTo(TODAY + DAY);
        assertThat(archived.expiresMillis()).isEqualTo(BoardWindow.FOREVER);
        BoardWindow open = at(board(endless, endless, Period.daily(ZoneOffset.UTC)), NOW);
        assertThat(open.closesMillis()).isEqualTo(BoardWindow.FOREVER);
        assertThat(open.expiresMillis()).isEqualTo(BoardWindow.FOREVER);
    }

    @Test
    void readable_isAllThatHasBegunAndNotExpired_theLatestFirst() {
        BoardDefinition board =
                board(Duration.ofHours(1), Duration.ofDays(2), Period.daily(ZoneOffset.UTC), Period.allTime());
        List<BoardWindow> windows = BoardWindow.readable(board, NOW);
        assertThat(windows.stream().filter(window -> window.period() == 0).map(BoardWindow::startMillis))
                .containsExactly(TODAY, TODAY - DAY, TODAY - 2 * DAY);
        assertThat(windows.stream().filter(window -> window.period() == 1)).hasSize(1);
        assertThat(windows)
                .allSatisfy(window -> assertThat(BoardWindow.at(board, window.period(), window.startMillis()))
                        .isEqualTo(window));
    }

    @Test
    void window_canBeReadUntilTheMillisecondBeforeItExpires() {
        BoardDefinition board = board(Duration.ZERO, Duration.ofDays(1), Period.daily(ZoneOffset.UTC));
        BoardWindow window = at(board, NOW);
        assertThat(BoardWindow.readable(board, window.startMillis())).contains(window);
        assertThat(BoardWindow.readable(board, window.startMillis() - 1)).doesNotContain(window);
        assertThat(BoardWindow.readable(board, window.expiresMillis() - 1)).contains(window);
        assertThat(BoardWindow.readable(board, window.expiresMillis())).doesNotContain(window);
    }

    @Test
    void readable_areNoMoreThanTheMost() {
        BoardDefinition board = board(Duration.ZERO, Duration.ofDays(10_000), Period.daily(ZoneOffset.UTC));
        assertThat(BoardWindow.readable(board, NOW)).hasSize(BoardWindow.MOST + 2);
        assertThat(BoardWindow.readable(board, 3 * DAY)).hasSize(4);
    }

    @Test
    void singleSeason_canBeReadAfterItIsOver_asLongAsItsArchive() {
        Instant from = Instant.ofEpochMilli(TODAY);
        BoardDefinition board =
                board(Duration.ofHours(1), Duration.ofDays(1), Period.season(from, from.plus(Duration.ofDays(1))));
        long end = TODAY + DAY;
        assertThat(BoardWindow.at(board, 0, end)).isNull();
        BoardWindow season = at(board, TODAY);
        assertThat(BoardWindow.latest(board, 0, end + 5)).isEqualTo(season);
        assertThat(BoardWindow.latest(board, 0, TODAY - 1)).isNull();
        assertThat(BoardWindow.readable(board, TODAY - 1)).isEmpty();
        assertThat(BoardWindow.readable(board, end)).containsExactly(season);
        assertThat(BoardWindow.readable(board, season.expiresMillis() - 1)).containsExactly(season);
        assertThat(BoardWindow.readable(board, season.expiresMillis())).isEmpty();
    }

    @Test
    void seasons_haveNoneBeforeTheFirst() {
        BoardDefinition board = board(
                Duration.ZERO,
                Duration.ofDays(100),
                Period.seasons(ZoneOffset.UTC, LocalDate.of(2026, 1, 31), java.time.Period.ofDays(7)));
        assertThat(BoardWindow.readable(board, NOW)).hasSize(2);
        assertThat(BoardWindow.at(
                        board, 0, Instant.parse("2026-01-30T23:59:59.999Z").toEpochMilli()))
                .isNull();
    }

    /** Windows are walked back from their starts: none may be left out where a day has 23 hours, or 25. */
    @Test
    void readableDaysOfAZone_followOneAnother() {
        for (String zone : List.of("America/Sao_Paulo", "Asia/Gaza", "Europe/Berlin", "Pacific/Apia")) {
            BoardDefinition board = board(
                    Duration.ZERO,
                    Duration.ofDays(398),
                    Period.daily(ZoneId.of(zone)),
                    Period.weekly(ZoneId.of(zone), DayOfWeek.SUNDAY));
            List<BoardWindow> windows = BoardWindow.readable(
                    board, Instant.parse("2012-11-20T12:00:00Z").toEpochMilli());
            assertThat(windows).hasSizeGreaterThan(398);
            for (int i = 1; i < windows.size(); i++) {
                BoardWindow later = windows.get(i - 1);
                BoardWindow one = windows.get(i);
                assertThat(one.period() != later.period() || one.endMillis() == later.startMillis())
                        .as("%s %s", zone, one)
                        .isTrue();
            }
        }
    }
}
