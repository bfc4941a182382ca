package dev.aside.cache.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.CacheConfigurationException;
import org.junit.jupiter.api.Test;

/** This module does not have the near tier: what was asked for and is not to be had is refused, and the rest goes without. */
final class NearTierMissingTest {

    @Test
    void nearTierThatIsNotThere_isRefused_whereItIsAskedFor() {
        try (Aside aside = Aside.builder()
                .backend(new InMemoryBackend())
                .runtime(new ManualTime().runtime())
                .build()) {
            assertThatThrownBy(() -> aside.cache("rows", Long.class, String.class)
                            .nearTier(true)
                            .build())
                    .isInstanceOf(CacheConfigurationException.class)
                    .hasMessageContainingAll("rows", "nearTier", "cache-local");
            Cache<Long, String> cache = aside.cache("rows", Long.class, String.class)
                    .load(id -> "row " + id)
                    .build();
            assertThat(cache.get(1L)).isEqualTo("row 1");
        }
    }
}
