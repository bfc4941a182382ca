package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.leaderboard.Effect;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.spi.BoardReply;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes, as it were, that submit to one board at once, and lose answers on the way. */
@Timeout(120)
final class BoardRacesIT {

    private static final int WRITERS = 8;
    private static final int BATCH = 50;
    private static final int OPERATIONS = Boolean.getBoolean("aside.long") ? 5_000 : 300;

    private final Site site = Site.of(3);
    private final List<BoardNode> nodes = new ArrayList<>();
    private final List<FaultProxy> ways = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(BoardNode::close);
        ways.forEach(FaultProxy::close);
        site.close();
    }

    private void open(ScoreRule rule) {
        IntStream.range(0, 3)
                .forEach(
                        i -> nodes.add(new BoardNode(site.backend(), "board", BoardNode.definition(rule)).connected()));
    }

    /** One that reaches the servers by proxies, and one that does not. */
    private void openFar(ScoreRule rule) {
        site.servers().forEach(server -> ways.add(FaultProxy.memcached(server.address())));
        MemcachedBackend.Builder far = MemcachedBackend.builder();
        IntStream.range(0, 3)
                .forEach(i -> far.node(
                        "node-" + i, ways.get(i).host() + ":" + ways.get(i).port()));
        nodes.add(new BoardNode(far.build(), "board", BoardNode.definition(rule)).connected());
        nodes.add(new BoardNode(site.backend(), "board", BoardNode.definition(rule)).connected());
    }

    private static void together(int many, WriterWork work) throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Callable<Boolean>> all = IntStream.range(0, many)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        work.run(i);
                        return true;
                    })
                    .toList();
            for (Future<Boolean> one : threads.invokeAll(all)) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface WriterWork {
        void run(int writer) throws Exception;
    }

    @Test
    @SuppressWarnings("SystemOut") // how long it took is what is reported of it
    void eightWritersOnThreeNodes_leaveTheTrueTop() throws Exception {
        open(ScoreRule.BEST);
        Map<String, Long> truth = new ConcurrentHashMap<>();
        long start = System.nanoTime();
        together(WRITERS, writer -> {
            Random random = new Random(writer);
            for (int i = 0; i < 10_000; i += BATCH) {
                submit(nodes.get(writer % 3), random, truth);
            }
        });
        System.out.println("board: 80000 submissions by 8 writers on 3 nodes in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        List<Map.Entry<String, Long>> order = truth.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (BoardNode node : nodes) {
            BoardReply.Listed top = node.top(100);
            assertThat(top.standings())
                    .extracting(one -> Map.entry(one.member(), one.score()))
                    .isEqualTo(order.subList(0, 100));
            assertThat(top.total()).isEqualTo(truth.size());
            assertThat(top.state()).isEqualTo(Page.State.COMPLETE);
        }
        assertWithinError(order);
    }

    private static void submit(BoardNode node, Random random, Map<String, Long> truth) {
        List<BoardStep> steps = new ArrayList<>();
        for (int j = 0; j < BATCH; j++) {
            String member = "m" + random.nextInt(10_000);
            long score = random.nextInt(1_000_000);
            truth.merge(member, score, Math::max);
            steps.add(BoardNode.step(Score.of(member, score)));
        }
        assertThat(node.answers(BoardNode.PATIENCE, steps)).allMatch(BoardReply.Submitted.class::isInstance);
    }

    private void assertWithinError(List<Map.Entry<String, Long>> order) {
        List<Integer> places =
                IntStream.iterate(0, i -> i < order.size(), i -> i + 37).boxed().toList();
        List<String> members =
                places.stream().map(place -> order.get(place).getKey()).toList();
        List<BoardReply.Place> found = nodes.get(1).find(members).places().stream()
                .map(Objects::requireNonNull)
                .toList();
        for (int i = 0; i < places.size(); i++) {
            Standing standing = found.get(i).standing();
            assertThat(standing.score()).isEqualTo(order.get(places.get(i)).getValue());
            assertThat(Math.abs(standing.rank() - 1 - places.get(i))).isLessThanOrEqualTo(standing.rankError());
            assertThat(standing.rankError()).isLessThan(order.size() / 30);
        }
    }

    /** The same few members, so that the nodes take cards and sheets from each other all the time. */
    @Test
    void eightWritersOnTheSameMembers_endExact() throws Exception {
        open(ScoreRule.SUM);
        together(WRITERS, writer -> {
            for (int i = 0; i < 300; i++) {
                Score score = Score.of("m" + i % 12, 1 + i % 3).operation(writer + "-" + i);
                assertThat(submitted(nodes.get(writer % 3), score)).isTrue();
            }
        });
        BoardReply.Listed top = nodes.get(0).top(50);
        assertThat(top.total()).isEqualTo(12);
        assertThat(top.standings().stream().mapToLong(Standing::score).sum()).isEqualTo(WRITERS * 300 * 2);
        long each = IntStream.range(0, 300)
                .filter(i -> i % 12 == 5)
                .mapToLong(i -> 1 + i % 3)
                .sum();
        assertThat(nodes.get(2).scores(50)).containsEntry("m5", WRITERS * each);
        assertThat(nodes.get(1)
                        .find(IntStream.range(0, 12).mapToObj(i -> "m" + i).toList())
                        .places())
                .extracting(place -> Objects.requireNonNull(place).standing().score())
                .as("cards say what the page says")
                .containsExactlyElementsOf(IntStream.range(0, 12)
                        .mapToObj(i -> nodes.get(0).scores(50).get("m" + i))
                        .toList());
    }

    /** Submits until it is answered. */
    private static boolean submitted(BoardNode node, Score score) {
        for (int tries = 0; tries < 50; tries++) {
            BoardReply reply = node.answer(BoardNode.step(score));
            if (reply instanceof BoardReply.Submitted) {
                return true;
            } else if (!(reply instanceof BoardReply.Failed)) {
                throw new AssertionError(reply);
            }
            RealTime.pass(Duration.ofMillis(2));
        }
        return false;
    }

    /** Each operation counts once, whichever answers are lost, and whoever submits it again. */
    @Test
    void lostAnswers_andReplays_changeNothing() {
        openFar(ScoreRule.SUM);
        Random random = new Random(5);
        String[] commands = {"CAS", "ADD", "SET", "GETS", "GET"};
        for (int i = 0; i < OPERATIONS; i++) {
            if (i % 3 == 0) {
                ways.get(random.nextInt(3)).loseReply(commands[random.nextInt(5)], 1 + random.nextInt(3));
            }
            assertThat(submitted(nodes.get(0), operation(i)))
                    .as("operation %s", i)
                    .isTrue();
        }
        ways.forEach(FaultProxy::heal);
        nodes.get(0).connected();
        Map<String, Long> scores = nodes.get(1).scores(50);
        assertThat(scores.values()).containsOnly(OPERATIONS / 20 * 3L);
        for (int i = 0; i < OPERATIONS; i++) {
            assertThat(nodes.get(i % 2).submit(operation(i)).isRepeated()).isTrue();
        }
        assertThat(nodes.get(0).scores(50)).isEqualTo(scores).hasSize(20);
        assertThat(nodes.get(0).top(1).total()).isEqualTo(20);
    }

    private static Score operation(int i) {
        return Score.of("m" + i % 20, 3).operation("o" + i);
    }

    @Test
    void bannedMember_isNeverSeenOnceTheBanIsAnswered() throws Exception {
        open(ScoreRule.BEST);
        AtomicBoolean isBanned = new AtomicBoolean();
        AtomicBoolean isOver = new AtomicBoolean();
        together(4, writer -> {
            BoardNode node = nodes.get(writer % 3);
            if (writer == 3) {
                try {
                    RealTime.pass(Duration.ofMillis(150));
                    node.ban("cheat");
                    isBanned.set(true);
                    for (int i = 0; i < 50; i++) {
                        assertThat(nodes.get(i % 3).scores(100)).doesNotContainKey("cheat");
                    }
                } finally {
                    isOver.set(true);
                }
                return;
            }
            for (int i = 0; !isOver.get(); i++) {
                boolean wasBanned = isBanned.get();
                Effect effect = node.submit("cheat", 1_000 + i).effect();
                assertThat(effect == Effect.BANNED || !wasBanned).isTrue();
                node.submit("m" + writer, i);
            }
        });
        assertThat(nodes.get(0).scores(100)).hasSize(3);
        assertThat(nodes.get(1).find(List.of("cheat")).places()).containsOnlyNulls();
        assertThat(nodes.get(1).done(new BoardStep.Unban("cheat"))).isTrue();
        assertThat(nodes.get(2).submit("cheat", 1).effect()).isEqualTo(Effect.ADDED);
    }

    /** The card has it, and the sheet does not: who comes next brings it there. */
    @Test
    void changeThatStoppedHalfWay_isBroughtToItsEndByTheNext() {
        openFar(ScoreRule.BEST);
        nodes.get(1).submit("ada", 1);
        int halves = 0;
        for (FaultProxy way : ways) {
            for (int i = 0; i < 12; i++) {
                String member = "m" + way.port() + "-" + i;
                way.loseReply("GETS", 1 + i % 3);
                BoardReply reply = nodes.get(0).answer(BoardNode.step(Score.of(member, 50)));
                boolean isHalf = reply instanceof BoardReply.Failed failed
                        && failed.outcome() == StepReply.Outcome.UNKNOWN
                        && !nodes.get(1).scores(200).containsKey(member);
                way.heal();
                nodes.get(0).connected();
                Effect next = nodes.get(1).submit(member, 10).effect();
                assertThat(next == Effect.UNCHANGED || reply instanceof BoardReply.Failed)
                        .isTrue();
                halves += isHalf && next == Effect.UNCHANGED ? 1 : 0;
                long score = Objects.requireNonNull(
                                nodes.get(1).find(List.of(member)).places().get(0))
                        .standing()
                        .score();
                assertThat(nodes.get(0).scores(200)).containsEntry(member, score);
            }
        }
        assertThat(halves).as("some stopped half way").isPositive();
        assertThat(nodes.get(1).top(1).total()).isEqualTo(37);
    }

    @Test
    void nodeThatLeavesTheList_andOneThatComes_haveWhatIsMissing() {
        FakeCluster cluster = new FakeCluster();
        List<String> addresses = site.servers().stream().map(Site::address).toList();
        cluster.lists(1, addresses.subList(0, 2));
        MemcachedBackend backend = MemcachedBackend.builder()
                .configurationEndpoint(cluster.address())
                .pause(Duration.ofMillis(50))
                .build();
        BoardNode node = new BoardNode(backend, "board", BoardNode.definition(ScoreRule.BEST)).connected();
        nodes.add(node);
        long version = 1;
        for (List<String> next : List.of(addresses, addresses.subList(1, 3))) {
            IntStream.range(0, 20).forEach(i -> node.submit("m" + i, i));
            assertThat(node.state()).isEqualTo(Page.State.COMPLETE);
            cluster.lists(++version, next);
            RealTime.await("known to be missing", TestNode.PATIENCE, () -> node.state() == Page.State.INCOMPLETE);
            node.rebuild(next.size(), node.scores(100));
            assertThat(node.state()).isEqualTo(Page.State.COMPLETE);
        }
        cluster.close();
    }
}
