package dev.aside.cache.local;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.List;

/** Embedded boards for tests, and what is asked of them. */
final class Boards {

    static final BoardWindow ALL = new BoardWindow(0, 0, BoardWindow.FOREVER, BoardWindow.FOREVER, BoardWindow.FOREVER);
    static final Duration KEEP = Duration.ofMinutes(1);

    private Boards() {}

    static EmbeddedBoard open(ScoreRule rule, RankStyle style, CacheRuntime runtime) {
        BoardDefinition definition = new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                rule,
                TieRule.MEMBER,
                style,
                List.of(Period.allTime()),
                0,
                Duration.ZERO,
                Duration.ofDays(1),
                0);
        return new EmbeddedBoard(new BoardSpec("board", definition, KEEP.toMillis()), runtime);
    }

    static BoardReply run(EmbeddedBoard board, BoardStep step) {
        return board.execute(List.of(step), Duration.ofSeconds(1))
                .toCompletableFuture()
                .join()
                .get(0);
    }

    static BoardReply submit(EmbeddedBoard board, Score score, BoardWindow window) {
        return run(board, new BoardStep.Submit(score, List.of(window), 0));
    }

    static BoardReply submit(EmbeddedBoard board, String member, long score) {
        return submit(board, Score.of(member, score), ALL);
    }

    static Listed top(EmbeddedBoard board, int most) {
        return (Listed) run(board, new BoardStep.Top(ALL, most, -1));
    }
}
