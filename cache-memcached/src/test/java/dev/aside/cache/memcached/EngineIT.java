package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.testkit.RealTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Caches on three nodes, as their users have them. */
@Timeout(120)
final class EngineIT {

    private static final int KEYS = 300;

    private final Site site = Site.of(3);
    private final Aside aside = Aside.builder().backend(site.backend()).build();
    private final Ring ring = new Ring(List.of("node-0", "node-1", "node-2"));
    private final Set<Integer> loaded = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        aside.close();
        site.close();
    }

    private Cache<Integer, String> cache(String name) {
        return aside.cache(name, Integer.class, String.class)
                .load(key -> {
                    loaded.add(key);
                    return "tea " + key;
                })
                .expireAfterWrite(Duration.ofMinutes(10))
                .operationTimeout(Duration.ofSeconds(2))
                .build();
    }

    private int nodeOf(String cache) {
        SlotKey own = SlotKey.ofBytes(SlotKey.Kind.GENERATION, new byte[0]);
        return ring.nodeOf(new Keys("", cache).name(own));
    }

    /** Returns a cache whose own slot is on a node, or is not. */
    private String named(int node, boolean is) {
        return IntStream.range(0, 100)
                .mapToObj(i -> "cache-" + i)
                .filter(name -> (nodeOf(name) == node) == is)
                .findFirst()
                .orElseThrow();
    }

    private List<Integer> loads(Cache<Integer, String> cache) {
        List<Integer> again = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            loaded.clear();
            assertThat(cache.get(key)).isEqualTo("tea " + key);
            again.addAll(loaded);
        }
        return again;
    }

    @Test
    void aNodeThatIsDownCostsLoadsForItsSlotsAndNothingElse() {
        Cache<Integer, String> cache = cache(named(0, false));
        RealTime.await("filled", TestNode.PATIENCE, () -> loads(cache).isEmpty());
        site.servers().get(0).kill();
        RealTime.await(
                "known to be down", TestNode.PATIENCE, () -> !loads(cache).isEmpty());
        assertThat(loads(cache)).hasSizeBetween(KEYS / 10, KEYS * 6 / 10);
        site.servers().get(0).startAgain();
        RealTime.await("filled again", TestNode.PATIENCE, () -> loads(cache).isEmpty());
    }

    /** Which is why it is said in the docs. */
    @Test
    void theNodeThatHasACachesOwnSlotIsNeededByAllItsReads() {
        Cache<Integer, String> cache = cache(named(0, true));
        RealTime.await("filled", TestNode.PATIENCE, () -> loads(cache).isEmpty());
        site.servers().get(0).kill();
        RealTime.await("known to be down", TestNode.PATIENCE, () -> loads(cache).size() == KEYS);
        site.servers().get(0).startAgain();
        RealTime.await("filled again", TestNode.PATIENCE, () -> loads(cache).isEmpty());
    }

    @Test
    void strictIsRefusedWhenTheCacheIsBuilt() {
        assertThatThrownBy(() -> aside.cache("teas", Integer.class, String.class)
                        .load(key -> "tea")
                        .consistency(Consistency.STRICT)
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("memcached")
                .hasMessageContaining("READ_YOUR_WRITES");
    }
}
