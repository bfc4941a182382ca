package dev.aside.samples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.CacheWriteException;
import dev.aside.cache.NotWrittenException;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.LeakCheck;
import dev.aside.cache.testkit.ManualTime;
import dev.aside.cache.testkit.Recording;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a service is tested that caches: a server in memory, time that stands still, and no chance. */
@ExtendWith(LeakCheck.class)
final class ProductServiceTest {
    private static final Product TEA = new Product(42, "tea", "drinks", new BigDecimal("3.50"), 5);
    private static final Product MUG = new Product(7, "mug", "ware", new BigDecimal("9.00"), 1);
    private static final Product DEARER = TEA.withPrice(new BigDecimal("4.00"));

    private final ManualTime time = new ManualTime();
    private final InMemoryServer server = InMemoryServer.redis();
    private final InMemoryBackend node = new InMemoryBackend(server);
    private final Recording recording = new Recording();
    private final SlowTable table = new SlowTable();
    private final Aside aside = Aside.builder()
            .backend(node)
            .runtime(time.runtime())
            .recorder(recording)
            .build();
    private final ProductService service = new ProductService(aside, table);

    /** A table whose answers wait to be let go, and whose connection can be lost. */
    private static final class SlowTable extends ProductTable {
        volatile CountDownLatch letGo = new CountDownLatch(0);
        volatile boolean connectionLost;

        @Override
        Optional<Product> find(long id) {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return super.find(id);
        }

        @Override
        void save(Product product) throws NotWrittenException {
            if (connectionLost) {
                throw new IllegalStateException("connection lost");
            }
            super.save(product);
        }
    }

    @BeforeEach
    void fill() throws NotWrittenException {
        table.save(TEA);
        table.save(MUG);
    }

    @AfterEach
    void close() {
        aside.close();
    }

    /** A life is up to a tenth shorter than was said, by the key, so that what was loaded together does not expire together. */
    @Test
    void aProductIsReadOnce_untilItExpires() {
        service.find(42);
        time.advance(Duration.ofMinutes(9).minusMillis(1));
        service.find(42);
        assertThat(table.queries()).isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        service.find(42);
        assertThat(table.queries()).isEqualTo(2);
    }

    @Test
    void thatThereIsNoProduct_isRememberedForAMinute() {
        assertThat(service.find(1)).isEmpty();
        assertThat(service.find(1)).isEmpty();
        assertThat(table.queries()).isEqualTo(1);
        time.advance(Duration.ofMinutes(1));
        assertThat(service.find(1)).isEmpty();
        assertThat(table.queries()).isEqualTo(2);
    }

    @Test
    void manyThatAskAtOnce_shareOneQuery() throws Exception {
        int many = 16;
        table.letGo = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(many);
        try {
            var answers = IntStream.range(0, many)
                    .mapToObj(i -> callers.submit(() -> service.find(42)))
                    .toList();
            untilMissed(many);
            table.letGo.countDown();
            for (Future<Optional<Product>> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).contains(TEA);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(table.queries()).isEqualTo(1);
    }

    /** Waits for so many callers: whoever joins a load has missed, too. */
    private void untilMissed(int many) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (service.stats().misses() < many && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        recording.of("products").misses(many);
    }

    @Test
    void withoutTheServer_theTableAnswers_andTheChangeIsMadeUpFor() {
        service.find(42);
        node.unavailable(true);
        assertThat(service.find(42)).contains(TEA);
        assertThat(service.save(DEARER)).isEqualTo(ChangeOutcome.PENDING);
        recording.of("products").bypasses(1).pendingChanges(1);
        node.unavailable(false);
        time.advance(Duration.ofSeconds(2));
        recording.of("products").pendingChanges(0);
        assertThat(service.find(42)).contains(DEARER);
    }

    @Test
    void aWriteThatTheTableRefuses_changesNothing() {
        assertThatThrownBy(() -> service.save(TEA.withPrice(new BigDecimal("-1"))))
                .isInstanceOfSatisfying(
                        CacheWriteException.class,
                        e -> assertThat(e.isSurelyUnchanged()).isTrue());
        service.find(42);
        assertThat(service.find(42)).contains(TEA);
        assertThat(table.queries()).as("cached again at once").isEqualTo(1);
    }

    /** The table may still do it. So the product is not cached for the write's 10 seconds, and the replica lag of one more. */
    @Test
    void aWriteThatNobodyKnowsTheEndOf_keepsTheProductUncached() {
        table.connectionLost = true;
        assertThatThrownBy(() -> service.save(DEARER))
                .isInstanceOfSatisfying(
                        CacheWriteException.class,
                        e -> assertThat(e.isSurelyUnchanged()).isFalse());
        service.find(42);
        time.advance(Duration.ofSeconds(11));
        service.find(42);
        assertThat(table.queries()).isEqualTo(2);
        time.advance(Duration.ofMillis(200));
        service.find(42);
        service.find(42);
        assertThat(table.queries()).isEqualTo(3);
    }

    @Test
    void repricingACategory_endsItsProducts_andNoOthers() {
        service.find(42);
        service.find(7);
        assertThat(service.reprice("drinks", new BigDecimal("2"))).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(service.find(42).orElseThrow().price()).isEqualTo("7.00");
        service.find(7);
        assertThat(table.queries()).isEqualTo(3);
    }

    @Test
    void whatIsDeleted_isGone() {
        service.find(42);
        assertThat(service.delete(42)).isEqualTo(ChangeOutcome.APPLIED);
        assertThat(service.find(42)).isEmpty();
    }

    @Test
    void whatAnotherNodeWrites_isReadHere() {
        try (Aside second = Aside.builder()
                .backend(new InMemoryBackend(server))
                .runtime(time.runtime())
                .build()) {
            service.find(42);
            new ProductService(second, table).save(DEARER);
            assertThat(service.find(42)).contains(DEARER);
            assertThat(table.queries()).as("written through").isEqualTo(1);
        }
    }
}
