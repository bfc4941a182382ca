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
import java.util.Arrays;
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
        String argument = new String(language.argument(List.of(step), whole).bytes(), StandardCharsets.ISO_8859_1);
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
        assertThat(language.answers(List.of(change), List.of(new byte[] {'D', 1}), 0))
                .isEqualTo(List.of(new BoardReply.Done(true)));
        assertThat(tells(change, false)).isFalse();
        assertThat(tells(change, true)).isTrue();
    }

    @Test
    void aScoreIsFewBytes() {
        var unused = language.answers(List.of(submit(1, 0)), List.of(new byte[] {'R'}), 0);
        assertThat(language.argument(List.of(submit(1, 0)), false).bytes()).hasSizeLessThan(120);
        assertThat(language.argument(List.of(submit(1, 0), submit(1, 0)), false).bytes())
                .hasSizeLessThan(200);
    }

    @Test
    void submissionsAreCalledTogether_asFarAsTheyTakeTheServerNoTime() {
        assertThat(together(1, 0)).isEqualTo(16);
        assertThat(together(3, 0)).isEqualTo(5);
        assertThat(together(8, 0)).isEqualTo(2);
        assertThat(together(1, 3)).isEqualTo(6);
        assertThat(together(8, 50)).as("one at least").isEqualTo(1);
        List<BoardStep> one = List.of(submit(1, 0));
        assertThat(language.goesWith(one, new BoardStep.Unban("a"))).isFalse();
        assertThat(language.goesWith(List.of(new BoardStep.Unban("a")), submit(1, 0)))
                .isFalse();
        assertThat(language.goesWith(one, new BoardStep.Top(WINDOW, 1, -1))).isFalse();
    }

    private int together(int windows, int neighbours) {
        return together(submit(windows, neighbours));
    }

    private int together(BoardStep step) {
        List<BoardStep> some = new ArrayList<>(List.of(step));
        while (language.goesWith(some, step)) {
            some.add(step);
        }
        return some.size();
    }

    @Test
    void queriesAreCalledTogether_asFarAsTheyListFew() {
        assertThat(together(new BoardStep.Around(WINDOW, "ada", 5))).isEqualTo(5);
        assertThat(together(new BoardStep.Find(WINDOW, List.of("ada", "bob")))).isEqualTo(32);
        assertThat(together(new BoardStep.Top(WINDOW, 100, -1))).isEqualTo(1);
    }

    @Test
    void whatIsBehindTheBeginning_mayFollowAnothers() {
        Argument one = language.argument(List.of(submit(1, 0)), false);
        Argument two = language.argument(List.of(submit(1, 0), submit(1, 0)), false);
        int own = one.bytes().length - one.shared();
        assertThat(two.shared()).isEqualTo(one.shared());
        assertThat(two.bytes()).hasSize(one.shared() + 2 * own);
        assertThat(two.bytes())
                .startsWith(one.bytes())
                .endsWith(Arrays.copyOfRange(one.bytes(), one.shared(), one.bytes().length));
    }
}
