package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.NearTier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaffeineTableTest {

    private static final BooleanSupplier YES = () -> true;
    private static final BooleanSupplier NO = () -> false;
    private static final long MINUTE = 60_000;

    private final ManualTime time = new ManualTime();
    private final CacheRuntime runtime = time.runtime();

    private CaffeineTable<String> near(NearSpec spec) {
        CaffeineTable<String> table = CaffeineTable.near(spec, runtime);
        alive(table, Duration.ofDays(1));
        return table;
    }

    private CaffeineTable<String> near() {
        return near(sized(100));
    }

    private static NearSpec sized(long size) {
        return new NearSpec("test", size, -1, null, null);
    }

    private void alive(NearTier<?> tier, Duration span) {
        tier.aliveUntil(runtime.clock().millis() + (int) span.toMillis());
    }

    private static void put(NearTier<String> tier, String key, Object value) {
        tier.put(key, value, MINUTE, tier.epoch(), YES);
    }

    @Test
    void servesWhatWasPutUntilItMustBeLookedAt() {
        CaffeineTable<String> table = near();
        table.put("k", "v", 1_000, table.epoch(), YES);
        time.advance(Duration.ofMillis(999));
        assertThat(table.get("k")).isEqualTo("v");
        time.advance(Duration.ofMillis(1));
        assertThat(table.get("k")).isNull();
        assertThat(table.hits()).isEqualTo(1);
    }

    @Test
    void keepsAbsencesLikeValues() {
        CaffeineTable<String> table = near();
        put(table, "k", NearTier.ABSENT);
        assertThat(table.get("k")).isSameAs(NearTier.ABSENT);
    }

    @Test
    void refusesWhatNoLongerStandsAndLeavesWhatIsThere() {
        CaffeineTable<String> table = near();
        table.put("new", "late", MINUTE, table.epoch(), NO);
        put(table, "old", "first");
        table.put("old", "late", MINUTE, table.epoch(), NO);
        assertThat(table.get("new")).isNull();
        assertThat(table.get("old")).isEqualTo("first");
    }

    @Test
    void keepsNothingThatMayNotBeServed() {
        CaffeineTable<String> table = near();
        table.put("k", "v", 0, table.epoch(), YES);
        assertThat(table.estimatedSize()).isZero();
    }

    @Test
    void isNotAliveUntilItIsToldSo() {
        CaffeineTable<String> table = CaffeineTable.near(sized(10), runtime);
        put(table, "k", "v");
        assertThat(table.get("k")).isNull();
        alive(table, Duration.ofSeconds(1));
        assertThat(table.get("k")).isEqualTo("v");
        time.advance(Duration.ofSeconds(1));
        assertThat(table.get("k")).isNull();
        alive(table, Duration.ofSeconds(1));
        assertThat(table.get("k")).isEqualTo("v");
        alive(table, Duration.ZERO);
        assertThat(table.get("k")).isNull();
    }

    @Test
    void retiringOutdatesEverythingAndTakesWhatIsOfTheNewEpoch() {
        CaffeineTable<String> table = near();
        int before = table.epoch();
        put(table, "a", "1");
        put(table, "b", "1");
        table.retire();
        assertThat(table.get("a")).isNull();
        table.put("a", "late", MINUTE, before, YES);
        assertThat(table.get("a")).isNull();
        put(table, "a", "2");
        assertThat(table.get("a")).isEqualTo("2");
        table.retire();
        assertThat(table.get("a")).isNull();
        assertThat(table.get("b")).isNull();
    }

    @Test
    void clearingEmptiesAndKeepsOutWhatWasReadBefore() {
        CaffeineTable<String> table = near();
        int before = table.epoch();
        put(table, "k", "1");
        table.clear();
        assertThat(table.get("k")).isNull();
        assertThat(table.estimatedSize()).isZero();
        table.put("k", "late", MINUTE, before, YES);
        assertThat(table.get("k")).isNull();
        put(table, "k", "2");
        assertThat(table.get("k")).isEqualTo("2");
    }

    @Test
    void losesAPutThatAClearOvertook() {
        CaffeineTable<String> table = near();
        table.put("k", "late", MINUTE, table.epoch(), () -> {
            table.clear();
            return true;
        });
        assertThat(table.get("k")).isNull();
    }

    @Test
    void keepsPlainHoldersUntilMoreIsNeeded() {
        CaffeineTable<String> table = near();
        assertThat(table.keepsPlain(table.era())).isTrue();
        put(table, "k", "v");
        assertThat(table.era().peek("k")).isExactlyInstanceOf(Holder.class);
        table.retire();
        put(table, "k", "v");
        assertThat(table.era().peek("k")).isExactlyInstanceOf(WideHolder.class);
        table.clear();
        put(table, "k", "v");
        assertThat(table.era().peek("k")).isExactlyInstanceOf(Holder.class);
    }

    @Test
    void removes() {
        CaffeineTable<String> table = near();
        put(table, "k", "v");
        table.remove("k");
        assertThat(table.get("k")).isNull();
    }

    @Test
    void letsIdleEntriesGoAndKeepsThoseThatAreRead() {
        CaffeineTable<String> table = near(new NearSpec("test", 10, -1, null, Duration.ofSeconds(10)));
        table.put("read", "v", 5 * MINUTE, table.epoch(), YES);
        table.put("idle", "v", 5 * MINUTE, table.epoch(), YES);
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofMillis(9_999));
            assertThat(table.get("read")).isEqualTo("v");
        }
        assertThat(table.get("idle")).isNull();
        time.advance(Duration.ofSeconds(10));
        assertThat(table.get("read")).isNull();
    }

    @Test
    void countsWhatSizeDrops() {
        CaffeineTable<String> table = near(sized(10));
        for (int i = 0; i < 100; i++) {
            put(table, "k" + i, "v");
        }
        table.era().cleanUp();
        assertThat(table.estimatedSize()).isEqualTo(10);
        assertThat(table.evictions()).isEqualTo(90);
        table.clear();
        put(table, "k", "v");
        table.remove("k");
        assertThat(table.evictions()).isEqualTo(90);
    }

    @Test
    void boundsWeightAndAsksTheWeigherOncePerValue() {
        List<Object> asked = new ArrayList<>();
        CaffeineTable<String> table = near(new NearSpec(
                "test",
                -1,
                100,
                (key, value) -> {
                    asked.add(key);
                    return (Integer) value;
                },
                null));
        put(table, "a", 60);
        put(table, "b", 60);
        table.era().cleanUp();
        assertThat(table.estimatedSize()).isEqualTo(1);
        assertThat(asked).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void leavesUncachedWhatCannotBeWeighed(int weight) {
        CaffeineTable<String> table = near(new NearSpec("test", -1, 100, (key, value) -> (Integer) value, null));
        put(table, "k", 1);
        put(table, "k", weight);
        put(table, "failed", "no number");
        assertThat(table.get("k")).isNull();
        assertThat(table.get("failed")).isNull();
    }

    @Test
    void refusesAWeightBoundWithoutAWeigher() {
        NearSpec spec = new NearSpec("products", -1, 100, null, null);
        assertThatThrownBy(() -> CaffeineTable.<String>near(spec, runtime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("products: a maximum weight needs a weigher");
    }

    @Test
    void dropsWhatIsOverdueThoughNobodyAsks() {
        CaffeineTable<String> table = near();
        put(table, "k", "v");
        time.advance(Duration.ofMinutes(2));
        assertThat(table.estimatedSize()).isZero();
    }

    @Test
    void servesNothingOverdueOnceTheClockHasWrappedAround() {
        CaffeineTable<String> table = CaffeineTable.near(sized(10), runtime);
        alive(table, Duration.ofSeconds(1));
        time.advance(Duration.ofDays(30));
        put(table, "k", "v");
        assertThat(table.get("k")).isNull();
        alive(table, Duration.ofDays(12));
        table.put("k", "v", Long.MAX_VALUE, table.epoch(), YES);
        assertThat(table.get("k")).isEqualTo("v");
        time.advance(Duration.ofDays(13));
        alive(table, Duration.ofDays(1));
        assertThat(table.get("k")).isNull();
    }
}
