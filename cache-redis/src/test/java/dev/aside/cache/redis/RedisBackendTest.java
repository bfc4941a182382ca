package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisBackendTest {

    @Test
    void isMadeWithoutAServer() {
        try (RedisBackend backend = RedisBackend.of("redis://localhost:1")) {
            assertThat(backend.name()).isEqualTo("redis");
            assertThat(backend.form()).isEqualTo(Payload.Form.BYTES);
            assertThat(backend.modes()).containsExactlyInAnyOrder(Consistency.Mode.values());
        }
    }

    @Test
    void showsNoSecret() {
        try (RedisBackend backend = RedisBackend.of("rediss://user:geheim@cache.internal:6380")) {
            assertThat(backend).hasToString("RedisBackend[cache.internal:6380]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "geheim",
                "http://geheim@host:1",
                "redis://",
                "redis://user:geheim@host:port",
                "redis:// geheim"
            })
    void aUriThatIsNoneIsRefusedAndNotRepeated(String uri) {
        assertThatThrownBy(() -> RedisBackend.of(uri))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("redis://host:port")
                .hasMessageNotContaining("geheim")
                .hasNoCause();
    }

    @Test
    void refusesWhatItCannotBe() {
        RedisBackend.Builder builder = RedisBackend.builder();
        assertThatThrownBy(builder::build).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.keyPrefix("a{b"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageNotContaining("a{b");
        assertThatThrownBy(() -> builder.maximumUnanswered(0, 1)).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.maximumUnanswered(1, 0)).isInstanceOf(CacheConfigurationException.class);
    }
}
