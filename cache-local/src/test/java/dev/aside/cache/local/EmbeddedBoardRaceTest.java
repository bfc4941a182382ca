package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply.Listed;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.ManualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Eight writers on the same members, beside readers of the first page. */
final class EmbeddedBoardRaceTest {

    private static final int WRITERS = 8;
    private static final int ROUNDS = 5_000;
    private static final int MEMBERS = 150;

    private final EmbeddedBoard board = Boards.open(ScoreRule.SUM, RankStyle.STANDARD, new ManualTime().runtime());
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void eightWritersOnTheSameMembers_endExact_andEveryPageIsOfOneMoment() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(pool.submit(() -> write(writer)));
            }
            Callable<Integer> read = this::read;
            List<Future<Integer>> readers = List.of(pool.submit(read), pool.submit(read));
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
            over.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            pool.shutdownNow();
        }
        assertEnd();
    }

    private void write(int writer) {
        for (int i = 0; i < ROUNDS; i++) {
            Boards.submit(board, "m" + (i * 7 + writer) % MEMBERS, 1);
            if (i % 100 == 0) {
                Boards.run(board, new BoardStep.Remove("x" + writer, false, List.of(Boards.ALL)));
                Boards.submit(board, "x" + writer, 1_000_000 + i);
            }
        }
        Boards.run(board, new BoardStep.Remove("x" + writer, false, List.of(Boards.ALL)));
    }

    /** A page is in order, counts its ranks itself, and comes with its version only. */
    private int read() {
        Map<Long, List<Standing>> seen = new HashMap<>();
        long last = 0;
        int pages = 0;
        while (!over.get()) {
            Listed page = Boards.top(board, Listed.WATCHED);
            assertThat(page.version()).isGreaterThanOrEqualTo(last);
            last = page.version();
            List<Standing> same = seen.putIfAbsent(last, page.standings());
            assertThat(same == null || same.equals(page.standings())).isTrue();
            assertThat(page.total()).isGreaterThanOrEqualTo(page.standings().size());
            for (int i = 1; i < page.standings().size(); i++) {
                Standing before = page.standings().get(i - 1);
                Standing one = page.standings().get(i);
                assertThat(one.score()).isLessThanOrEqualTo(before.score());
                assertThat(one.rank()).isEqualTo(one.score() == before.score() ? before.rank() : i + 1);
            }
            pages++;
        }
        return pages;
    }

    private void assertEnd() {
        Map<String, Long> expected = new HashMap<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int i = 0; i < ROUNDS; i++) {
                expected.merge("m" + (i * 7 + writer) % MEMBERS, 1L, Long::sum);
            }
        }
        Listed end = Boards.top(board, 2 * MEMBERS);
        Map<String, Long> scores = new HashMap<>();
        end.standings().forEach(standing -> scores.put(standing.member(), standing.score()));
        assertThat(scores).isEqualTo(expected);
        assertThat(end.total()).isEqualTo(MEMBERS);
    }
}
