package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MemcachedServerIT {

    private final MemcachedServer memcached = MemcachedServer.start("-m", "16");

    @AfterEach
    void close() {
        memcached.close();
    }

    @Test
    void itServesAtItsAddressAndIsConfigured() throws IOException {
        assertThat(ask("set k 0 0 1\r\nv")).isEqualTo("STORED");
        assertThat(MemcachedRecipe.stats(memcached.port(), Duration.ofSeconds(10)))
                .contains("STAT pid " + memcached.pid(), "STAT limit_maxbytes " + 16 * 1024 * 1024);
    }

    @Test
    void oneThatWasKilledStartsAgainWithNothing() throws IOException {
        assertThat(ask("set k 0 0 1\r\nv")).isEqualTo("STORED");
        memcached.restart();
        assertThat(ask("get k")).isEqualTo("END");
        memcached.stop();
        memcached.startAgain();
        assertThat(ask("get k")).isEqualTo("END");
    }

    @Test
    void aFrozenOneDoesNotAnswer() throws IOException {
        memcached.pause();
        assertThatThrownBy(() -> MemcachedRecipe.stats(memcached.port(), Duration.ofMillis(100)))
                .isInstanceOf(SocketTimeoutException.class);
        memcached.resume();
        assertThat(ask("get k")).isEqualTo("END");
    }

    @Test
    void whatTheLauncherDecidesIsNoOption() {
        assertThatThrownBy(() -> MemcachedServer.start("-p", "11211"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-p is set by the launcher");
        assertThatThrownBy(() -> MemcachedServer.start("-m", "little"))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("memcached does not start");
    }

    private String ask(String command) throws IOException {
        try (Wire wire = Wire.connect(memcached.address(), Duration.ofSeconds(10))) {
            wire.send(ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.US_ASCII)));
            return wire.readLine();
        }
    }
}
