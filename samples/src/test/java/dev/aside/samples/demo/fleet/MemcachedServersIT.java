package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.memcached.MemcachedBackend;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node finds all servers by its own ways, and again when one of them has been replaced. */
@Timeout(120)
class MemcachedServersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aServerThatIsReplacedUnderItsNameIsFoundAtItsOtherPort() throws InterruptedException {
        try (MemcachedServers servers = MemcachedServers.start();
                Roads roads = new Roads(servers.writers(), 1, true);
                Aside aside = Aside.builder().backend(backend(roads)).build()) {
            Cache<Integer, String> cache = aside.cache("shop", Integer.class, String.class)
                    .load(key -> "loaded")
                    .nearTier(false)
                    .build();
            assertThat(new FirstAnswers(cache).await(PATIENCE)).isTrue();
            CacheServer second = servers.writers().get(1);
            InetSocketAddress before = second.address();
            List<InetSocketAddress> ways = roads.addresses(0);

            second.replace();
            assertThat(second.address()).isNotEqualTo(before);
            assertThat(new FirstAnswers(cache).await(Duration.ofMillis(300)))
                    .as("nobody is there")
                    .isFalse();

            roads.findAgain(1);
            assertThat(roads.addresses(0)).isEqualTo(ways);
            assertThat(new FirstAnswers(cache).await(PATIENCE)).isTrue();
            assertThat(cache.get(1)).isEqualTo("loaded");
        }
    }

    @Test
    void whatIsBehindANameCountsOnWhenItWasReplaced() {
        try (MemcachedServers servers = MemcachedServers.start()) {
            CacheServer first = servers.writers().get(0);
            try (ServerCounts counts = servers.count(first)) {
                assertThat(counts.reads()).isZero();
                read(first);
                counts.look();
                first.replace();
                counts.look();
                read(first);
                counts.look();

                assertThat(counts.name()).isEqualTo("memcached-1");
                assertThat(counts.reads()).as("at both of them").isGreaterThanOrEqualTo(2 * 64L);
            }
        }
    }

    private static void read(CacheServer server) {
        try (Aside aside = Aside.builder()
                .backend(MemcachedBackend.of(place(server.address())))
                .build()) {
            Cache<Integer, String> cache = aside.cache("shop", Integer.class, String.class)
                    .load(key -> "loaded")
                    .build();
            assertThat(new FirstAnswers(cache).await(PATIENCE)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemcachedBackend backend(Roads roads) {
        MemcachedBackend.Builder builder = MemcachedBackend.builder();
        List<InetSocketAddress> ways = roads.addresses(0);
        for (int server = 0; server < ways.size(); server++) {
            builder.node(MemcachedServers.name(server), place(ways.get(server)));
        }
        return builder.build();
    }

    private static String place(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
