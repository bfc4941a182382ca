package dev.aside.cache.local;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.ManualTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** Steps on one board, and reads of its published page, have the effect that they have one after another. */
final class EmbeddedBoardLincheckTest {

    @Test
    void stepsAndReadsOfTheFirstPageAreAtomic() {
        new StressOptions()
                .iterations(10)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(Model.class)
                .check(Real.class);
    }

    /** The board. */
    public static final class Real {
        private final EmbeddedBoard board = Boards.open(ScoreRule.SUM, RankStyle.DENSE, new ManualTime().runtime());

        private long submit(String member, long score) {
            BoardReply.Submitted reply = (BoardReply.Submitted) Boards.submit(board, member, score);
            return Objects.requireNonNull(reply.submission().first().standing()).score();
        }

        @Operation
        public long submitA() {
            return submit("a", 1);
        }

        @Operation
        public long submitB() {
            return submit("b", 2);
        }

        @Operation
        public boolean removeA() {
            BoardReply reply = Boards.run(board, new BoardStep.Remove("a", false, List.of(Boards.ALL)));
            return ((BoardReply.Done) reply).changed();
        }

        @Operation
        public String top() {
            BoardReply.Listed top = Boards.top(board, 10);
            return top.total()
                    + top.standings().stream()
                            .map(standing -> " " + standing.rank() + standing.member() + standing.score())
                            .collect(Collectors.joining());
        }
    }

    /** A map that is sorted at each look. */
    public static final class Model {
        private final Map<String, Long> scores = new TreeMap<>();

        public long submitA() {
            return scores.merge("a", 1L, Long::sum);
        }

        public long submitB() {
            return scores.merge("b", 2L, Long::sum);
        }

        public boolean removeA() {
            return scores.remove("a") != null;
        }

        public String top() {
            return scores.size()
                    + scores.entrySet().stream()
                            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                            .map(one -> " " + rank(one.getValue()) + one.getKey() + one.getValue())
                            .collect(Collectors.joining());
        }

        private long rank(long score) {
            return 1
                    + scores.values().stream()
                            .filter(other -> other > score)
                            .distinct()
                            .count();
        }
    }
}
