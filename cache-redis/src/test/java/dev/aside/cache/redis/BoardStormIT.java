package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients on the same members, and submissions that are made again because nobody knows what has become of them. */
@Timeout(120)
final class BoardStormIT {

    private static final int CLIENTS = 8;
    private static final int MEMBERS = 20;

    private final RedisServer server = RedisServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    /** Something that a client does. */
    private interface Doing {
        void run(BoardNode node, int client);
    }

    private void together(ScoreRule rule, Doing doing) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> all = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> pool.submit(() -> {
                        try (BoardNode node =
                                BoardNode.at(server, BoardNode.allTime(rule)).connected()) {
                            doing.run(node, client);
                        }
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void eightClientsOnTheSameMembers_endExact() throws Exception {
        for (ScoreRule rule : List.of(ScoreRule.SUM, ScoreRule.BEST)) {
            server.command("FLUSHALL");
            together(rule, (node, client) -> submitAll(node, new Random(client)));
            Map<String, Long> expected = expected(rule);
            try (BoardNode node = BoardNode.at(server, BoardNode.allTime(rule)).connected()) {
                isExactly(node, expected);
            }
        }
    }

    private static void isExactly(BoardNode node, Map<String, Long> expected) {
        Map<String, Long> all = new HashMap<>();
        node.top(2 * MEMBERS).standings().forEach(one -> all.put(one.member(), one.score()));
        assertThat(all).isEqualTo(expected).hasSize(MEMBERS);
    }

    private static void submitAll(BoardNode node, Random random) {
        for (int round = 0; round < 40; round++) {
            List<BoardStep> steps = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                steps.add(node.step(score(random)));
            }
            assertThat(node.execute(steps)).allMatch(BoardReply.Submitted.class::isInstance);
        }
    }

    private static Score score(Random random) {
        return Score.of("m" + random.nextInt(MEMBERS), random.nextInt(1_000) - 300);
    }

    private static Map<String, Long> expected(ScoreRule rule) {
        Map<String, Long> all = new HashMap<>();
        for (int client = 0; client < CLIENTS; client++) {
            Random random = new Random(client);
            for (int i = 0; i < 1_000; i++) {
                Score score = score(random);
                all.merge(score.member(), score.score(), rule == ScoreRule.SUM ? Long::sum : Math::max);
            }
        }
        return all;
    }

    /** 50,000 submissions, in 500 batches of which each loses an answer, and the connection; all of them are made again twice. */
    @Test
    void replays_changeNothing() {
        int batches = 500;
        int each = 100;
        try (Logged quiet = new Logged(Node.class.getName(), Level.WARNING);
                FaultProxy proxy = FaultProxy.resp(server.address());
                BoardNode node =
                        BoardNode.at(proxy, BoardNode.allTime(ScoreRule.SUM)).connected();
                BoardNode direct = BoardNode.at(server, node.definition).connected()) {
            Random random = new Random(4);
            Map<String, Long> expected = new HashMap<>();
            int again = 0;
            for (int batch = 0; batch < batches; batch++) {
                List<BoardStep> steps = operations(node, random, batch, each, expected);
                proxy.loseReply("EVALSHA", 1 + random.nextInt(each / 16));
                node.execute(steps);
                List<BoardReply> replies = direct.execute(steps);
                assertThat(replies).hasSize(each).allSatisfy(BoardNode::submission);
                again += (int) replies.stream()
                        .filter(reply -> BoardNode.submission(reply).isRepeated())
                        .count();
                direct.execute(steps);
            }
            assertThat(again).isGreaterThan(batches);
            assertThat(quiet.warnings()).isEmpty();
            isExactly(direct, expected);
        }
    }

    private static List<BoardStep> operations(
            BoardNode node, Random random, int batch, int each, Map<String, Long> expected) {
        List<BoardStep> steps = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            Score score = score(random).operation(batch + "-" + i);
            expected.merge(score.member(), score.score(), Long::sum);
            steps.add(node.step(score));
        }
        return steps;
    }

    @Test
    void whoIsBanned_isNeverSeenAgain() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (BoardNode judge =
                        BoardNode.at(server, BoardNode.allTime(ScoreRule.SUM)).connected();
                BoardNode cheat = BoardNode.at(server, judge.definition).connected()) {
            List<Future<?>> storm =
                    List.of(pool.submit(() -> storm(cheat, over)), pool.submit(() -> storm(cheat, over)));
            for (int i = 0; i < 200; i++) {
                BoardStep ban = new BoardStep.Remove("cheat", true, List.of(judge.window()));
                List<BoardReply> replies = judge.execute(List.of(
                        ban,
                        new BoardStep.Top(judge.window(), 10, -1),
                        new BoardStep.Around(judge.window(), "cheat", 1)));
                assertThat(replies.get(0)).isInstanceOf(BoardReply.Done.class);
                assertThat(judge.all()).noneMatch(line -> line.startsWith("cheat"));
                assertThat(judge.first(Score.of("cheat", 1)).effect()).isEqualTo(Effect.BANNED);
                assertThat(judge.done(new BoardStep.Unban("cheat"))).isTrue();
            }
            over.set(true);
            for (Future<?> one : storm) {
                one.get(20, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void storm(BoardNode node, AtomicBoolean over) {
        while (!over.get()) {
            node.execute(List.of(
                    node.step(Score.of("cheat", 5)),
                    node.step(Score.of("fair", 1)),
                    node.step(Score.of("cheat", 7).neighbours(1))));
        }
    }
}
