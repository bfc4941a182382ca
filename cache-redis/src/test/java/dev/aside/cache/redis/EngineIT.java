package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole caches on two nodes that share a server, with near tiers that its feed keeps right. */
@Timeout(60)
final class EngineIT {

    private static final int KEYS = 5;
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final RedisServer server = RedisServer.start();
    private final ConcurrentMap<Integer, Long> database = new ConcurrentHashMap<>();
    private final AtomicInteger loads = new AtomicInteger();
    private final Aside one = aside();
    private final Aside two = aside();

    private Aside aside() {
        return Aside.builder()
                .backend(RedisBackend.of("redis://" + server.host() + ":" + server.port()))
                .build();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        server.close();
    }

    private Cache<Integer, Long> cache(Aside aside, Consistency consistency) {
        return aside.cache("numbers", Integer.class, Long.class)
                .load(key -> {
                    loads.incrementAndGet();
                    return database.get(key);
                })
                .consistency(consistency)
                .tags((key, value) -> List.of("all"))
                .expireAfterWrite(Duration.ofMinutes(10))
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Test
    void aValueIsLoadedOnceForBothNodes() {
        database.put(1, 10L);
        assertThat(cache(one, Consistency.bounded(BOUND)).get(1)).isEqualTo(10);
        Cache<Integer, Long> second = cache(two, Consistency.bounded(BOUND));
        RealTime.await("stored", TestNode.PATIENCE, () -> second.getIfPresent(1) != null);
        assertThat(second.get(1)).isEqualTo(10);
        assertThat(loads).hasValue(1);
    }

    @Test
    void aChangeEndsTheOtherNodesNearCopy() {
        database.put(1, 10L);
        Cache<Integer, Long> here = cache(one, Consistency.bounded(BOUND));
        Cache<Integer, Long> there = cache(two, Consistency.bounded(BOUND));
        RealTime.await("a near copy", TestNode.PATIENCE, () -> isNear(there));
        database.put(1, 11L);
        assertThat(here.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await("pushed", BOUND, () -> Long.valueOf(11).equals(there.get(1)));
        RealTime.await("a near copy", TestNode.PATIENCE, () -> isNear(there));
        database.put(1, 12L);
        assertThat(here.invalidateTag("all")).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await("pushed", BOUND, () -> Long.valueOf(12).equals(there.get(1)));
        RealTime.await("a near copy", TestNode.PATIENCE, () -> isNear(there));
        database.put(1, 13L);
        assertThat(here.clear()).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await("pushed", BOUND, () -> Long.valueOf(13).equals(there.get(1)));
    }

    private boolean isNear(Cache<Integer, Long> cache) {
        long before = cache.stats().nearHits();
        Long unused = cache.get(1);
        return cache.stats().nearHits() > before;
    }

    @Test
    void anOutageIsAnsweredFromTheDatabaseAndOver() {
        database.put(1, 10L);
        Cache<Integer, Long> cache = cache(one, Consistency.bounded(BOUND));
        assertThat(cache.get(1)).isEqualTo(10);
        server.kill();
        RealTime.await("not served from before", Duration.ofSeconds(5), () -> {
            database.put(1, 11L);
            return Long.valueOf(11).equals(cache.get(1));
        });
        server.startAgain();
        RealTime.await("used again", TestNode.PATIENCE, () -> {
            int before = loads.get();
            assertThat(cache.get(1)).isEqualTo(11);
            return loads.get() == before;
        });
    }

    @Test
    void aStrictReadIsNeverOlderThanWhatWasAcknowledgedBeforeIt() {
        List<Cache<Integer, Long>> caches = List.of(cache(one, Consistency.STRICT), cache(two, Consistency.STRICT));
        List<AtomicLong> acknowledged = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            database.put(key, 0L);
            acknowledged.add(new AtomicLong());
        }
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        AtomicInteger reads = new AtomicInteger();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Cache<Integer, Long> mine = caches.get(i % 2);
            threads.add(CompletableFuture.runAsync(() -> {
                while (System.nanoTime() - end < 0) {
                    act(mine, acknowledged, reads);
                }
            }));
        }
        threads.forEach(CompletableFuture::join);
        assertThat(reads.get()).isGreaterThan(100);
        for (Cache<Integer, Long> cache : caches) {
            for (int key = 0; key < KEYS; key++) {
                assertThat(cache.get(key)).isEqualTo(database.get(key));
            }
        }
    }

    private void act(Cache<Integer, Long> cache, List<AtomicLong> acknowledged, AtomicInteger reads) {
        int key = ThreadLocalRandom.current().nextInt(KEYS);
        if (ThreadLocalRandom.current().nextInt(8) == 0) {
            long written = database.merge(key, 1L, Long::sum);
            if (cache.invalidate(key) == ChangeOutcome.APPLIED) {
                acknowledged.get(key).accumulateAndGet(written, Math::max);
            }
        } else {
            long least = acknowledged.get(key).get();
            assertThat(cache.get(key)).isGreaterThanOrEqualTo(least);
            reads.incrementAndGet();
        }
    }
}
