package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheInterruptedException;
import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.LoadStrategy;
import dev.aside.cache.route.ChangeOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread runs a loader or a writer. */
final class CallerThreadTest {

    private final Aside aside = Aside.builder().build();
    private final AtomicReference<@Nullable Thread> seen = new AtomicReference<>();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        aside.close();
        others.shutdownNow();
    }

    private String load(Long key) {
        seen.set(Thread.currentThread());
        return "v" + key;
    }

    @Test
    void load_ofACallerThatWaits_runsOnItsThread() {
        Cache<Long, String> cache =
                aside.cache("plain", Long.class, String.class).load(this::load).build();
        assertThat(cache.get(1L)).isEqualTo("v1");
        assertThat(seen).hasValue(Thread.currentThread());
    }

    @Test
    void load_ofACallerThatDoesNotWait_runsElsewhere() throws Exception {
        Cache<Long, String> cache =
                aside.cache("async", Long.class, String.class).load(this::load).build();
        assertThat(cache.async().get(1L).get(10, TimeUnit.SECONDS)).isEqualTo("v1");
        assertThat(seen.get()).isNotNull().isNotEqualTo(Thread.currentThread());
    }

    @Test
    void load_withATimeoutThatWasAskedFor_runsElsewhere_andLetsTheCallerGo() {
        CountDownLatch release = new CountDownLatch(1);
        Cache<Long, String> cache = aside.cache("timed", Long.class, String.class)
                .load(key -> {
                    load(key);
                    release.await();
                    return "late";
                })
                .hardLoadTimeout(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> cache.get(1L)).isInstanceOf(CacheTimeoutException.class);
        assertThat(seen.get()).isNotNull().isNotEqualTo(Thread.currentThread());
        release.countDown();
    }

    @Test
    void load_withAnExecutorThatWasGiven_runsThere() {
        try (Aside own = Aside.builder().executor(task -> others.execute(task)).build()) {
            Cache<Long, String> cache =
                    own.cache("own", Long.class, String.class).load(this::load).build();
            assertThat(cache.get(1L)).isEqualTo("v1");
            assertThat(seen.get()).isNotNull().isNotEqualTo(Thread.currentThread());
        }
    }

    @Test
    void loads_ofManyKeys_shareTheCallersThreadAndOthers_andAllEnd() {
        Cache<Long, String> cache =
                aside.cache("many", Long.class, String.class).load(this::load).build();
        assertThat(cache.getAll(List.of(1L, 2L, 3L))).isEqualTo(Map.of(1L, "v1", 2L, "v2", 3L, "v3"));
    }

    @Test
    void load_insideALoad_runsOnTheSameThread() {
        Cache<Long, String> inner =
                aside.cache("inner", Long.class, String.class).load(this::load).build();
        Cache<Long, String> outer = aside.cache("outer", Long.class, String.class)
                .load(key -> "outer " + inner.get(key))
                .build();
        assertThat(outer.get(1L)).isEqualTo("outer v1");
        assertThat(seen).hasValue(Thread.currentThread());
    }

    @Test
    void refreshInTheBackground_doesNotHoldUpTheReader() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<Long, String> cache = aside.cache("soft", Long.class, String.class)
                .load(key -> {
                    if (loads.incrementAndGet() > 1) {
                        load(key);
                        release.await();
                    }
                    return "v" + loads;
                })
                .loadStrategy((entry, random) -> LoadStrategy.Decision.SERVE_AND_REFRESH)
                .build();
        assertThat(cache.get(1L)).isEqualTo("v1");
        assertThat(cache.get(1L)).isEqualTo("v1"); // starts a refresh, and would wait for it on its own thread
        release.countDown();
        assertThat(cache.refresh(1L)).isNotNull();
    }

    @Test
    void write_ofACallerThatWaits_runsOnItsThread_unlessATimeoutWasAskedFor() {
        Cache<Long, String> plain = aside.cache("write", Long.class, String.class)
                .write((key, value) -> load(key))
                .build();
        assertThat(plain.put(1L, "one")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(seen).hasValue(Thread.currentThread());
        Cache<Long, String> timed = aside.cache("write-timed", Long.class, String.class)
                .write((key, value) -> load(key))
                .writeTimeout(Duration.ofSeconds(5))
                .build();
        assertThat(timed.put(1L, "one")).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(seen.get()).isNotNull().isNotEqualTo(Thread.currentThread());
    }

    @Test
    void interruptOfTheCallerThatLoads_failsNobodyElse() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch firstIsOut = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        Cache<Long, String> cache = aside.cache("interrupted", Long.class, String.class)
                .load(key -> {
                    if (loads.incrementAndGet() == 1) {
                        load(key);
                        began.countDown();
                        new CountDownLatch(1).await();
                    }
                    // with an answer in hand the first caller would have no need to fail
                    assertThat(firstIsOut.await(10, TimeUnit.SECONDS)).isTrue();
                    return "v" + key;
                })
                .build();
        CompletableFuture<@Nullable Throwable> first = CompletableFuture.supplyAsync(() -> failureOf(cache), others)
                .whenComplete((failure, error) -> firstIsOut.countDown());
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<@Nullable String> second = cache.async().get(1L);
        Thread loading = seen.get();
        assertThat(loading).isNotNull();
        Objects.requireNonNull(loading).interrupt();
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("v1");
        assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(CacheInterruptedException.class);
        assertThat(loads).hasValue(2);
    }

    private static @Nullable Throwable failureOf(Cache<Long, String> cache) {
        try {
            cache.get(1L);
            return null;
        } catch (CacheInterruptedException e) {
            return e;
        }
    }
}
