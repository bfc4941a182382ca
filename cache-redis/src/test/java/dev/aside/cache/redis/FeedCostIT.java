package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What near tiers cost the server: holds the formulas of docs/redis.md, "What the near tier costs". */
@Timeout(60)
final class FeedCostIT {

    private static final int NODES = 4;
    private static final int READERS = 3;
    private static final String KEY = "k";
    private static final Duration BOUND = Duration.ofSeconds(1);

    /** So long that no proof is made while changes are counted, nor any copy dropped for want of one. */
    private static final Duration LONG_BOUND = Duration.ofHours(1);

    private static final Duration SPAN = Duration.ofSeconds(3);

    private final RedisServer server = RedisServer.start();
    private final List<FaultProxy> ways = new ArrayList<>();
    private final List<Aside> asides = new ArrayList<>();
    private final List<Cache<String, String>> caches = new ArrayList<>();

    private void open(Duration bound) {
        for (int i = 0; i < NODES; i++) {
            FaultProxy way = FaultProxy.resp(server.address());
            ways.add(way);
            Aside aside = Aside.builder()
                    .backend(RedisBackend.of("redis://" + way.host() + ":" + way.port()))
                    .build();
            asides.add(aside);
            caches.add(aside.cache("texts", String.class, String.class)
                    .load(key -> "value")
                    .consistency(Consistency.bounded(bound))
                    .expireAfterWrite(Duration.ofHours(1))
                    .operationTimeout(Duration.ofSeconds(2))
                    .build());
        }
        RealTime.await(
                "proven on every node",
                TestNode.PATIENCE,
                () -> caches.stream().allMatch(cache -> isNear(cache, "another key")));
    }

    @AfterEach
    void close() {
        asides.forEach(Aside::close);
        ways.forEach(FaultProxy::close);
        server.close();
    }

    private static boolean isNear(Cache<String, String> cache, String key) {
        long before = cache.stats().nearHits();
        String unused = cache.get(key);
        return cache.stats().nearHits() > before;
    }

    /** Looks without reading, which would have the server tell of the key again. The other copy is of what was read at first. */
    private static boolean hasCopy(Cache<String, String> cache) {
        return cache.stats().estimatedSize() > 1;
    }

    /** The readers have read the key, one after the other. */
    private void read() {
        for (Cache<String, String> cache : caches.subList(0, READERS)) {
            RealTime.await("a near copy", TestNode.PATIENCE, () -> isNear(cache, KEY));
        }
    }

    private long sum(ToLongFunction<FaultProxy> count) {
        return ways.stream().mapToLong(count).sum();
    }

    private long requests(String name) {
        return sum(way -> way.requests(name));
    }

    /** A change by that node is pushed to so many, and each of them once. */
    private void assertPushes(int author, int expected) {
        read();
        List<Long> before = ways.stream().map(FaultProxy::pushes).toList();
        assertThat(caches.get(author).invalidate(KEY)).isEqualTo(ChangeOutcome.APPLIED);
        RealTime.await(
                "pushed",
                TestNode.PATIENCE,
                () -> sum(FaultProxy::pushes)
                        >= before.stream().mapToLong(Long::longValue).sum() + expected);
        read();
        for (int i = 0; i < NODES; i++) {
            long pushed = ways.get(i).pushes() - before.get(i);
            assertThat(pushed).as("pushes to node " + i).isEqualTo(i < READERS && i != author ? 1 : 0);
        }
    }

    @Test
    void changeIsPushedOnceToEachNodeThatHasReadTheKey_butTheOneThatMadeIt() {
        open(LONG_BOUND);
        assertPushes(READERS, READERS);
        assertPushes(0, READERS - 1);
    }

    @Test
    void readingAgainCostsEachNodeTwoReads_andTheFirstALoad() {
        open(LONG_BOUND);
        read();
        long scripts = requests("EVALSHA");
        assertThat(caches.get(READERS).invalidate(KEY)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(requests("EVALSHA") - scripts).as("the change").isEqualTo(1);
        RealTime.await("forgotten", TestNode.PATIENCE, () -> caches.stream().noneMatch(FeedCostIT::hasCopy));
        RealTime.await("a near copy", TestNode.PATIENCE, () -> isNear(caches.get(0), KEY));
        assertThat(requests("EVALSHA") - scripts)
                .as("besides, a lease and a fill of the first")
                .isEqualTo(3);
        long before = requests("GET");
        read();
        assertThat(requests("GET") - before)
                .as("token and entry, of each of the others")
                .isEqualTo(2L * (READERS - 1));
        assertThat(requests("EVALSHA") - scripts).isEqualTo(3);
    }

    /** A busy machine asks less often than it means to, and never more often. */
    @Test
    void everyNodeAsksFourTimesWithinTheBound_andWhereTheServerStandsHalfAsOften() {
        open(BOUND);
        Map<String, Long> before = counted();
        long start = System.nanoTime();
        RealTime.pass(SPAN);
        long most = NODES * (4 * (System.nanoTime() - start) / BOUND.toNanos() + 2);
        Map<String, Long> asked = counted();
        before.forEach((name, count) -> asked.merge(name, -count, Long::sum));
        assertThat(asked.remove("INFO")).isBetween(most / 10, most / 2 + NODES);
        assertThat(asked).allSatisfy((name, count) -> assertThat(count).as(name).isBetween(most / 5, most));
    }

    private Map<String, Long> counted() {
        Map<String, Long> counts = new HashMap<>();
        List.of("TIME", "INFO", "STRLEN", "GETEX").forEach(name -> counts.put(name, requests(name)));
        counts.put("pushes", sum(FaultProxy::pushes));
        return counts;
    }

    /** Proofs are as rare as the bound allows, while the server is asked whether it is there as ever. */
    @Test
    void aLongBoundCostsNoMoreProofs() {
        open(LONG_BOUND);
        Map<String, Long> before = counted();
        long times = requests("TIME");
        RealTime.await("asked", TestNode.PATIENCE, () -> requests("TIME") >= times + 3L * NODES);
        assertThat(counted()).containsEntry("GETEX", before.get("GETEX")).containsEntry("pushes", before.get("pushes"));
    }
}
