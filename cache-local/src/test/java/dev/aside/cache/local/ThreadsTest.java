package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The threads of an {@code Aside}: what they are called, what they run, and that they end. */
class ThreadsTest {

    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private final AtomicReference<@Nullable Thread> seen = new AtomicReference<>();

    private String load(Long key) {
        seen.set(Thread.currentThread());
        return "v" + key;
    }

    private Thread seen() {
        return Objects.requireNonNull(seen.get());
    }

    @Test
    void loadersRunOnDaemonsOfTheirName_virtualWhereTheJdkHasThem() throws Exception {
        try (Aside aside = Aside.builder().build()) {
            Cache<Long, String> cache = aside.cache("rows", Long.class, String.class)
                    .load(this::load)
                    .build();
            cache.async().get(1L).get(20, TimeUnit.SECONDS);
        }
        assertThat(seen().getName()).startsWith("aside-load-");
        assertThat(seen().isDaemon()).isTrue();
        boolean virtual = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                && (boolean) Thread.class.getMethod("isVirtual").invoke(seen());
        assertThat(virtual).isEqualTo(Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS);
    }

    /** The timer finds the lease free, and hands the load over. */
    @Test
    void loadThatHasWaitedForAnotherNodes_runsOnTheExecutor_notOnTheTimer() throws Exception {
        InMemoryServer server = new InMemoryServer();
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Aside first = Aside.builder().backend(new InMemoryBackend(server)).build();
                Aside second =
                        Aside.builder().backend(new InMemoryBackend(server)).build()) {
            Cache<Long, String> fails = first.cache("rows", Long.class, String.class)
                    .load(key -> {
                        began.countDown();
                        release.await();
                        throw new IllegalStateException("gives its lease back");
                    })
                    .build();
            Cache<Long, String> waits = second.cache("rows", Long.class, String.class)
                    .load(this::load)
                    .build();
            CompletableFuture<@Nullable String> failing = fails.async().get(1L);
            assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<@Nullable String> waiting = waits.async().get(1L);
            assertThat(seen).hasValue(null);
            release.countDown();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("v1");
            assertThatThrownBy(() -> failing.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CacheLoadException.class);
        }
        assertThat(seen().getName()).startsWith("aside-load-");
    }

    @Test
    void closing_endsTheThreadsThatItStarted() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicReference<@Nullable Thread> timer = new AtomicReference<>();
        try (Aside aside = Aside.builder().build()) {
            Cache<Long, String> cache = aside.cache("rows", Long.class, String.class)
                    .load(this::load)
                    .build();
            cache.async().get(1L).get(20, TimeUnit.SECONDS);
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("aside-timer") && !before.contains(thread))
                    .forEach(timer::set);
        }
        for (Thread own : new Thread[] {Objects.requireNonNull(timer.get()), seen()}) {
            own.join(20_000);
            assertThat(own.isAlive()).as(own.getName()).isFalse();
        }
    }

    @Test
    void closing_leavesAnExecutorThatWasGiven() throws Exception {
        ExecutorService given = Executors.newSingleThreadExecutor();
        try {
            try (Aside aside = Aside.builder().executor(given).build()) {
                Cache<Long, String> cache = aside.cache("rows", Long.class, String.class)
                        .load(this::load)
                        .build();
                assertThat(cache.get(1L)).isEqualTo("v1");
            }
            assertThat(given.isShutdown()).isFalse();
            assertThat(given.submit(Thread::currentThread).get(20, TimeUnit.SECONDS))
                    .isSameAs(seen());
        } finally {
            given.shutdownNow();
        }
    }
}
