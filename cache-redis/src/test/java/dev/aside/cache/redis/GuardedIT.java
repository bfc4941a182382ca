package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A master that is told to refuse writes when its replicas have not heard of it lately, and is cut off from them. */
@Timeout(60)
final class GuardedIT {

    private static final Duration BOUND = Duration.ofMillis(400);

    /** After so many seconds of silence of its replica the master refuses writes: the least that it can be told. */
    private static final Duration MASTERS_PATIENCE = Duration.ofSeconds(1);

    private AutoCloseable open = () -> {};

    @AfterEach
    void close() throws Exception {
        open.close();
    }

    private static RedisServer.Builder server(boolean version62) {
        return version62 ? RedisServer.builder().version62() : RedisServer.builder();
    }

    private static Cache<Integer, String> cache(Aside aside) {
        return aside.cache("texts", Integer.class, String.class)
                .load(key -> "value")
                .consistency(Consistency.bounded(BOUND))
                .expireAfterWrite(Duration.ofHours(1))
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    private static boolean isNear(Cache<Integer, String> cache) {
        long before = cache.stats().nearHits();
        String unused = cache.get(1);
        return cache.stats().nearHits() > before;
    }

    private static BooleanSupplier all(List<Cache<Integer, String>> caches, boolean near) {
        return () -> caches.stream().allMatch(cache -> isNear(cache) == near);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nearTiersStopWhileItIsCutOff_andComeBack(boolean version62) {
        try (RedisServer server = server(version62)
                        .config("min-replicas-to-write", "1")
                        .config("min-replicas-max-lag", Long.toString(MASTERS_PATIENCE.toSeconds()))
                        .start();
                FaultProxy link = FaultProxy.bytes(server.address());
                Aside one = aside(server);
                Aside two = aside(server)) {
            open = server.startReplica(link.host(), link.port());
            List<Cache<Integer, String>> caches = List.of(cache(one), cache(two));
            RealTime.await("near copies on both", TestNode.PATIENCE, all(caches, true));

            link.toServer().blackHole(true);
            link.toClient().blackHole(true);
            RealTime.await("the master refuses writes", TestNode.PATIENCE, () -> isRefused(server));
            RealTime.await("no near copies, within the bound", BOUND.multipliedBy(5), all(caches, false));
            long end = System.nanoTime() + BOUND.multipliedBy(3).toNanos();
            while (System.nanoTime() < end) {
                assertThat(all(caches, false).getAsBoolean())
                        .as("none as long as it is cut off")
                        .isTrue();
            }

            link.heal();
            RealTime.await("near copies again", TestNode.PATIENCE.multipliedBy(2), all(caches, true));
        }
    }

    private static boolean isRefused(RedisServer server) {
        return String.valueOf(server.command("INFO", "replication")).contains("min_slaves_good_slaves:0");
    }

    private static Aside aside(RedisServer server) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build();
    }
}
