package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.NearSpec;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recording a read once per tick costs no hit rate: Zipf streams, replayed against Caffeine, which records every read. */
class HitRateTest {

    private static final int KEYS = 100_000;
    private static final int ACCESSES = Boolean.getBoolean("aside.long") ? 1_000_000 : 300_000;
    private static final int SEEDS = 3;

    /** Both policies are brought to rest this often, so that what is compared is not how far each lags behind. */
    private static final int REST = 8;

    @ParameterizedTest
    @CsvSource({"0.7, 1000", "0.7, 10000", "0.99, 1000", "0.99, 10000"})
    void isWithinAPointOfCaffeines(double exponent, int capacity) {
        double[] caffeine = new double[SEEDS];
        double[] ours = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            Integer[] stream = Zipf.stream(ACCESSES, KEYS, exponent, seed);
            caffeine[seed] = caffeine(stream, capacity);
            ours[seed] = table(stream, capacity);
        }
        assertThat(median(ours))
                .as("hit rate in percent; Caffeine %s", Arrays.toString(caffeine))
                .isGreaterThan(median(caffeine) - 1.0);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static double caffeine(Integer[] stream, int capacity) {
        Cache<Integer, Integer> cache =
                Caffeine.newBuilder().maximumSize(capacity).build();
        int hits = 0;
        for (int i = 0; i < stream.length; i++) {
            if (cache.getIfPresent(stream[i]) != null) {
                hits++;
            } else {
                cache.put(stream[i], stream[i]);
            }
            if (i % REST == 0) {
                cache.cleanUp();
            }
        }
        return 100.0 * hits / stream.length;
    }

    private static double table(Integer[] stream, int capacity) {
        CacheRuntime runtime = new ManualTime().runtime();
        CaffeineTable<Integer> table = CaffeineTable.near(new NearSpec("test", capacity, -1, null, null), runtime);
        table.aliveUntil(runtime.clock().millis() + (int) Duration.ofDays(1).toMillis());
        for (int i = 0; i < stream.length; i++) {
            if (table.get(stream[i]) == null) {
                table.recordMiss();
                table.put(stream[i], stream[i], 1_000_000, table.epoch(), () -> true);
            }
            if (i % REST == 0) {
                table.era().cleanUp();
            }
        }
        return 100.0 * table.hits() / stream.length;
    }
}
