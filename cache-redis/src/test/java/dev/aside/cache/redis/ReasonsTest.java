package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.protocol.RedisProtocolException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ReasonsTest {

    static Arguments[] errors() {
        return new Arguments[] {
            Arguments.of(new CertificateExpiredException("geheim"), "the server's certificate has ended"),
            Arguments.of(new CertificateNotYetValidException("geheim"), "the server's certificate is not valid yet"),
            Arguments.of(
                    new CertificateException("No name matching geheim found"),
                    "the server's certificate is not for this host"),
            Arguments.of(
                    new CertificateException("No subject alternative DNS name matching geheim found."),
                    "the server's certificate is not for this host"),
            Arguments.of(new CertPathBuilderException("geheim"), "the server's certificate is not trusted"),
            Arguments.of(new CertPathValidatorException("geheim"), "the server's certificate is not trusted"),
            Arguments.of(
                    new SSLHandshakeException("Received fatal alert: certificate_required"),
                    "the server wants a certificate to be shown"),
            Arguments.of(
                    new SSLHandshakeException("Received fatal alert: unknown_ca"),
                    "the server does not accept the certificate that is shown: unknown_ca"),
            Arguments.of(
                    new SSLHandshakeException("Received fatal alert: protocol_version"),
                    "the server does not go on with TLS: protocol_version"),
            Arguments.of(new SSLException("not an SSL/TLS record: 676568656d"), "the server does not speak TLS"),
            Arguments.of(new UnknownHostException("geheim"), "the host is not known"),
            Arguments.of(new ConnectException("Connection refused: geheim"), "nobody listens there"),
            Arguments.of(
                    new ConnectException("connection timed out after 1000 ms: geheim"), "no answer within 1000 ms"),
            Arguments.of(new RedisCommandTimeoutException("geheim"), "no answer within 1000 ms"),
            Arguments.of(new SocketException("geheim"), "the server ends the connection"),
            Arguments.of(new RedisProtocolException("geheim"), "what answers there is not redis"),
            Arguments.of(new RedisCommandExecutionException("WRONGPASS geheim"), "redis answers WRONGPASS"),
            Arguments.of(new IllegalStateException("one of our own"), "one of our own")
        };
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aReasonIsInWords_andQuotesNothing(Exception error, String words) {
        RedisConnectionException around = new RedisConnectionException("geheim", new CompletionException(error));
        assertThat(Reasons.of(around, true)).startsWith(words).doesNotContain("geheim");
        assertThat(Reasons.of(around, false)).startsWith(words).doesNotContain("geheim");
    }

    @Test
    void theInnermostThatIsKnownCounts() {
        Exception path = new CertPathValidatorException("geheim", new IllegalArgumentException("geheim"));
        assertThat(Reasons.of(new SSLHandshakeException("geheim").initCause(path), true))
                .isEqualTo("the server's certificate is not trusted");
    }

    @Test
    void ofWhatIsNotKnownTheKindIsSaid() {
        assertThat(Reasons.of(new RuntimeException("geheim", new Error("geheim")), true))
                .isEqualTo("Error");
        assertThat(Reasons.of(new IOException("geheim", new Error("geheim")), true))
                .isEqualTo("the server ends the connection");
        assertThat(Reasons.of(null, true)).isEqualTo("unknown");
    }
}
