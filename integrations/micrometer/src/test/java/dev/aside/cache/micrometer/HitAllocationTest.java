package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.aside.Aside;
import dev.aside.cache.Cache;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A hit allocates nothing, and meters do not change that. */
class HitAllocationTest {

    private static final int HITS = 100_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void hitsAllocateNothingWithMetersBound() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (Aside aside = Aside.builder().recorder(AsideMetrics.of(registry)).build()) {
            Cache<String, String> cache = aside.cache("c", String.class, String.class)
                    .load(key -> "v")
                    .build();
            cache.get("k");
            allocatedBy(cache); // class loading and the first records of use
            long bytes = allocatedBy(cache);
            assertThat((double) bytes / HITS).as("bytes a hit").isLessThan(1);
            assertThat(registry.get("cache.gets")
                            .tag("result", "hit")
                            .functionCounter()
                            .count())
                    .isEqualTo(2 * HITS);
        }
    }

    private static long allocatedBy(Cache<String, String> cache) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int hit = 0; hit < HITS; hit++) {
            cache.get("k");
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
