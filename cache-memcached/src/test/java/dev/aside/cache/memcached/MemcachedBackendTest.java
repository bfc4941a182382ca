package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.CacheConfigurationException;
import dev.aside.cache.Consistency;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemcachedBackendTest {

    @Test
    void isMadeWithoutAServer() {
        try (MemcachedBackend backend = MemcachedBackend.of("localhost:1")) {
            assertThat(backend.name()).isEqualTo("memcached");
            assertThat(backend.form()).isEqualTo(Payload.Form.BYTES);
            assertThat(backend.modes())
                    .containsExactlyInAnyOrder(
                            Consistency.Mode.EVENTUAL, Consistency.Mode.BOUNDED, Consistency.Mode.READ_YOUR_WRITES);
        }
    }

    @Test
    void tellsTheTimeOfTheRuntimesCalendar() {
        ManualTime time = new ManualTime();
        try (MemcachedBackend backend = MemcachedBackend.of("localhost:1");
                EntryStore store = backend.open(TestNode.spec("test", Duration.ofSeconds(30)), time.runtime())) {
            assertThat(store.timeMillis()).isEqualTo(time.wallClock().millis());
            time.advance(Duration.ofSeconds(5));
            assertThat(store.timeMillis()).isEqualTo(time.wallClock().millis());
        }
    }

    @Test
    void saysWhereItsNodesAre() {
        try (MemcachedBackend backend = MemcachedBackend.of("a:1", "[2001:db8::7]:2")) {
            assertThat(backend).hasToString("MemcachedBackend[a:1, [2001:db8::7]:2]");
        }
        try (MemcachedBackend backend =
                MemcachedBackend.builder().node("first", "a:1").node("b:2").build()) {
            assertThat(backend).hasToString("MemcachedBackend[first at a:1, b:2]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "geheim",
                "geheim:",
                "geheim:0",
                "geheim:70000",
                "geheim:6379x",
                "geheim@host:1",
                "user:geheim@host:1",
                "memcached://geheim:1",
                "2001:db8::7:1",
                "gehe im:1",
                "geheim:1\r\n",
                ":1"
            })
    void anAddressThatIsNoneIsRefusedAndNotRepeated(String address) {
        assertThatThrownBy(() -> MemcachedBackend.of(address))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageNotContaining("geheim")
                .hasNoCause();
        assertThatThrownBy(() -> MemcachedBackend.builder().node("name", address))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("host:port")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void refusesWhatItCannotBe() {
        MemcachedBackend.Builder builder = MemcachedBackend.builder();
        assertThatThrownBy(builder::build).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.node("geheim name", "a:1"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> builder.keyPrefix("a b"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageNotContaining("a b");
        assertThatThrownBy(() -> builder.keyPrefix("p".repeat(65))).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.maximumUnanswered(0, 1)).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.maximumUnanswered(1, 0)).isInstanceOf(CacheConfigurationException.class);
        assertThatThrownBy(() -> builder.maximumValueBytes(8_191)).isInstanceOf(CacheConfigurationException.class);
    }

    @Test
    void aNodeIsInTheListOnce() {
        assertThatThrownBy(() -> MemcachedBackend.of("a:1", "a:1"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("twice: a:1");
        assertThatThrownBy(() -> MemcachedBackend.builder()
                        .node("x", "a:1")
                        .node("x", "b:1")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("twice: x at b:1");
        assertThatThrownBy(() -> MemcachedBackend.builder()
                        .node("x", "a:1")
                        .node("y", "a:1")
                        .build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("twice: y at a:1");
    }

    @Test
    void aPasswordWantsTlsUnlessItIsSaidOtherwise() {
        MemcachedBackend.Builder open = MemcachedBackend.builder().node("a:1").sasl(Site.login("app", "geheim"));
        assertThatThrownBy(open::build)
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("tls()")
                .hasMessageContaining("plaintextPassword()")
                .hasMessageNotContaining("geheim");
        open.plaintextPassword().build().close();
    }

    @Test
    void thereIsOneLogin() {
        MemcachedBackend.Builder once = MemcachedBackend.builder().sasl(Site.login("app", "geheim"));
        assertThatThrownBy(() -> once.authFile(Site.login("app", "geheim")))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("one login");
    }
}
