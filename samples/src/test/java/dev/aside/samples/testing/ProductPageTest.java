package dev.aside.samples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.spi.Recorder;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.LeakCheck;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.cache.testkit.Recording;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An application's test, as docs/testing.md shows it. */
@ExtendWith(LeakCheck.class)
final class ProductPageTest {
    private final ManualTime time = new ManualTime();
    private final InMemoryServer server = InMemoryServer.redis();
    private final InMemoryBackend node = new InMemoryBackend(server);
    private final Recording recording = new Recording();
    private final Aside aside = Aside.builder()
            .backend(node)
            .runtime(time.runtime())
            .recorder(recording)
            .build();

    private final Map<Long, String> database = new ConcurrentHashMap<>(Map.of(42L, "tea"));
    private final Cache<Long, String> products = products(aside);

    private Cache<Long, String> products(Aside on) {
        return on.cache("products", Long.class, String.class)
                .load(database::get)
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    @AfterEach
    void close() {
        aside.close();
    }

    @Test
    void aProductIsReadOnceInTenMinutes() {
        products.get(42L);
        products.get(42L);
        time.advance(Duration.ofMinutes(10));
        products.get(42L);
        recording.of("products").loads(2).misses(2);
    }

    @Test
    void aChangeIsSeenOnTheOtherNode() {
        try (Aside second = Aside.builder()
                .backend(new InMemoryBackend(server))
                .runtime(time.runtime())
                .build()) {
            Cache<Long, String> elsewhere = products(second);
            assertThat(elsewhere.get(42L)).isEqualTo("tea");
            database.put(42L, "coffee");
            products.invalidate(42L);
            assertThat(elsewhere.get(42L)).isEqualTo("coffee");
        }
    }

    @Test
    void aChangeThatTheServerDoesNotHearOfIsMadeUpFor() {
        server.faults().next(2).timeOut();
        assertThat(products.invalidate(42L)).isEqualTo(ChangeOutcome.PENDING);
        assertThat(products.get(42L)).isEqualTo("tea"); // from the database, past the cache
        time.advance(Duration.ofSeconds(2)); // the change is said again until it is heard
        recording.of("products").pendingChanges(0);
        server.faults().verifyExhausted();
    }

    @Test
    void aFillWhoseAnswerIsLostCostsNobodyAnAnswer() {
        recording.steps(node);
        node.faults().next().steps(SlotStep.Fill.class).loseReply();
        assertThat(products.get(42L)).isEqualTo("tea");
        recording.of("products").steps(SlotStep.Fill.class, 1).refusedFills(Recorder.Refusal.CHANGED, 0);
        node.faults().verifyExhausted();
    }

    @Test
    void withMemcachedACopyElsewhereIsAsOldAsTheBoundAllows() {
        InMemoryServer memcached = InMemoryServer.memcached();
        try (Aside one = on(memcached);
                Aside other = on(memcached)) {
            Cache<Long, String> here = capped(one);
            Cache<Long, String> there = capped(other);
            assertThat(there.get(42L)).isEqualTo("tea");
            assertThat(there.get(42L)).isEqualTo("tea"); // from a near copy, for a second at most
            database.put(42L, "coffee");
            here.invalidate(42L);
            time.advance(Duration.ofSeconds(1));
            assertThat(there.get(42L)).isEqualTo("coffee");
        }
    }

    @Test
    void withMemcachedThereIsNoCopyElsewhereUnlessItIsAskedFor() {
        InMemoryServer memcached = InMemoryServer.memcached();
        try (Aside one = on(memcached);
                Aside other = on(memcached)) {
            Cache<Long, String> here = one.cache("products", Long.class, String.class)
                    .load(database::get)
                    .build();
            Cache<Long, String> there = other.cache("products", Long.class, String.class)
                    .load(database::get)
                    .build();
            assertThat(there.get(42L)).isEqualTo("tea");
            assertThat(there.get(42L)).isEqualTo("tea");
            database.put(42L, "coffee");
            here.invalidate(42L);
            assertThat(there.get(42L)).isEqualTo("coffee");
        }
    }

    private Aside on(InMemoryServer shared) {
        return Aside.builder()
                .backend(new InMemoryBackend(shared))
                .runtime(time.runtime())
                .build();
    }

    private Cache<Long, String> capped(Aside on) {
        return on.cache("products", Long.class, String.class)
                .load(database::get)
                .consistency(Consistency.bounded(Duration.ofSeconds(1)))
                .nearTier(true)
                .build();
    }
}
