package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestAuthority;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users and passwords: the least that is needed, and what becomes of a wrong one. */
@Timeout(60)
final class AccessIT {

    /** What {@code docs/redis.md} says that a user needs. */
    static final List<String> COMMANDS = List.of(
            "+ping",
            "+time",
            "+info",
            "+client|tracking",
            "+script|load",
            "+evalsha",
            "+get",
            "+getex",
            "+getrange",
            "+set",
            "+setrange",
            "+strlen",
            "+pttl");

    private static final SlotKey KEY = TestNode.key("k");

    private final RedisServer server = RedisServer.builder()
            .user("default", "off")
            .user("operator", "on", ">geheim-operator", "~*", "&*", "+@all")
            .user("app", rules(COMMANDS))
            .user(
                    "plain",
                    rules(COMMANDS.stream()
                            .filter(rule -> !rule.contains("tracking"))
                            .toList()))
            .start();

    private static String[] rules(List<String> commands) {
        List<String> rules = new ArrayList<>(List.of("on", ">geheim", "~test:*"));
        rules.addAll(commands);
        return rules.toArray(String[]::new);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestNode node(String password) {
        return node("app", password);
    }

    private TestNode node(String user, String password) {
        return new TestNode(
                RedisBackend.of("redis://" + user + ":" + password + "@" + server.host() + ":" + server.port()));
    }

    @Test
    void aUserNeedsNoMoreThanThePagesSay() {
        try (TestNode node = node("geheim").connected();
                TestNode other = node("geheim").connected()) {
            node.subscribed();
            long stamp = node.put(KEY, "v");
            assertThat(node.seen(KEY).feedEpoch()).isNotNegative();
            assertThat(node.execute(new SlotStep.Claim(KEY, stamp, 1_000))).isInstanceOf(StepReply.Granted.class);
            assertThat(other.fence(KEY)).isEqualTo(new StepReply.Applied(false));
            RealTime.await("pushed", TestNode.PATIENCE, () -> node.told.contains("changed k"));
            assertThat(node.execute(new SlotStep.Token(KEY, 5, 1_000))).isInstanceOf(StepReply.TokenSeen.class);
            assertThat(node.execute(TestNode.lease(KEY, 9))).isInstanceOf(StepReply.Granted.class);
            assertThat(node.execute(new SlotStep.Release(KEY, 9))).isEqualTo(new StepReply.Applied(false));
        }
    }

    @Test
    void aCertificateIsTakenFromThoseWhoAreTrustedAndNobodyElse() {
        TestAuthority authority = TestAuthority.create();
        SslOptions trusting = SslOptions.builder()
                .trustManager(authority.certificateFile().toFile())
                .build();
        try (RedisServer good = RedisServer.builder().tls(authority.server()).start();
                RedisServer old = RedisServer.builder().tls(authority.expired()).start();
                RedisServer wrong =
                        RedisServer.builder().tls(authority.server("elsewhere")).start()) {
            try (TestNode node = secure(good, trusting)) {
                assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
            }
            refused(secure(good, SslOptions.create()));
            refused(secure(old, trusting));
            refused(secure(wrong, trusting));
        }
    }

    private static TestNode secure(RedisServer server, SslOptions tls) {
        return new TestNode(RedisBackend.builder()
                .uri("rediss://" + server.host() + ":" + server.port())
                .tls(tls)
                .build());
    }

    private static void refused(TestNode stranger) {
        try (TestNode node = stranger) {
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("no connection to redis"));
        }
    }

    @Test
    void whereTrackingIsNotAllowedAllElseIs() {
        try (TestNode node = node("plain", "geheim").connected()) {
            AtomicInteger proofs = new AtomicInteger();
            InvalidationFeed.Subscription unused = node.subscribe(proofs);
            assertThat(node.put(KEY, "v")).isNotZero();
            assertThat(node.seen(KEY).feedEpoch()).isNegative();
            RealTime.pass(Duration.ofMillis(200));
            assertThat(proofs).as("a feed that does not push is not proven").hasValue(0);
        }
    }

    @Test
    void aWrongPasswordIsSaidOnceAndNotShown() {
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = collecting(logged);
        Logger logger = Logger.getLogger(Node.class.getName());
        logger.addHandler(handler);
        try (TestNode node = node("falsches-geheim")) {
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("no connection to redis"));
            RealTime.await("said", TestNode.PATIENCE, () -> !logged.isEmpty());
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("there is no connection to redis"));
            assertThat(logged)
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("redis answers WRONGPASS").doesNotContain("geheim"));
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static Handler collecting(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
