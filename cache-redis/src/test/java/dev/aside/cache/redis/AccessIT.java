package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.InvalidationFeed;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Users and passwords: one that is rotated, a wrong one, and a user who may do less than is needed. */
@Timeout(60)
final class AccessIT {

    private static final SlotKey KEY = TestNode.key("k");

    private final RedisServer server = RedisServer.builder()
            .user("default", "off")
            .user("operator", "on", ">geheim-operator", "~*", "&*", "+@all")
            .user("app", rules(LeastUser.commands()))
            .user(
                    "plain",
                    rules(LeastUser.commands().stream()
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
    void aPasswordIsRotatedWithoutAFailedCall() {
        AtomicReference<String> password = new AtomicReference<>("geheim");
        RedisCredentialsProvider provider = RedisCredentialsProvider.from(
                () -> RedisCredentials.just("app", Objects.requireNonNull(password.get())));
        RedisBackend backend = RedisBackend.builder()
                .uri("redis://" + server.host() + ":" + server.port())
                .credentials(provider)
                .build();
        try (TestNode node = new TestNode(backend).connected()) {
            for (int i = 0; i < 20; i++) {
                String next = "geheim-" + i;
                String before = password.getAndSet(next);
                operator("ACL", "SETUSER", "app", ">" + next);
                assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
                operator("ACL", "SETUSER", "app", "<" + before);
                assertThat(node.fence(KEY)).isEqualTo(new StepReply.Applied(false));
            }
            operator("CLIENT", "KILL", "USER", "app");
            node.connected();
            assertThat(node.fence(KEY)).as("by the last password").isEqualTo(new StepReply.Applied(false));
            assertThat(backend).asString().doesNotContain("geheim");
        }
    }

    private void operator(String... words) {
        try (RedisClient client = RedisClient.create(
                RedisURI.create("redis://operator:geheim-operator@" + server.host() + ":" + server.port()))) {
            CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
            Arrays.stream(words).skip(1).forEach(arguments::add);
            Object unused = client.connect()
                    .sync()
                    .dispatch(CommandType.valueOf(words[0]), new NestedMultiOutput<>(StringCodec.UTF8), arguments);
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
        try (Logged logged = new Logged(Node.class.getName(), Level.WARNING);
                TestNode node = node("falsches-geheim")) {
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("no connection to redis"));
            RealTime.await(
                    "said", TestNode.PATIENCE, () -> logged.warnings().findAny().isPresent());
            assertThat(node.fence(KEY)).isEqualTo(Failures.notApplied("there is no connection to redis"));
            assertThat(logged.warnings())
                    .hasSize(1)
                    .allSatisfy(line ->
                            assertThat(line).contains("redis answers WRONGPASS").doesNotContain("geheim"));
        }
    }
}
