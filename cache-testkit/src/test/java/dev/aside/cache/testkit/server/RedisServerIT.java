package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisServerIT {

    private final RedisServer redis =
            RedisServer.builder().config("databases", "4").start();

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void itServesAtItsAddressAndIsConfigured() throws IOException {
        assertThat(ask(Duration.ofSeconds(10), "SET", "k", "v")).isEqualTo("OK");
        assertThat(redis.command("GET", "k")).isEqualTo("v");
        assertThat(redis.command("GET", "none")).isNull();
        assertThat(redis.command("CONFIG", "GET", "databases")).isEqualTo("databases\n4");
        assertThat(redis.command("INFO", "server")).contains("process_id:" + redis.pid());
        assertThat(redis.output()).anyMatch(line -> line.contains("Ready to accept connections"));
        assertThat(redis).hasToString("redis at 127.0.0.1:" + redis.port());
    }

    @Test
    void aFrozenOneAcceptsAndDoesNotAnswerAndGoesOnLater() throws IOException {
        redis.pause();
        assertThatThrownBy(() -> ask(Duration.ofMillis(200), "PING")).isInstanceOf(SocketTimeoutException.class);
        redis.resume();
        assertThat(ask(Duration.ofSeconds(10), "PING")).isEqualTo("PONG");
    }

    @Test
    void oneThatWasKilledStartsAgainAtItsPortWithNothing() throws IOException {
        redis.command("SET", "k", "v");
        long first = redis.pid();
        redis.kill();
        assertThatThrownBy(() -> ask(Duration.ofSeconds(10), "PING")).isInstanceOf(IOException.class);
        assertThatThrownBy(redis::kill)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not running");
        redis.startAgain();
        assertThat(redis.pid()).isNotEqualTo(first);
        assertThat(ask(Duration.ofSeconds(10), "EXISTS", "k")).isEqualTo("0");
        assertThatThrownBy(redis::startAgain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("redis runs already");
    }

    @Test
    void oneThatIsFrozenCanBeStopped() {
        redis.pause();
        redis.stop();
        assertThat(redis.output()).anyMatch(line -> line.contains("Redis is now ready to exit"));
        redis.startAgain();
        assertThat(redis.command("PING")).isEqualTo("PONG");
    }

    @Test
    void aPortThatSomebodyElseHasTakenIsWaitedFor() throws Exception {
        redis.kill();
        CompletableFuture<Void> starting;
        try (ServerSocket other = new ServerSocket()) {
            other.setReuseAddress(true);
            other.bind(redis.address());
            starting = CompletableFuture.runAsync(redis::startAgain);
            assertThatThrownBy(() -> starting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        }
        starting.get(20, TimeUnit.SECONDS);
        assertThat(redis.command("PING")).isEqualTo("PONG");
    }

    @Test
    void nothingIsLeftOfOneThatWasClosed() {
        Path directory =
                Path.of(String.valueOf(redis.command("CONFIG", "GET", "dir")).substring("dir\n".length()));
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        assertThat(Files.isDirectory(directory)).isTrue();
        redis.pause();
        redis.close();
        redis.close();
        assertThat(process.isAlive()).isFalse();
        assertThat(directory).doesNotExist();
        assertThatThrownBy(redis::startAgain)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("redis is closed");
    }

    @Test
    void whatItWroteIsInTheMessageIfItDoesNotStart() {
        RedisServer.Builder wrong = RedisServer.builder().config("maxmemory", "a lot");
        assertThatThrownBy(wrong::start)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("redis does not start")
                .hasMessageContaining("FATAL CONFIG FILE ERROR");
    }

    @Test
    void anErrorIsNoReply() {
        assertThatThrownBy(() -> redis.command("SET", "k"))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("SET to " + redis + ": ERR wrong number of arguments");
    }

    @Test
    void whatTheLauncherDecidesIsNotConfigured() {
        RedisServer.Builder builder = RedisServer.builder();
        assertThatThrownBy(() -> builder.config("Port", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set by the launcher");
        for (String wrong : List.of("", "two words", "new\nline")) {
            assertThatThrownBy(() -> builder.config(wrong, "1")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder.config("maxmemory", "1mb\nport 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value of maxmemory is one line without control characters");
    }

    private String ask(Duration limit, String... words) throws IOException {
        try (Wire wire = Wire.connect(redis.address(), limit)) {
            return String.valueOf(new RespCall(wire).call(List.of(words)));
        }
    }
}
