package dev.aside.samples.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.LeakCheck;
import dev.aside.cache.testkit.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the contract cannot try without knowing the server: silence, failure, bytes that nobody can read, and a fleet. */
@ExtendWith(LeakCheck.class)
final class TableBackendTest {
    private static final String ENTRY = "products/ENTRY/" + hex("tea");

    /** The first byte of a slot is its format's version; no such version exists yet. */
    private static final byte[] OF_ANOTHER_VERSION = {99, 0, 0, 0};

    private final ManualTime time = new ManualTime();
    private final MapTable rows = new MapTable();
    private final Flaky table = new Flaky(rows);
    private final Map<String, String> database = new ConcurrentHashMap<>(Map.of("tea", "3.50"));
    private final Aside aside = node();
    private final Cache<String, String> products = products(aside);

    private Aside node() {
        return Aside.builder()
                .backend(new TableBackend(table))
                .runtime(time.runtime())
                .build();
    }

    private Cache<String, String> products(Aside on) {
        return on.cache("products", String.class, String.class)
                .load(database::get)
                .build();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void close() {
        aside.close();
    }

    @Test
    void aChangeIsSeenOnTheOtherNode() {
        try (Aside second = node()) {
            Cache<String, String> elsewhere = products(second);
            assertThat(products.get("tea")).isEqualTo("3.50");
            assertThat(elsewhere.getIfPresent("tea")).isEqualTo("3.50");
            database.put("tea", "3.85");
            assertThat(products.invalidate("tea")).isEqualTo(ChangeOutcome.APPLIED);
            assertThat(elsewhere.get("tea")).isEqualTo("3.85");
        }
    }

    @Test
    void aSilentTableIsWaitedForUntilTheTimeout_andNoLonger() {
        table.silent = true;
        CompletableFuture<?> read = products.async().get("tea");
        assertThat(read).isNotDone();
        time.advance(Duration.ofMillis(100));
        assertThat(read).isCompletedWithValueMatching("3.50"::equals);
    }

    @Test
    void aTableThatFailsIsDoneWithout() {
        table.failing = true;
        assertThat(products.get("tea")).isEqualTo("3.50");
        assertThat(products.invalidate("tea")).isEqualTo(ChangeOutcome.PENDING);
        table.failing = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(products.stats().pendingChanges()).isZero();
    }

    @Test
    void damagedBytesAreReplacedByTheNextLoad() {
        rows.put(ENTRY, new byte[] {1, 2, 3});
        products.get("tea");
        assertThat(products.getIfPresent("tea")).isEqualTo("3.50");
    }

    @Test
    void aSlotOfAnotherVersionIsLeftAlone_untilItsKeyIsChanged() {
        rows.put(ENTRY, OF_ANOTHER_VERSION);
        assertThat(products.get("tea")).isEqualTo("3.50");
        assertThat(rows.read(ENTRY)).isCompletedWithValue(OF_ANOTHER_VERSION);
        products.invalidate("tea");
        products.get("tea");
        assertThat(products.getIfPresent("tea")).isEqualTo("3.50");
    }

    /** A table on a bad day. */
    private static final class Flaky implements Table {
        final Table table;
        volatile boolean silent;
        volatile boolean failing;

        Flaky(Table table) {
            this.table = table;
        }

        @Override
        public CompletableFuture<byte[]> read(String name) {
            if (failing) {
                return CompletableFuture.failedFuture(new IllegalStateException("down"));
            }
            return silent ? new CompletableFuture<>() : table.read(name);
        }

        @Override
        public CompletableFuture<Boolean> compareAndSet(String name, byte[] expected, byte[] next) {
            return table.compareAndSet(name, expected, next);
        }
    }
}
