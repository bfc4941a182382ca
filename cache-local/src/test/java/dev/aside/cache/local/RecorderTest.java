package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.spi.Recorder;
import java.util.ArrayList;
import java.util.List;
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
}
