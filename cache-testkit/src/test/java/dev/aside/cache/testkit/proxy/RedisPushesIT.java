package dev.aside.cache.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real server pushes, and that the proxy tells it from what it answers. */
@Timeout(60)
final class RedisPushesIT {

    private static final String PUSH = ">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n";

    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(RedisServer::start);

    private final RedisServer redis = REDIS.get();
    private final FaultProxy proxy = FaultProxy.resp(redis.address());

    @SuppressWarnings("NullAway.Init")
    private LineClient client;

    @BeforeEach
    void track() throws IOException {
        redis.command("SET", "k", "v");
        client = new LineClient(proxy.address());
        client.send("HELLO 3\r\nCLIENT TRACKING ON\r\nGET k\r\nECHO tracked\r\n");
        String answered = client.read(1);
        while (!answered.endsWith("$1\r\nv\r\n$7\r\ntracked\r\n")) {
            answered += client.read(1);
        }
        assertThat(answered).startsWith("%");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
    }

    @Test
    void aPushPassesAndIsCounted() throws IOException {
        redis.command("SET", "k", "w");
        assertThat(client.read(PUSH.length())).isEqualTo(PUSH);
        assertThat(proxy.pushes()).isEqualTo(1);
        assertThat(proxy.replies()).isEqualTo(4);
        assertThat(proxy.requestsByName()).isEqualTo(Map.of("HELLO", 1L, "CLIENT", 1L, "GET", 1L, "ECHO", 1L));
    }

    @Test
    void aPushIsDroppedAndTheAnswersAreNot() throws IOException {
        proxy.dropPushes(true);
        redis.command("SET", "k", "w");
        client.send("PING\r\n");
        assertThat(client.read(7)).isEqualTo("+PONG\r\n");
        assertThat(proxy.pushes()).isEqualTo(1);
    }
}
