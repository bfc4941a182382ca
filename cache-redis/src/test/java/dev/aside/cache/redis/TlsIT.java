package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestAuthority;
import dev.aside.cache.testkit.server.TestCertificate;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Certificates, good and bad. Where one is refused nothing is said to the server, the caller is answered by the source, and the
 * log says why.
 */
@Timeout(60)
final class TlsIT {

    private static final String SECRET = "geheim";

    /** What an attempt to connect may take, an operation's time-out, and what a busy machine adds. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final TestAuthority authority = TestAuthority.create();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger fresh = new AtomicInteger(1_000);
    private final Logged logged = new Logged("dev.aside", Level.FINE);
    private @Nullable RedisServer running;
    private @Nullable Aside aside;

    @AfterEach
    void close() {
        if (aside != null) {
            aside.close();
        }
        if (running != null) {
            running.close();
        }
        logged.close();
    }

    private static RedisServer.Builder server() {
        return RedisServer.builder().user("default", "off").user("app", "on", ">" + SECRET, "~*", "+@all");
    }

    private RedisServer start(RedisServer.Builder server) {
        RedisServer started = server.start();
        running = started;
        return started;
    }

    /** Opens a cache whose source counts what is asked of it. */
    private Cache<Integer, String> cache(String scheme, int port, SslOptions tls) {
        Aside open = Aside.builder()
                .backend(RedisBackend.builder()
                        .uri(scheme + "://app:" + SECRET + "@127.0.0.1:" + port)
                        .tls(tls)
                        .build())
                .build();
        aside = open;
        return open.cache("teas", Integer.class, String.class)
                .load(key -> {
                    loads.incrementAndGet();
                    return "tea " + key;
                })
                .expireAfterWrite(Duration.ofMinutes(10))
                .build();
    }

    private SslOptions trusting() {
        return Site.trusting(authority);
    }

    private SslOptions showing(TestCertificate own) {
        return SslOptions.builder()
                .trustManager(authority.certificateFile().toFile())
                .keyManager(own.certificateFile().toFile(), own.keyFile().toFile(), null)
                .build();
    }

    /** Reads new keys until one is filled in at the server. */
    private void used(RedisServer server, Cache<Integer, String> cache) {
        server.command("CONFIG", "RESETSTAT");
        RealTime.await("used", TestNode.PATIENCE, () -> {
            int key = fresh.incrementAndGet();
            assertThat(cache.get(key)).isEqualTo("tea " + key);
            return String.valueOf(server.command("INFO", "commandstats")).contains("cmdstat_evalsha");
        });
    }

    private void refused(RedisServer server, Cache<Integer, String> cache, String why) {
        assertThat(loads.get()).isZero();
        long start = System.nanoTime();
        assertThat(cache.get(1)).isEqualTo("tea 1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
        RealTime.await("said: " + why, TestNode.PATIENCE, () -> said(why));
        assertThat(cache.get(2)).isEqualTo("tea 2");
        assertThat(loads).as("asked of the source").hasValue(2);
        assertThat(logged.text()).doesNotContain(SECRET).doesNotContain("app");
        assertThat(server.command("INFO", "commandstats"))
                .as("what has reached the server")
                .doesNotContain("cmdstat_hello", "cmdstat_get:", "cmdstat_evalsha");
    }

    /** A busy machine may have said that something took too long. */
    private List<String> aboutCertificates() {
        return logged.warnings().filter(line -> line.contains("certificate")).toList();
    }

    private boolean said(String why) {
        return logged.warnings()
                .anyMatch(line -> line.startsWith("redis 127.0.0.1:") && line.endsWith("tried again: " + why));
    }

    @Test
    void goodCertificate_isTaken() {
        RedisServer server = start(server().tls(authority.server()));
        used(server, cache("rediss", server.port(), trusting()));
        assertThat(aboutCertificates()).isEmpty();
    }

    @Test
    void certificateThatNobodyHasSigned_isRefused() {
        RedisServer server = start(server().tls(TestCertificate.selfSigned()));
        refused(server, cache("rediss", server.port(), trusting()), "the server's certificate is not trusted");
    }

    @Test
    void goodCertificate_isRefusedByWhoTrustsTheJvmAlone() {
        RedisServer server = start(server().tls(authority.server()));
        refused(server, cache("rediss", server.port(), SslOptions.create()), "the server's certificate is not trusted");
    }

    @Test
    void certificateOfAnotherHost_isRefused() {
        RedisServer server = start(server().tls(authority.server("elsewhere", "10.0.0.1")));
        refused(server, cache("rediss", server.port(), trusting()), "the server's certificate is not for this host");
    }

    @Test
    void certificateThatHasEnded_isRefused() {
        RedisServer server = start(server().tls(authority.expired()));
        refused(server, cache("rediss", server.port(), trusting()), "the server's certificate has ended");
    }

    @Test
    void serverWithoutTls_isToldNothing() {
        RedisServer server = start(server());
        String why = "no answer within 1000 ms; does the server speak TLS?";
        refused(server, cache("rediss", server.port(), trusting()), why);
    }

    /** Who does not ask for TLS sends user and password unprotected; nothing else is sent. */
    @Test
    void clientWithoutTls_saysHelloAndNoMore() {
        RedisServer server = start(server().tls(authority.server()));
        try (FaultProxy proxy = FaultProxy.resp(server.address())) {
            String why = "the server ends the connection; does it want TLS?";
            refused(server, cache("redis", proxy.port(), SslOptions.create()), why);
            assertThat(proxy.requestsByName()).containsOnlyKeys("HELLO");
        }
    }

    @Test
    void certificateThatTheServerAsksFor_isShown() {
        RedisServer server = start(server().tls(authority.server(), authority));
        used(server, cache("rediss", server.port(), showing(authority.client("orders"))));
        assertThat(aboutCertificates()).isEmpty();
    }

    @Test
    void clientThatShowsNoCertificate_isRefused() {
        RedisServer server = start(server().tls(authority.server(), authority));
        refused(server, cache("rediss", server.port(), trusting()), "the server wants a certificate to be shown");
    }

    @Test
    void clientOfAnotherAuthority_isRefused() {
        RedisServer server = start(server().tls(authority.server(), authority));
        TestCertificate stranger = TestAuthority.create().client("orders");
        String why = "the server does not accept the certificate that is shown: decrypt_error";
        refused(server, cache("rediss", server.port(), showing(stranger)), why);
    }

    @Test
    void certificateThatIsRenewed_isTakenWithoutAFailedCall() {
        RedisServer server = start(server().tls(authority.server()));
        Cache<Integer, String> cache = cache("rediss", server.port(), trusting());
        used(server, cache);
        shows(server, authority.server());
        for (int key = 1; key <= 100; key++) {
            assertThat(cache.get(key)).isEqualTo("tea " + key);
        }
        used(server, cache);
        assertThat(aboutCertificates()).isEmpty();
    }

    @Test
    void certificateThatIsExchangedForAStrangers_isRefusedUntilTheRightOneIsBack() {
        RedisServer server = start(server().tls(authority.server()));
        Cache<Integer, String> cache = cache("rediss", server.port(), trusting());
        used(server, cache);
        shows(server, TestAuthority.create().server());
        String why = "the server's certificate is not trusted";
        RealTime.await("said: " + why, TestNode.PATIENCE, () -> said(why));
        server.command("CONFIG", "RESETSTAT");
        int before = loads.get();
        for (int key = 1; key <= 100; key++) {
            assertThat(cache.get(key)).isEqualTo("tea " + key);
        }
        assertThat(loads).as("asked of the source").hasValue(before + 100);
        assertThat(server.command("INFO", "commandstats")).doesNotContain("cmdstat_hello", "cmdstat_get:");
        shows(server, authority.server());
        used(server, cache);
        assertThat(aboutCertificates()).as("said once").hasSize(1);
        assertThat(logged.text()).doesNotContain(SECRET);
    }

    /** Shows another certificate from now on, and ends the connections that were shown the last one. */
    private static void shows(RedisServer server, TestCertificate other) {
        server.command(
                "CONFIG",
                "SET",
                "tls-cert-file",
                other.certificateFile().toString(),
                "tls-key-file",
                other.keyFile().toString());
        server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    }
}
