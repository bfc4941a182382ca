package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MemcachedAccessIT {

    private static final int AUTH_FAILURE = 0x20;

    @Test
    void oneWithAFileOfPasswordsWantsThemFirst() throws IOException {
        try (MemcachedServer server =
                MemcachedServer.builder().authFile("app", "first").start()) {
            assertThat(lines(server, "get k")).startsWith("CLIENT_ERROR");
            assertThat(lines(server, "set a 0 0 9\r\napp first")).isEqualTo("STORED");
            assertThat(lines(server, "set a 0 0 9\r\napp wrong")).startsWith("CLIENT_ERROR");
            server.changePassword("second");
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!lines(server, "set a 0 0 10\r\napp second").equals("STORED")) {
                assertThat(System.nanoTime()).as("read again in time").isLessThan(deadline);
            }
            assertThat(lines(server, "set a 0 0 9\r\napp first")).startsWith("CLIENT_ERROR");
        }
    }

    @Test
    void oneWithSaslWantsAUser() throws IOException {
        try (MemcachedServer server =
                MemcachedServer.builder().sasl("app", "first").start()) {
            assertThat(sasl(server, "app", "first")).isZero();
            assertThat(sasl(server, "app", "wrong")).isEqualTo(AUTH_FAILURE);
            server.changePassword("second");
            assertThat(sasl(server, "app", "first")).isEqualTo(AUTH_FAILURE);
            assertThat(sasl(server, "app", "second")).isZero();
            server.restart();
            assertThat(sasl(server, "app", "second")).isZero();
        }
    }

    @Test
    void oneWithTlsShowsItsCertificate() throws IOException, GeneralSecurityException {
        TestCertificate shown = TestAuthority.create().server();
        try (MemcachedServer server = MemcachedServer.builder().tls(shown).start();
                Socket socket = trusting(shown).getSocketFactory().createSocket(server.host(), server.port())) {
            assertThat(ask(socket, "get k")).isEqualTo("END");
        }
    }

    @Test
    void oneWithoutUsersHasNoPasswordToChange() {
        try (MemcachedServer server = MemcachedServer.builder().start()) {
            assertThatThrownBy(() -> server.changePassword("second")).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> MemcachedServer.builder().sasl("a:b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("a:b");
    }

    private static SSLContext trusting(TestCertificate shown) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(shown.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String lines(MemcachedServer server, String command) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            return ask(socket, command);
        }
    }

    private static String ask(Socket socket, String command) throws IOException {
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder line = new StringBuilder();
        for (int one = socket.getInputStream().read();
                one >= 0 && one != '\r';
                one = socket.getInputStream().read()) {
            line.append((char) one);
        }
        return line.toString();
    }

    /** Returns the status of a login in the binary protocol. */
    private static int sasl(MemcachedServer server, String user, String password) throws IOException {
        try (Socket socket = new Socket(server.host(), server.port())) {
            socket.setSoTimeout(10_000);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] mechanism = "PLAIN".getBytes(StandardCharsets.US_ASCII);
            byte[] secret = ("\0" + user + "\0" + password).getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0x8021);
            out.writeShort(mechanism.length);
            out.writeInt(0);
            out.writeInt(mechanism.length + secret.length);
            out.writeInt(0);
            out.writeLong(0);
            out.write(mechanism);
            out.write(secret);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            in.readNBytes(6);
            return in.readUnsignedShort();
        }
    }
}
