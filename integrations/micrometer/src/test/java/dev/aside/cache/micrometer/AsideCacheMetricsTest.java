package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.LoadStrategies;
import dev.aside.cache.local.EmbeddedBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is polled. */
class AsideCacheMetricsTest {

    private final FarBackend servers = new FarBackend();
    private final Metered near = new Metered(EmbeddedBackend.create());
    private final Metered far = new Metered(servers);

    @AfterEach
    void close() {
        near.close();
        far.close();
    }

    private static Cache<String, String> cache(Metered metered) {
        return metered.aside
                .cache("c", String.class, String.class)
                .load(key -> "v")
                .nearTier(false)
                .build();
    }

    @Test
    void hitsAndMissesAddUpToTheReads() {
        Cache<String, String> cache = cache(near);
        for (int read = 0; read < 300; read++) {
            cache.get("k" + read % 7);
        }
        cache.getAll(List.of("k0", "k1", "x", "y"));
        cache.getIfPresent("z");
        assertThat(near.counted("cache.gets", "result", "miss")).isEqualTo(7 + 2 + 1);
        assertThat(near.counted("cache.gets", "result", "hit")).isEqualTo(300 + 4 + 1 - 10);
    }

    @Test
    void hitsOfTheTiersAddUpToTheHits() {
        for (Metered metered : List.of(near, far)) {
            Cache<String, String> cache = cache(metered);
            for (int read = 0; read < 5; read++) {
                cache.get("k");
            }
            assertThat(metered.counted("cache.gets", "result", "hit")).isEqualTo(4);
        }
        assertThat(near.counted("cache.hits", "tier", "near")).isEqualTo(4);
        assertThat(near.counted("cache.hits", "tier", "far")).isZero();
        assertThat(far.counted("cache.hits", "tier", "near")).isZero();
        assertThat(far.counted("cache.hits", "tier", "far")).isEqualTo(4);
    }

    @Test
    void countsPutsOfCallersAndOfLoads() {
        Cache<String, String> cache = cache(near);
        cache.put("a", "v");
        cache.get("b");
        assertThat(near.counted("cache.puts")).isEqualTo(2);
        assertThat(near.gauged("cache.size")).isEqualTo(2);
    }

    @Test
    void countsLoadsAndTheirTime() {
        Cache<String, String> cache = near.aside
                .cache("c", String.class, String.class)
                .load(key -> {
                    near.advance(Duration.ofSeconds(2));
                    return failing(key);
                })
                .build();
        cache.get("a");
        assertThatThrownBy(() -> cache.get("bad")).isInstanceOf(CacheLoadException.class);
        assertThat(near.counted("cache.load", "result", "success")).isEqualTo(1);
        assertThat(near.counted("cache.load", "result", "failure")).isEqualTo(1);
        assertThat(near.registry.get("cache.load.duration").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(4);
    }

    private static String failing(String key) throws Exception {
        if (key.equals("bad")) {
            throw new Exception("no such thing");
        }
        return "v";
    }

    @Test
    void countsInvalidationsAsRemovals() {
        Cache<String, String> cache = cache(near);
        cache.invalidate("a");
        cache.invalidateAll(List.of("a", "b"));
        cache.clear();
        assertThat(near.counted("cache.removals")).isEqualTo(4);
    }

    @Test
    void countsEvictions() {
        Cache<String, String> cache = near.aside
                .cache("c", String.class, String.class)
                .load(key -> "v")
                .maximumSize(0)
                .build();
        cache.get("a");
        await(() -> near.counted("cache.evictions") == 1);
    }

    /** Caffeine evicts on threads of its own. */
    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start)
                    .isLessThan(Duration.ofSeconds(30).toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void countsWhatCouldNotBeStored() {
        Cache<String, String> cache = near.aside
                .cache("c", String.class, String.class)
                .load(key -> "v")
                .tags((key, value) -> {
                    throw new IllegalStateException("no tags");
                })
                .build();
        cache.get("a");
        assertThat(near.counted("cache.values.unstorable")).isEqualTo(1);
    }

    @Test
    void countsWhatWasServedStale() {
        AtomicBoolean broken = new AtomicBoolean();
        Cache<String, String> cache = near.aside
                .cache("c", String.class, String.class)
                .load(key -> failing(broken.get() ? "bad" : key))
                .expireAfterWrite(Duration.ofSeconds(1))
                .loadStrategy(LoadStrategies.staleIfError(Duration.ofHours(1)))
                .build();
        cache.get("a");
        near.advance(Duration.ofSeconds(2));
        broken.set(true);
        cache.get("a");
        assertThat(near.counted("cache.stale.served")).isEqualTo(1);
    }

    @Test
    void countsWhatHadToDoWithoutTheCache() {
        Cache<String, String> cache = cache(far);
        servers.silence(true);
        cache.get("a");
        cache.invalidate("a");
        assertThat(far.counted("cache.bypasses")).isEqualTo(1);
        assertThat(far.gauged("cache.changes.pending")).isEqualTo(1);
    }
}
