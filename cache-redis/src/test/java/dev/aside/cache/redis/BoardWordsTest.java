package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardSpec;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What steps on leaderboards are in the words of their scripts. */
final class BoardWordsTest {

    private static final BoardSpec SPEC = new BoardSpec("arcade", BoardNode.allTime(ScoreRule.BEST), 60_000);
    private static final BoardWindow WINDOW = new BoardWindow(0, 0, 1, 2, 3);

    private final BoardLanguage language =
            new BoardLanguage(new byte[] {'k'}, new BoardWords(SPEC), new BoardAnswers(SPEC.definition()));

    private static BoardStep submit(int windows, int neighbours) {
        Score score = Score.of("player-123456", 4_200).neighbours(neighbours);
        return new BoardStep.Submit(score, Collections.nCopies(windows, WINDOW), 0);
    }

    private boolean tells(BoardStep step, boolean whole) {
        String argument = new String(language.argument(List.of(step), whole), StandardCharsets.ISO_8859_1);
        return argument.contains(SPEC.definition().text());
    }

    @Test
    void theDefinitionsText_isToldUntilTheServerHasIt_andIfItAsks() {
        BoardStep query = new BoardStep.Top(WINDOW, 1, -1);
        BoardStep change = new BoardStep.Unban("a");
        assertThat(tells(change, false)).isTrue();
        assertThat(tells(query, false)).as("who reads records nothing").isFalse();
        assertThat(tells(query, true)).isFalse();
        assertThat(language.wantsAll(new byte[] {'N'})).isTrue();
        assertThat(language.answers(List.of(change), new byte[] {'D', 1}, 0))
                .isEqualTo(List.of(new BoardReply.Done(true)));
        assertThat(tells(change, false)).isFalse();
        assertThat(tells(change, true)).isTrue();
    }

    @Test
    void aScoreIsFewBytes() {
        var unused = language.answers(List.of(submit(1, 0)), new byte[] {'R'}, 0);
        assertThat(language.argument(List.of(submit(1, 0)), false)).hasSizeLessThan(120);
        assertThat(language.argument(List.of(submit(1, 0), submit(1, 0)), false))
                .hasSizeLessThan(200);
    }

    @Test
    void submissionsAreCalledTogether_asFarAsTheyTakeTheServerNoTime() {
        assertThat(together(1, 0)).isEqualTo(16);
        assertThat(together(3, 0)).isEqualTo(5);
        assertThat(together(8, 0)).isEqualTo(2);
        assertThat(together(1, 3)).isEqualTo(4);
        assertThat(together(8, 50)).as("one at least").isEqualTo(1);
        List<BoardStep> mixed = List.of(submit(1, 0), submit(1, 0), new BoardStep.Unban("a"), submit(1, 0));
        assertThat(language.together(mixed, 0)).isEqualTo(2);
        assertThat(language.together(mixed, 2)).isEqualTo(1);
        assertThat(language.together(mixed, 3)).isEqualTo(1);
    }

    private int together(int windows, int neighbours) {
        return language.together(new ArrayList<>(Collections.nCopies(64, submit(windows, neighbours))), 0);
    }
}
