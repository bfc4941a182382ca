package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheLoadException;
import dev.aside.cache.route.ChangeScope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that leave one thing each. Run by {@link LeakCheckTest} alone. */
@ExtendWith(LeakCheck.class)
final class PlantedLeaks {
    private static final List<Aside> LEFT = new CopyOnWriteArrayList<>();
    private static final List<Thread> THREADS = new CopyOnWriteArrayList<>();
    private final ManualTime time = new ManualTime();
    private final ManualExecutor loads = new ManualExecutor();

    /** Starts a thread that is no daemon and lives until it is interrupted. */
    static void startThread() {
        Thread thread = new Thread(PlantedLeaks::untilInterrupted, "planted");
        thread.setDaemon(false); // JUnit's parallel workers are daemons, and would start one
        THREADS.add(thread);
        thread.start();
    }

    private static void untilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends what was left. */
    static void end() {
        LEFT.forEach(Aside::close);
        LEFT.clear();
        THREADS.forEach(Thread::interrupt);
        THREADS.clear();
    }

    private Cache<Long, String> rows(Aside aside) {
        return aside.cache("rows", Long.class, String.class)
                .load(id -> "row " + id)
                .build();
    }

    @Test
    void leavesAThread() {
        startThread();
    }

    @Test
    void leavesAnAsideWithThreads() {
        InMemoryBackend backend = new InMemoryBackend();
        LEFT.add(Aside.builder().backend(backend).build());
        backend.close();
    }

    @Test
    void leavesAnAsideOnANode() {
        Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(time.runtime())
                .build();
        assertThat(rows(aside).get(1L)).isEqualTo("row 1");
    }

    @Test
    void leavesAnAsideThatIsRecorded() {
        InMemoryBackend backend = new InMemoryBackend();
        Aside aside = Aside.builder()
                .backend(backend)
                .runtime(time.runtime())
                .recorder(new Recording())
                .build();
        assertThat(rows(aside).name()).isEqualTo("rows");
        backend.close();
    }

    @Test
    void leavesAFlight() {
        loads.execute(() -> {});
    }

    @Test
    void leavesABatch() {
        InMemoryBackend backend = new InMemoryBackend();
        try (Aside aside =
                Aside.builder().backend(backend).runtime(time.runtime()).build()) {
            backend.hang(true);
            CompletableFuture<?> read = rows(aside).async().get(1L).toCompletableFuture();
            assertThat(read).isNotDone();
        }
    }

    @Test
    void leavesALease() {
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(time.runtime(task -> {}))
                .build()) {
            CompletableFuture<?> read = rows(aside).async().get(1L).toCompletableFuture();
            assertThat(read).isNotDone();
        }
    }

    @Test
    @LeakCheck.Allow(Leak.LEASE)
    void leavesALeaseAsItMay() {
        leavesALease();
    }

    @Test
    @SuppressWarnings("try") // left open
    void leavesAChange() {
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(time.runtime())
                .build()) {
            ChangeScope change = aside.change().key(rows(aside), 1L).open();
            assertThat(change).isNotNull();
        }
    }

    @Test
    void loadsInVain() {
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(time.runtime())
                .build()) {
            Cache<Long, String> rows = aside.cache("rows", Long.class, String.class)
                    .load(id -> {
                        throw new IllegalStateException("no row");
                    })
                    .build();
            assertThatThrownBy(() -> rows.get(1L)).isInstanceOf(CacheLoadException.class);
        }
    }

    @Test
    @Timeout(60)
    void isWatchedByJunit() {
        assertThat(time.runtime()).isNotNull();
    }

    @Test
    void tidiesUp() throws InterruptedException {
        Recording recording = new Recording();
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(time.runtime())
                .recorder(recording)
                .build()) {
            assertThat(rows(aside).get(1L)).isEqualTo("row 1");
        }
        Thread thread = new Thread(() -> {}, "brief");
        thread.start();
        thread.join();
    }
}
