package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that comes back with a dump from before a change which nobody who is left remembers. */
@Timeout(60)
final class RestoreIT {

    private static final String KEY = "k";
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final AtomicReference<String> database = new AtomicReference<>("old");
    private final AtomicInteger loads = new AtomicInteger();

    private static Aside aside(RedisServer server) {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build();
    }

    private Cache<String, String> cache(Aside aside, boolean strict) {
        return aside.cache("texts", String.class, String.class)
                .load(key -> {
                    loads.incrementAndGet();
                    return database.get();
                })
                .consistency(strict ? Consistency.STRICT : Consistency.bounded(Duration.ofSeconds(1)))
                .expireAfterWrite(Duration.ofHours(1))
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    private void changeAndForget(RedisServer server, boolean strict) {
        try (Aside gone = aside(server)) {
            Cache<String, String> cache = cache(gone, strict);
            database.set("new");
            assertThat(cache.invalidate(KEY)).isEqualTo(ChangeOutcome.APPLIED);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatTheDumpBringsBackIsServedByNoNode(boolean strict) {
        try (RedisServer server = RedisServer.start();
                Aside one = aside(server);
                Aside two = aside(server)) {
            Cache<String, String> here = cache(one, strict);
            Cache<String, String> there = cache(two, strict);
            RealTime.await("stored", TestNode.PATIENCE, () -> {
                String unused = here.get(KEY);
                return "old".equals(there.getIfPresent(KEY));
            });
            Path dump = server.dump();
            changeAndForget(server, strict);
            RealTime.await(
                    "changed", TestNode.PATIENCE, () -> "new".equals(here.get(KEY)) && "new".equals(there.get(KEY)));

            server.kill();
            server.startAgain(dump);
            assertThat(server.command("EXISTS", "texts:{ek}")).isEqualTo("1");
            long end = System.nanoTime() + A_WHILE.toNanos();
            while (System.nanoTime() < end) {
                assertThat(here.get(KEY)).isEqualTo("new");
                assertThat(there.get(KEY)).isEqualTo("new");
            }
            RealTime.await("cached again", TestNode.PATIENCE, () -> {
                int before = loads.get();
                assertThat(here.get(KEY)).isEqualTo(there.get(KEY)).isEqualTo("new");
                return loads.get() == before;
            });
        }
    }
}
