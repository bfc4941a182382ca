package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.leaderboard.BoardDefinition;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.RankStyle;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.ScoreOrder;
import dev.aside.cache.leaderboard.ScoreRule;
import dev.aside.cache.leaderboard.TieRule;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.BoardRecord;
import dev.aside.cache.spi.BoardStep;
import dev.aside.cache.spi.BoardWindow;
import dev.aside.cache.spi.Digest;
import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.SessionBackend;
import dev.aside.cache.spi.SessionSlot;
import dev.aside.cache.spi.SessionSlots;
import dev.aside.cache.spi.SessionSpec;
import dev.aside.cache.spi.SessionStep;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import dev.aside.cache.testkit.server.TestServerException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code aside.acl}: it is enough, and no word of it is too much. */
@Timeout(60)
final class LeastUserIT {

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(
            () -> LeastUser.alone(RedisServer.builder()).start());

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS62 = ServerExtension.perClass(
            () -> LeastUser.alone(RedisServer.builder().version62()).start());

    private static final SlotKey KEY = TestNode.key("k");
    private static final Duration SOON = Duration.ofMillis(100);

    private final RedisServer redis = REDIS.get();
    private final RedisServer redis62 = REDIS62.get();

    @BeforeEach
    void asItIsShipped() {
        for (RedisServer server : List.of(redis, redis62)) {
            may(server, LeastUser.rules());
            server.command("FLUSHALL");
            server.command("ACL", "LOG", "RESET");
        }
    }

    private static void may(RedisServer server, List<String> rules) {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", LeastUser.NAME, "reset"));
        words.addAll(List.of(LeastUser.with(rules)));
        server.command(words.toArray(String[]::new));
    }

    static List<String> commands() {
        return LeastUser.commands();
    }

    @Test
    void nothingIsRefusedToWhoMayDoThis() {
        for (RedisServer server : List.of(redis, redis62)) {
            live(server);
            assertThat(LeastUser.refused(server)).as(server.toString()).isEmpty();
        }
    }

    /** The contract as this user looks into the same list after every case. */
    @ParameterizedTest
    @MethodSource("commands")
    void aCommandThatIsNotAllowedIsMissed(String command) {
        List<String> fewer =
                LeastUser.rules().stream().filter(rule -> !rule.equals(command)).toList();
        for (RedisServer server : List.of(redis, redis62)) {
            may(server, fewer);
            live(server);
        }
        String name = command.substring(1, command.contains("|") ? command.indexOf('|') : command.length());
        assertThat(LeastUser.refused(redis) + LeastUser.refused(redis62)).contains("\nobject\n" + name);
    }

    /** Again and again, since a first connection by a password could be said to be there before it was. */
    @RepeatedTest(20)
    void theNamesOfOthersAreNotThisUsers() {
        RedisBackend backend =
                LeastUser.backend(redis, "redis").keyPrefix("other:").build();
        try (TestNode node = new TestNode(backend)) {
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("redis refuses the command: NOPERM"));
        }
    }

    @Test
    void nobodyIsLetInBeforeThereIsAPassword() {
        List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", "unready"));
        words.addAll(LeastUser.rules());
        redis.command(words.toArray(String[]::new));
        for (String guess : List.of("", "aside", "unready", "password")) {
            assertThatThrownBy(() -> redis.command("AUTH", "unready", guess))
                    .isInstanceOf(TestServerException.class)
                    .hasMessageContaining("WRONGPASS");
        }
    }

    /** All that a node does, whatever comes of it. */
    private static void live(RedisServer server) {
        AtomicInteger proofs = new AtomicInteger();
        try (TestNode node = new TestNode(LeastUser.backend(server, "redis").build())) {
            InvalidationFeed.Subscription unused = node.subscribe(proofs);
            StepReply first = node.execute(TestNode.PATIENCE, read(KEY)).get(0);
            if (first instanceof StepReply.Seen) {
                changes(node);
            }
        }
        sessions(server);
        board(server);
    }

    private static void board(RedisServer server) {
        BoardDefinition definition = new BoardDefinition(
                ScoreOrder.HIGHEST_FIRST,
                ScoreRule.BEST,
                TieRule.FIRST,
                RankStyle.DENSE,
                List.of(Period.season(Instant.EPOCH, Instant.now().plusSeconds(60))),
                1,
                Duration.ZERO,
                Duration.ZERO,
                0);
        RedisBackend backend = LeastUser.backend(server, "redis").build();
        try (BoardNode node = new BoardNode(backend, definition)) {
            BoardWindow window = node.window();
            List<BoardWindow> windows = List.of(window);
            for (BoardStep step : List.of(
                    node.step(Score.of("a", 1).operation("o")),
                    node.step(Score.of("a", 2).neighbours(1)),
                    node.step(Score.of("b", 3)),
                    new BoardStep.Build(1, true, TestNode.LONG),
                    new BoardStep.Submit(Score.of("c", 4), node.windows(), 1),
                    new BoardStep.EndBuild(1, false, windows),
                    new BoardStep.Top(window, 1, -1),
                    new BoardStep.Behind(window, new BoardRecord(9, 0, 0, null), "d", 1),
                    new BoardStep.TakeEnded(1, 1),
                    new BoardStep.Told(window),
                    new BoardStep.Remove("b", true, windows),
                    new BoardStep.Unban("b"))) {
                node.execute(step);
            }
        }
    }

    private static void sessions(RedisServer server) {
        SessionSpec spec = new SessionSpec("web", 1, 9, 999, 0);
        try (RealTime time = new RealTime();
                RedisBackend backend = LeastUser.backend(server, "redis").build();
                SessionSlots slots =
                        backend.find(SessionBackend.class).orElseThrow().open(spec, time.runtime())) {
            Digest key = new Digest(1, server.port());
            Digest principal = new Digest(2, server.port());
            SessionStep.Ownership owner = new SessionStep.Ownership(principal, TestNode.LONG);
            SessionSlot.Secret secret = new SessionSlot.Secret(new Digest(3, 3), new Digest(4, 4));
            Payload value = new Payload.Bytes(new byte[1]);
            List<SessionStep.Change> change = List.of(new SessionStep.Change("a", 0, value));
            List<SessionStep.Change> removal = List.of(new SessionStep.Change("a", 1, null));
            SessionStep.Lives lives = new SessionStep.Lives(TestNode.LONG, TestNode.LONG);
            Digest digest = secret.digest();
            for (SessionStep step : List.of(
                    new SessionStep.Create(key, secret, lives, owner, change),
                    new SessionStep.Load(key, digest, 5, TestNode.LONG),
                    new SessionStep.Save(key, digest, null, 0, 0, null, removal, true, 0),
                    new SessionStep.Vouch(key, owner),
                    new SessionStep.Peek(key),
                    new SessionStep.End(key, digest, TestNode.LONG),
                    new SessionStep.Join(principal, key, TestNode.LONG, 1, false),
                    new SessionStep.Join(principal, digest, TestNode.LONG, 1, true),
                    new SessionStep.Members(principal),
                    new SessionStep.Leave(principal, digest),
                    new SessionStep.Plan(principal, key, 0),
                    new SessionStep.Due(principal, 1, TestNode.LONG),
                    new SessionStep.Strike(principal, key))) {
                slots.execute(List.of(step), TestNode.PATIENCE)
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    private static void changes(TestNode node) {
        SlotKey token = SlotKey.ofBytes(SlotKey.Kind.TAG, new byte[] {'t'});
        for (SlotStep lease : List.of(
                TestNode.lease(KEY, 5), new SlotStep.Lease(TestNode.key("other"), 5, TestNode.LONG, 4, false))) {
            StepReply granted = node.execute(SOON, lease).get(0);
            long epoch = granted instanceof StepReply.Granted it ? it.epoch() : 1;
            node.execute(SOON, TestNode.fill(lease.key(), 5, epoch, "v"), read(lease.key()));
        }
        for (SlotStep step : List.of(
                TestNode.lease(TestNode.key("third"), 5),
                new SlotStep.Release(TestNode.key("third"), 5),
                new SlotStep.Claim(KEY, 6, 1_000),
                new SlotStep.Claim(KEY, 6, 1_000),
                new SlotStep.Token(token, 5, 1_000),
                new SlotStep.Token(token, 5, 60_000))) {
            node.execute(SOON, step);
        }
        node.fence(KEY);
    }

    private static SlotStep read(SlotKey key) {
        return new SlotStep.Read(key, EndpointRole.WRITER);
    }
}
