package dev.aside.cache.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.io.IOException;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two ways in which a client is wrong about a write, on a real server, as docs/testing.md shows it. */
@Timeout(60)
final class LostWritesIT {
    @RegisterExtension
    static final ServerExtension<RedisServer> REDIS = ServerExtension.perClass(RedisServer::start);

    private final RedisServer redis = REDIS.get();
    private final FaultProxy proxy = FaultProxy.resp(redis.address());

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void aWriteWhoseReplyIsLostIsDone() throws IOException {
        proxy.loseReply("SET", 1);
        try (LineClient client = new LineClient(proxy.address())) {
            client.send("SET k v\r\n");
            assertThatThrownBy(() -> client.read(1)).isInstanceOf(SocketException.class);
        }
        assertThat(redis.command("GET", "k")).isEqualTo("v");
        assertThat(proxy.requests("SET")).isEqualTo(1);
    }

    @Test
    void aWriteThatNoReplicaHasHeardOfIsLostWithItsWriter() {
        try (RedisServer writer =
                        RedisServer.builder().config("repl-timeout", "60").start();
                FaultProxy link = FaultProxy.bytes(writer.address())) {
            RedisServer replica = writer.startReplica(link.host(), link.port());
            link.toClient().blackHole(true);
            writer.command("SET", "k", "v");
            assertThat(writer.command("WAIT", "1", "50")).isEqualTo("0");
            writer.kill();
            replica.command("REPLICAOF", "NO", "ONE");
            assertThat(replica.command("GET", "k")).isNull();
        }
    }
}
