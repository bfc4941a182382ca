package dev.aside.bench.redisread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.farread.Call;
import dev.aside.bench.farread.Client;
import dev.aside.bench.farread.Source;
import dev.aside.bench.kit.Keys;
import dev.aside.bench.peers.RedisPeers;
import dev.aside.cache.testkit.server.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ClientsIT {
    private static final Keys KEYS = Keys.zipf(300);

    @ParameterizedTest
    @EnumSource(Subject.class)
    void everySubjectFindsEveryKeyWithItsOwnValueByEachOfItsCalls(Subject subject) {
        try (RedisServer server = RedisServer.start()) {
            RedisPeers peers = new RedisPeers(server.host(), server.port());
            Client client = Clients.open(subject, peers, KEYS, new Source());

            assertThat(KEYS.all())
                    .allSatisfy(key -> assertThat(client.get().apply(key)).isEqualTo(Source.value(key)));
            for (Call call : subject.calls()) {
                List<String> keys = KEYS.all().subList(0, call.keys());
                assertThat(client.found(call, keys)).isEqualTo(call.keys());
            }
        }
    }
}
