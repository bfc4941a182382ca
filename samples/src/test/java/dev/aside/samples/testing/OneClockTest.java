package dev.aside.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.CacheBuilder;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheTimeoutException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.LeakCheck;
import dev.aside.cache.testkit.ManualExecutor;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.cache.testkit.Recording;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One manual clock moves every tier and every timer; no test here waits. */
@ExtendWith(LeakCheck.class)
final class OneClockTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualTime time = new ManualTime();
    private final ManualExecutor executor = new ManualExecutor();
    private final InMemoryBackend node = new InMemoryBackend(InMemoryServer.redis());
    private final Recording farEvents = new Recording();
    private final Aside far = Aside.builder()
            .backend(node)
            .runtime(time.runtime())
            .recorder(farEvents)
            .build();
    private final Recording localEvents = new Recording();
    private final Aside local =
            Aside.builder().runtime(time.runtime()).recorder(localEvents).build();
    private final AtomicInteger version = new AtomicInteger();

    @AfterEach
    void close() {
        far.close();
        local.close();
    }

    private CacheBuilder<Long, String> rows(Aside aside) {
        return aside.cache("rows", Long.class, String.class)
                .load(id -> "version " + version.incrementAndGet())
                .jitter(0)
                .expireAfterWrite(MINUTE);
    }

    @Test
    void nearTierEmbeddedStoreFarStoreBreakerAndJournalFollowIt() {
        Cache<Long, String> near = rows(far).build();
        Cache<Long, String> embedded = rows(local).build();
        for (int i = 0; i < 3; i++) {
            near.get(1L);
            embedded.get(1L);
        }
        farEvents.of("rows").misses(1).nearHits(2);
        localEvents.of("rows").misses(1).nearHits(2);
        time.advance(MINUTE);
        near.get(1L);
        embedded.get(1L);
        farEvents.of("rows").misses(2);
        localEvents.of("rows").misses(2);

        node.faults().next(5).refuse();
        assertThat(near.invalidate(1L)).isEqualTo(ChangeOutcome.PENDING);
        time.advance(Duration.ofSeconds(10)); // the breaker opens, probes, and closes; the journal says it again
        farEvents.of("rows").pendingChanges(0);
        assertThat(farEvents.events("rows", Recording.Availability.class))
                .containsExactly(new Recording.Availability("rows", false), new Recording.Availability("rows", true));
        node.faults().verifyExhausted();
    }

    @Test
    void aFlightEndsByItAndSoDoesItsLease() {
        try (Aside slow = Aside.builder()
                .backend(new InMemoryBackend(node.server()))
                .runtime(time.runtime(executor))
                .build()) {
            Cache<Long, String> elsewhere =
                    rows(slow).hardLoadTimeout(Duration.ofSeconds(5)).build();
            Cache<Long, String> here = rows(far).build();
            CompletableFuture<@Nullable String> first =
                    elsewhere.async().get(1L).toCompletableFuture();
            CompletableFuture<@Nullable String> second = here.async().get(1L).toCompletableFuture();
            assertThat(second).as("waits for the lease of the other node").isNotDone();
            time.advance(Duration.ofSeconds(5).plusMillis(100));
            assertThat(first).isCompletedExceptionally();
            assertThat(first.handle((row, failure) -> failure).join()).isInstanceOf(CacheTimeoutException.class);
            assertThat(second).as("the lease has lapsed").isCompleted();
        }
        assertThat(executor.runAll()).isEqualTo(1);
    }
}
