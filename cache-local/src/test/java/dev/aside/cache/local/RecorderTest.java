package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.spi.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private final List<Cache<?, ?>> built = new ArrayList<>();

    private final Recorder recorder = new Recorder() {
        @Override
        public void built(Cache<?, ?> cache) {
            built.add(cache);
        }
    };

    @Test
    void isToldOfEachCacheThatIsBuilt() {
        try (Aside aside = Aside.builder().recorder(recorder).build()) {
            Cache<Long, String> first =
                    aside.cache("first", Long.class, String.class).build();
            Cache<Long, String> second =
                    aside.cache("second", Long.class, String.class).build();
            assertThat(built).containsExactly(first, second);
        }
    }

    @Test
    void isNotToldOfACacheWhoseNameIsTaken() {
        try (Aside aside = Aside.builder().recorder(recorder).build()) {
            aside.cache("same", Long.class, String.class).build();
            assertThatThrownBy(
                            () -> aside.cache("same", Long.class, String.class).build())
                    .isInstanceOf(CacheConfigurationException.class);
            assertThat(built).hasSize(1);
        }
    }

    /** Row 69: a listener that throws, whatever it is told. */
    @Test
    void thatThrowsDisturbsNobody() {
        AtomicInteger told = new AtomicInteger();
        Recorder broken = new Recorder() {
            @Override
            public void built(Cache<?, ?> cache) {
                told.incrementAndGet();
                throw new IllegalStateException("built");
            }

            @Override
            public void loaded(String cacheName, Duration took, boolean succeeded) {
                told.incrementAndGet();
                throw new AssertionError("loaded");
            }

            @Override
            public void served(String cacheName, Tier tier, Duration age) {
                told.incrementAndGet();
                throw new IllegalStateException("served");
            }
        };
        try (Aside aside = Aside.builder().recorder(broken).build()) {
            Cache<Long, String> cache = aside.cache("rows", Long.class, String.class)
                    .load(key -> "v" + key)
                    .tags((key, value) -> List.of("t"))
                    .build();
            for (long key = 0; key < 10; key++) {
                assertThat(cache.get(key)).isEqualTo("v" + key);
            }
            cache.invalidateTag("other");
            assertThat(cache.get(0L)).isEqualTo("v0");
            assertThat(cache.stats().loads()).isEqualTo(10);
            assertThat(cache.stats().loadFailures()).isZero();
        }
        assertThat(told).as("told each time").hasValue(12);
    }
}
