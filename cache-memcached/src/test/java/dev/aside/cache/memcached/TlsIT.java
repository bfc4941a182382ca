package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.StepReply;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.TestAuthority;
import dev.aside.cache.testkit.server.TestCertificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates, good and bad, on the client library of ElastiCache. */
@Timeout(60)
final class TlsIT {

    /** What an attempt to connect may take, and what a busy machine adds. */
    private static final Duration BOUND = Means.CONNECT.multipliedBy(5);

    private final TestAuthority authority = TestAuthority.create();
    private final Logged logged = new Logged("dev.aside", "net.spy.memcached");
    private @Nullable MemcachedServer server;
    private @Nullable TestNode node;

    @AfterEach
    void close() {
        if (node != null) {
            node.close();
        }
        if (server != null) {
            server.close();
        }
        logged.close();
        assertThat(logged.text()).doesNotContain(Site.PASSWORD);
    }

    private TestNode to(MemcachedServer.Builder builder, SSLContext context) {
        MemcachedServer started = builder.start();
        server = started;
        TestNode made = new TestNode(MemcachedBackend.builder()
                .node(Site.address(started))
                .tls(context)
                .build());
        node = made;
        return made;
    }

    private SSLContext trusting() {
        return Site.trusting(authority, null);
    }

    private static MemcachedServer.Builder showing(TestCertificate certificate) {
        return MemcachedServer.builder().tls(certificate);
    }

    private static void isUsed(TestNode by) {
        by.connected().put(TestNode.key("key " + System.nanoTime()), "v".repeat(500_000)); // more than one record
    }

    private static void isRefused(TestNode by) {
        long start = System.nanoTime();
        assertThat(by.execute(TestNode.PATIENCE, TestNode.read(TestNode.key("k")))
                        .get(0))
                .isInstanceOfSatisfying(
                        StepReply.Failed.class,
                        failed -> assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    @Test
    void goodCertificate_isTaken() {
        isUsed(to(showing(authority.server()), trusting()));
    }

    @Test
    void certificateThatNobodyHasSigned_isRefused() {
        isRefused(to(showing(TestCertificate.selfSigned()), trusting()));
    }

    @Test
    void certificateOfAnotherHost_isRefused() {
        isRefused(to(showing(authority.server("elsewhere", "10.0.0.1")), trusting()));
    }

    @Test
    void certificateThatHasEnded_isRefused() {
        isRefused(to(showing(authority.expired()), trusting()));
    }

    @Test
    void serverWithoutTls_isNotUsed() {
        isRefused(to(MemcachedServer.builder(), trusting()));
    }

    @Test
    void certificateThatTheServerAsksFor_isShown() {
        isUsed(to(
                MemcachedServer.builder().tls(authority.server(), authority),
                Site.trusting(authority, authority.client("orders"))));
    }

    @Test
    void clientThatShowsNoCertificate_isRefused() {
        isRefused(to(MemcachedServer.builder().tls(authority.server(), authority), trusting()));
    }

    @Test
    void clientWithoutTls_isRefused() {
        MemcachedServer started = showing(authority.server()).start();
        server = started;
        TestNode made = new TestNode(MemcachedBackend.of(Site.address(started)));
        node = made;
        isRefused(made);
    }

    @Test
    void serverThatComesBack_isUsedAgain() {
        TestNode by = to(showing(authority.server()), trusting());
        isUsed(by);
        if (server != null) {
            server.restart();
        }
        isUsed(by);
    }

    @Test
    void whoIsInTheFile_isLetIn() {
        MemcachedServer started =
                showing(authority.server()).authFile(Site.USER, Site.PASSWORD).start();
        server = started;
        TestNode made = new TestNode(MemcachedBackend.builder()
                .node(Site.address(started))
                .tls(trusting())
                .authFile(Site.login(Site.USER, Site.PASSWORD))
                .build());
        node = made;
        isUsed(made);
    }
}
