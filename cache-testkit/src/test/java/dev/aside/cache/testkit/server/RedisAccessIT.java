package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, and who is let in by those who connect. */
@Timeout(60)
final class RedisAccessIT {

    private static final char[] PASSWORD = "password".toCharArray();

    private final TestAuthority authority = TestAuthority.create();

    @Test
    void usersMayDoWhatTheirRulesSayAndTheLauncherEverything() throws IOException {
        try (RedisServer redis = RedisServer.builder()
                .user("default", "off")
                .user("reader", "on", ">secret", "~product:*", "+get")
                .replicas(1)
                .start()) {
            redis.command("SET", "product:1", "tea");
            try (Wire wire = Wire.connect(redis.address(), Duration.ofSeconds(10))) {
                RespCall call = new RespCall(wire);
                assertThatThrownBy(() -> call.call(List.of("GET", "product:1"))).hasMessageStartingWith("NOAUTH");
                assertThatThrownBy(() -> call.call(List.of("AUTH", "reader", "wrong")))
                        .hasMessageStartingWith("WRONGPASS");
                assertThat(call.call(List.of("AUTH", "reader", "secret"))).isEqualTo("OK");
                assertThat(call.call(List.of("GET", "product:1"))).isEqualTo("tea");
                assertThatThrownBy(() -> call.call(List.of("DEL", "product:1"))).hasMessageStartingWith("NOPERM");
            }
        }
    }

    @Test
    void aUserIsOneWordAndNotTheLauncher() {
        RedisServer.Builder builder = RedisServer.builder();
        for (String wrong : List.of("", "two words", "new\nline", "aside-testkit")) {
            assertThatThrownBy(() -> builder.user(wrong, "on")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder.user("reader", "on\nuser other on"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rules of user reader have no control characters");
    }

    @Test
    void aGoodCertificateIsTrustedByThoseWhoTrustItsAuthorityAlone() {
        try (RedisServer redis =
                RedisServer.builder().tls(authority.server()).replicas(1).start()) {
            assertThatCode(() -> ping(redis, authority.trustStore(), null)).doesNotThrowAnyException();
            KeyStore another = TestAuthority.create().trustStore();
            assertThatThrownBy(() -> ping(redis, another, null)).isInstanceOf(SSLException.class);
            assertThat(redis.command("WAIT", "1", "10000")).isEqualTo("1");
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        refused(authority.server("elsewhere.example", "10.0.0.1"), authority.trustStore(), "127.0.0.1");
    }

    @Test
    void aCertificateThatHasEndedIsRefused() {
        refused(authority.expired(), authority.trustStore(), "NotAfter");
    }

    @Test
    void aCertificateThatNobodyHasSignedIsGoodForThoseWhoTrustItself() {
        TestCertificate own = TestCertificate.selfSigned();
        refused(own, authority.trustStore(), "unable to find valid certification path");
        try (RedisServer redis = RedisServer.builder().tls(own).start()) {
            assertThatCode(() -> ping(redis, own.trustStore(), null)).doesNotThrowAnyException();
        }
    }

    @Test
    void thoseWhoConnectShowACertificateWhereTheyAreAsked() {
        try (RedisServer redis = RedisServer.builder()
                .tls(authority.server(), authority)
                .replicas(1)
                .start()) {
            KeyStore trusted = authority.trustStore();
            assertThatCode(() -> ping(redis, trusted, authority.client("orders")))
                    .doesNotThrowAnyException();
            assertThatThrownBy(() -> ping(redis, trusted, null)).isInstanceOf(IOException.class);
            TestCertificate stranger = TestAuthority.create().client("orders");
            assertThatThrownBy(() -> ping(redis, trusted, stranger)).isInstanceOf(IOException.class);
        }
    }

    private static void refused(TestCertificate shown, KeyStore trusted, String why) {
        try (RedisServer redis = RedisServer.builder().tls(shown).start()) {
            assertThatThrownBy(() -> ping(redis, trusted, null))
                    .isInstanceOf(SSLException.class)
                    .rootCause()
                    .isInstanceOfAny(CertificateException.class, GeneralSecurityException.class)
                    .hasMessageContaining(why);
        }
    }

    private static void ping(RedisServer redis, KeyStore trusted, @Nullable TestCertificate shown)
            throws GeneralSecurityException, IOException {
        try (SSLSocket socket =
                (SSLSocket) context(trusted, shown).getSocketFactory().createSocket()) {
            socket.setSoTimeout(10_000);
            socket.connect(redis.address(), 10_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
                    .isEqualTo("+PONG\r\n");
        }
    }

    private static SSLContext context(KeyStore trusted, @Nullable TestCertificate shown)
            throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown == null ? null : shown.keyStore(PASSWORD), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
