package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.Payload;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
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
        try (RedisBackend backend = RedisBackend.builder()
                .uri("redis://a:1")
                .reader("redis://user:geheim@b:2")
                .build()) {
            assertThat(backend).hasToString("RedisBackend[a:1, readers [b:2]]");
        }
        try (RedisBackend backend = RedisBackend.builder()
                .node("redis://a:1")
                .node("redis://user:geheim@b:2")
                .build()) {
            assertThat(backend).hasToString("RedisBackend[nodes [a:1, b:2]]");
        }
    }

    @Test
    void credentialsAreInOnePlace() {
        RedisCredentialsProvider provider = RedisCredentialsProvider.from(() -> RedisCredentials.just("u", "geheim"));
        assertThatThrownBy(() -> RedisBackend.builder()
                        .uri("redis://a:1")
                        .reader("redis://user:geheim@b:2")
                        .credentials(provider)
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("not in both")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void serversAreNamedOrListed() {
        assertThatThrownBy(() -> RedisBackend.builder()
                        .uri("redis://user:geheim@a:1")
                        .node("redis://b:2")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("uri a:1")
                .hasMessageContaining("list [b:2]")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> RedisBackend.builder()
                        .node("redis://b:2")
                        .reader("redis://c:3")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("reader c:3");
        assertThatThrownBy(() -> RedisBackend.builder()
                        .node("redis://b:2")
                        .node("redis://b:2")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> RedisBackend.builder().reader("redis://b:2").build())
                .isInstanceOf(CacheConfigurationException.class);
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
