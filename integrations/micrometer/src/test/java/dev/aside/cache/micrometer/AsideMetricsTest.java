package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheLoader;
import dev.aside.cache.local.EmbeddedBackend;
import dev.aside.cache.spi.Recorder.Refusal;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is heard, and what becomes of names and tags. */
class AsideMetricsTest {

    private final FarBackend servers = new FarBackend();
    private final Metered near = new Metered(EmbeddedBackend.create());
    private final Metered far = new Metered(servers);

    @AfterEach
    void close() {
        near.close();
        far.close();
    }

    private static Cache<String, String> cache(Metered metered, String name, CacheLoader<String, String> loader) {
        return metered.aside
                .cache(name, String.class, String.class)
                .load(loader)
                .nearTier(false)
                .build();
    }

    private static double refused(Metered metered, Refusal reason) {
        String tag = reason.name().toLowerCase(Locale.ROOT);
        return metered.registry
                .get("cache.fills.refused")
                .tag("reason", tag)
                .counter()
                .count();
    }

    @Test
    void timesLoads() {
        Cache<String, String> cache = cache(near, "c", key -> {
            near.advance(Duration.ofMillis(300));
            if (key.equals("bad")) {
                throw new IllegalStateException("no such thing");
            }
            return "v";
        });
        cache.get("a");
        assertThatThrownBy(() -> cache.get("bad")).isInstanceOf(CacheLoadException.class);
        for (String result : List.of("success", "failure")) {
            Timer timer = near.registry.get("cache.loads").tag("result", result).timer();
            assertThat(timer.count()).isEqualTo(1);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(300);
        }
    }

    @Test
    void tellsTheAgeOfWhatServersAnswered() {
        Cache<String, String> cache = cache(far, "c", key -> "v");
        cache.get("a");
        far.advance(Duration.ofSeconds(40));
        cache.get("a");
        Timer ages = far.registry.get("cache.value.age").tag("tier", "far").timer();
        assertThat(ages.count()).isEqualTo(1);
        assertThat(ages.totalTime(TimeUnit.SECONDS)).isEqualTo(40);
        assertThat(far.registry
                        .get("cache.value.age")
                        .tag("tier", "near")
                        .timer()
                        .count())
                .isZero();
    }

    @Test
    void tellsWhyFillsWereRefused() {
        AtomicReference<Runnable> duringLoad = new AtomicReference<>(() -> {});
        Cache<String, String> changing = cache(near, "c", key -> {
            Objects.requireNonNull(duringLoad.get()).run();
            return "v";
        });
        duringLoad.set(() -> changing.invalidate("a"));
        changing.get("a");
        Cache<String, String> replicas = far.aside
                .cache("c", String.class, String.class)
                .load(key -> "v")
                .readsReplicas(true)
                .build();
        replicas.get("a");
        servers.silence(true);
        replicas.get("b");
        assertThat(refused(near, Refusal.CHANGED)).isEqualTo(1);
        assertThat(refused(far, Refusal.UNPROVEN)).isEqualTo(1);
        assertThat(refused(far, Refusal.NO_LEASE)).isEqualTo(1);
    }

    @Test
    void tellsWhetherTheServersAnswer() {
        Cache<String, String> cache = cache(far, "c", key -> "v");
        assertThat(far.gauged("cache.available")).isEqualTo(1);
        servers.silence(true);
        for (int read = 0; read < 10; read++) {
            cache.get("a");
        }
        assertThat(far.gauged("cache.available")).isZero();
        servers.silence(false);
        far.advance(Duration.ofSeconds(2));
        cache.get("a");
        assertThat(far.gauged("cache.available")).isEqualTo(1);
    }

    @Test
    void metersEveryCacheOnceAndApart() {
        Cache<String, String> first = cache(near, "first", key -> "v");
        Cache<String, String> second = cache(near, "second", key -> "v");
        int meters = near.registry.getMeters().size();
        near.metrics.built(first);
        assertThat(near.registry.getMeters()).hasSize(meters);
        first.get("a");
        second.get("a");
        second.get("b");
        assertThat(near.counted("cache.gets", "cache", "first", "result", "miss"))
                .isEqualTo(1);
        assertThat(near.counted("cache.gets", "cache", "second", "result", "miss"))
                .isEqualTo(2);
    }

    @Test
    void hasTheSameTagsForAllMetersOfAName() {
        cache(near, "first", key -> "v");
        cache(near, "second", key -> "v");
        Map<String, Set<String>> tags = new HashMap<>();
        for (Meter meter : near.registry.getMeters()) {
            Set<String> keys = meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
            assertThat(tags.computeIfAbsent(meter.getId().getName(), name -> keys))
                    .isEqualTo(keys)
                    .contains("cache", "region");
        }
    }

    @Test
    void showsNoKeyAndNoValue() {
        Cache<String, String> cache = cache(far, "c", key -> "secret-value");
        cache.get("secret-key");
        cache.put("secret-key", "secret-value");
        cache.invalidate("secret-key");
        servers.silence(true);
        cache.get("secret-key");
        assertThat(far.registry.getMeters())
                .isNotEmpty()
                .allSatisfy(meter -> assertThat(meter.getId().toString()).doesNotContain("secret"));
    }

    @Test
    void leavesACacheWorkingWhoseMetersTheRegistryRefuses() {
        near.registry.timer("cache.size", "cache", "c", "region", "eu");
        near.registry.counter("cache.loads", "cache", "c", "region", "eu", "result", "success");
        Cache<String, String> cache = cache(near, "c", key -> "v");
        assertThat(cache.get("a")).isEqualTo("v");
        assertThat(cache.get("a")).isEqualTo("v");
    }
}
