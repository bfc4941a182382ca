package dev.aside.cache.local.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.AsyncCache;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheClosedException;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.CacheOverloadedException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loaders, threads and misuse: inputs 59 to 76 of the catalogue, closing, and the parity of the two views. */
class MisuseTest extends EngineTest {

    /** Row 59: whatever a loader may throw. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void whatALoaderThrows_isTheCause_andAnErrorIsItself(Ground ground) {
        Fleet fleet = open(ground);
        AtomicReference<@Nullable Throwable> next = new AtomicReference<>();
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    if (next.get() instanceof Exception e) {
                        throw e;
                    } else if (next.get() instanceof Error e) {
                        throw e;
                    }
                    return "v";
                })
                .build();
        for (Exception thrown : List.of(new IOException(CANARY), new IllegalStateException(CANARY))) {
            next.set(thrown);
            assertThatThrownBy(() -> cache.get("k"))
                    .isInstanceOf(CacheLoadException.class)
                    .hasCause(thrown)
                    .satisfies(EngineTest::assertQuiet);
        }
        AssertionError error = new AssertionError("broken");
        next.set(error);
        assertThatThrownBy(() -> cache.get("k")).isSameAs(error);
        next.set(null);
        assertThat(cache.get("k")).isEqualTo("v");
    }

    /** Refreshes have nobody to ask. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void refreshWithoutALoader_isRefused(Ground ground) {
        Fleet fleet = open(ground);
        assertThatThrownBy(() -> fleet.node()
                        .cache()
                        .refreshAfterWrite(Duration.ofMinutes(1))
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContainingAll("refreshAfterWrite", "PT1M", "no loader");
    }

    /** Row 67: an interrupted loader. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void loaderThatIsInterrupted_leavesTheCallersFlagSet(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .load(key -> {
                    throw new InterruptedException();
                })
                .build();
        boolean flag = elsewhere(() -> {
            assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheLoadException.class);
            return Thread.currentThread().isInterrupted();
        });

        assertThat(flag).isTrue();
    }

    /** Row 64: values for keys that nobody asked for. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void bulkLoaderThatBringsOthers_isCountedAndIgnored(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node()
                .cache()
                .loadAll(keys -> Map.of("a", "1", "other", "x"))
                .build();

        assertThat(cache.getAll(List.of("a", "b"))).isEqualTo(Map.of("a", "1"));
        assertThat(cache.stats().unstorable()).isEqualTo(1);
        assertThat(cache.getIfPresent("other")).isNull();
        assertThat(cache.get("c")).isNull();
        assertThat(cache.stats().unstorable()).as("two more").isEqualTo(3);
    }

    /** Rows 23, 66: a bulk loader that brings null, throws from its map, or changes the keys. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    @SuppressWarnings("NullAway") // on purpose
    void badBulkLoaders_failTheirCallers_andGiveTheLeasesBack(Ground ground) {
        Fleet fleet = open(ground);
        Map<String, String> hostile = new AbstractMap<>() {
            @Override
            public String get(Object key) {
                throw new IllegalStateException(CANARY);
            }

            @Override
            public Set<Entry<String, String>> entrySet() {
                return Set.of();
            }
        };
        AtomicReference<@Nullable Map<String, String>> brought = new AtomicReference<>(hostile);
        Cache<String, String> cache = fleet.node()
                .cache()
                .loadAll(keys -> {
                    if (brought.get() == Map.<String, String>of()) {
                        keys.clear();
                    }
                    return brought.get();
                })
                .build();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.getAll(List.of("a", "b")))
                    .isInstanceOf(CacheLoadException.class)
                    .satisfies(EngineTest::assertQuiet);
            brought.set(i == 0 ? null : Map.of());
        }
        brought.set(Map.of("a", "1", "b", "2"));
        assertThat(cache.getAll(List.of("a", "b"))).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void executorThatRefuses_refusesTheLoad_andNothingIsLost(Ground ground) {
        Fleet fleet = open(ground);
        AtomicReference<@Nullable Throwable> refusal = new AtomicReference<>();
        try (Aside aside = Aside.builder()
                .backend(ground.backend(fleet.server))
                .runtime(fleet.time.runtime(task -> {
                    if (refusal.get() instanceof RuntimeException e) {
                        throw e;
                    } else if (refusal.get() instanceof Error e) {
                        throw e;
                    }
                    task.run();
                }))
                .build()) {
            Cache<String, String> cache = aside.cache("rows", String.class, String.class)
                    .load(fleet.source::load)
                    .maximumLoads(1)
                    .build();
            fleet.source.with("k", "v");
            for (Throwable refused : List.of(new RejectedExecutionException(), new OutOfMemoryError("no thread"))) {
                refusal.set(refused);
                assertThatThrownBy(() -> cache.get("k")).isInstanceOf(CacheOverloadedException.class);
                refusal.set(null);
                assertThat(cache.get("k")).as("the place is free again").isEqualTo("v");
                cache.invalidate("k");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void cacheWithoutALoader_answersWhatItHas(Ground ground) {
        Fleet fleet = open(ground);
        Cache<String, String> cache = fleet.node().cache().build();
        assertThatThrownBy(() -> cache.get(CANARY))
                .isInstanceOf(IllegalStateException.class)
                .satisfies(EngineTest::assertQuiet);
        cache.put("k", "v");

        assertThat(cache.get("k")).isEqualTo("v");
        assertThatThrownBy(() -> cache.get("other")).isInstanceOf(IllegalStateException.class);
    }

    /** Row 71: two caches of one name. */
    @ParameterizedTest
    @EnumSource(Ground.class)
    void secondCacheOfOneName_isRefused_andTheFirstGoesOn(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        assertThatThrownBy(() -> node.cache("rows", String.class, Long.class).build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("rows");

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(fleet.source.reads).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource(Ground.class)
    void closedCache_saysSo_evenWhereItHadACopy(Ground ground) {
        Fleet fleet = open(ground);
        Node node = fleet.node();
        Cache<String, String> cache = node.cache().load(fleet.source::load).build();
        fleet.source.with("k", "v");
        cache.get("k");
        cache.get("k");
        cache.get("k");
        node.loads.hold();
        CompletableFuture<@Nullable String> inFlight = cache.async().get("other");
        node.close();
        node.close();
        node.loads.release();

        assertThat(inFlight).isDone();
        List<Runnable> calls = List.of(
                () -> cache.get("k"),
                () -> cache.getIfPresent("k"),
                () -> cache.getAll(List.of("k")),
                () -> cache.put("k", "w"),
                () -> cache.invalidate("k"),
                () -> cache.refresh("k"),
                cache::clear,
                () -> cache.explain("k"),
                () -> cache.async().get("k"));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(CacheClosedException.class);
        }
        assertThat(cache.stats().loads()).isGreaterThan(0);
        assertThatThrownBy(() -> node.cache("late", String.class, String.class).build())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachMethodOfCache_hasItsNamesakeInAsyncCache() throws NoSuchMethodException {
        for (Method method : Cache.class.getMethods()) {
            if (method.getName().equals("async")) {
                continue;
            }
            Method namesake = AsyncCache.class.getMethod(method.getName(), method.getParameterTypes());
            Class<?> expected = switch (method.getName()) {
                case "name", "stats" -> method.getReturnType();
                case "withMaxAge", "withToken" -> AsyncCache.class;
                default -> CompletableFuture.class;
            };
            assertThat(namesake.getReturnType()).as(method.getName()).isEqualTo(expected);
        }
        assertThat(AsyncCache.class.getMethods()).hasSize(Cache.class.getMethods().length - 1);
    }
}
