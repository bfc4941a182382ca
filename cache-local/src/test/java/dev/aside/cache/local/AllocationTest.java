package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.NearSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hit allocates nothing, and a plain entry is held in 24 bytes. */
class AllocationTest {

    private static final int ENTRIES = 1_000;
    private static final int HITS = 1_000_000;

    private final AllocatedBytes allocated = new AllocatedBytes();

    AllocationTest() throws ReflectiveOperationException {}

    @ParameterizedTest
    @ValueSource(strings = {"plain", "retired", "idle"})
    void aHitAllocatesNothing(String kind) throws ReflectiveOperationException {
        ManualTime time = new ManualTime();
        Duration idle = kind.equals("idle") ? Duration.ofHours(1) : null;
        CaffeineTable<Integer> table =
                CaffeineTable.near(new NearSpec("test", 2 * ENTRIES, -1, null, idle), time.runtime());
        table.aliveUntil(time.runtime().clock().millis() + 1_000_000);
        if (kind.equals("retired")) {
            table.retire();
        }
        Integer[] keys = new Integer[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            keys[i] = 1_000 + i;
            table.put(keys[i], "v" + i, 1_000_000, table.epoch(), () -> true);
        }
        hit(table, keys);
        long before = allocated.now();
        hit(table, keys);
        long bytes = allocated.now() - before;
        assertThat(table.hits()).isEqualTo(2 * HITS);
        assertThat((double) bytes / HITS).as("bytes per hit").isLessThan(0.01);
    }

    private static void hit(CaffeineTable<Integer> table, Integer[] keys) {
        for (int i = 0; i < HITS; i++) {
            if (table.get(keys[i % ENTRIES]) == null) {
                throw new AssertionError("not a hit");
            }
        }
    }

    @Test
    void aPlainHolderTakes24Bytes() throws ReflectiveOperationException {
        List<Holder> kept = new ArrayList<>(HITS);
        long before = allocated.now();
        for (int i = 0; i < HITS; i++) {
            kept.add(new Holder("v", i, i));
        }
        long bytes = allocated.now() - before;
        assertThat(kept).hasSize(HITS);
        assertThat((double) bytes / HITS).isBetween(24.0, 24.1);
    }
}
