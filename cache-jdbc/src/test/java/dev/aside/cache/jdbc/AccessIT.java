package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariCredentialsProvider;
import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import dev.aside.cache.testkit.server.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is let in, and why a node is not reached; on real servers, as a user without any privileges. */
@Timeout(120)
final class AccessIT {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @RegisterExtension
    static final ServerExtension<PostgresServer> PLAIN = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "60").start());

    @RegisterExtension
    static final ServerExtension<PostgresServer> SECURE = ServerExtension.perClass(
            () -> PostgresServer.builder().tls(AUTHORITY.server()).start());

    private final PostgresServer plain = PLAIN.get();
    private final PostgresServer secure = SECURE.get();

    private static EndpointDataSource.Builder at(PostgresServer server, String options) {
        return EndpointDataSource.builder()
                .writer(server.jdbcUrl() + options)
                .credentials(server.user(), server.password())
                .probeInterval(Duration.ofMillis(200));
    }

    private static String verified(Path trusted) {
        return "?sslmode=verify-full&sslrootcert=" + trusted;
    }

    private static void assertRefused(EndpointDataSource.Builder builder, String why) {
        try (EndpointDataSource database = builder.build()) {
            Shop.await(() -> database.topology().nodes().get(0).failure() != null, database);
            assertThatThrownBy(() -> Shop.ask(database, "select 1"))
                    .isInstanceOf(EndpointUnavailableException.class)
                    .hasMessageContaining(why)
                    .hasMessageNotContaining("secret");
            assertThat(database.toString()).doesNotContain("secret");
        }
    }

    @Test
    void aServerThatIsTrusted_isSpokenToByTls() throws SQLException {
        try (EndpointDataSource database =
                at(secure, verified(AUTHORITY.certificateFile())).build()) {
            assertThat(Shop.ask(database, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
    }

    /** The address is the resolver's, and the certificate is checked against the name. */
    @Test
    void aNameThatOnlyTheResolverKnows_isConnectedTo_andItsCertificateIsChecked() throws SQLException {
        try (PostgresServer named = PostgresServer.builder()
                        .tls(AUTHORITY.server("db.invalid"))
                        .start();
                EndpointDataSource database = EndpointDataSource.builder()
                        .writer("jdbc:postgresql://db.invalid:" + named.port() + "/postgres?sslrootcert="
                                + AUTHORITY.certificateFile())
                        .resolver(host -> List.of(InetAddress.getLoopbackAddress()))
                        .credentials(named.user(), named.password())
                        .build()) {
            assertThat(Shop.ask(database, "select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
    }

    @Test
    void anotherAuthority_isSaidToBeThat_withTheOptionThatSaysWhomToTrust() {
        assertRefused(
                at(secure, verified(TestAuthority.create().certificateFile())),
                "shows a certificate that is not trusted; say whom to trust by the option sslrootcert");
    }

    @Test
    void anotherHostsCertificate_isSaidToBeThat() {
        try (PostgresServer elsewhere = PostgresServer.builder()
                .tls(AUTHORITY.server("elsewhere.example"))
                .start()) {
            assertRefused(at(elsewhere, verified(AUTHORITY.certificateFile())), "shows another host's certificate");
        }
    }

    @Test
    void aServerWithoutTls_isSaidToBeThat() {
        assertRefused(at(plain, verified(AUTHORITY.certificateFile())), "does not speak TLS as it is asked to");
    }

    @Test
    void aServerThatWantsTls_isSaidToWantIt() {
        assertRefused(at(secure, "?sslmode=disable"), "or not without TLS");
    }

    @Test
    void aWrongPassword_isSaidToBeThat_andIsNotShown() {
        assertRefused(at(plain, "").credentials(plain.user(), "secret"), "does not accept user and password");
    }

    @Test
    void aPortWhereNobodyListens_isToldFromOneThatDoesNotAnswer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertRefused(
                EndpointDataSource.builder().writer("jdbc:postgresql://127.0.0.1:" + free + "/shop?password=secret"),
                "refuses the connection: nothing listens there");
        try (FaultProxy proxy = FaultProxy.bytes(plain.address())) {
            proxy.toServer().blackHole(true);
            assertRefused(
                    EndpointDataSource.builder().writer("jdbc:postgresql://127.0.0.1:" + proxy.port() + "/shop"),
                    "does not answer in time");
        }
        assertRefused(
                EndpointDataSource.builder().writer("jdbc:postgresql://no-such-host.invalid/shop"),
                "has a name that cannot be resolved");
    }

    /** The role has no privileges either: nodes are asked by what everybody may call. */
    @Test
    void aPasswordThatIsRotated_failsNoCall_andIsAskedForOnce() throws Exception {
        plain.sql("create role app login password 'one'");
        AtomicInteger asked = new AtomicInteger();
        Password password = new Password(asked);
        try (EndpointDataSource database =
                at(plain, "").credentials(password).poolSize(8).build()) {
            assertThat(Shop.ask(database, "select current_user")).isEqualTo("app");
            assertThat(asked).hasValue(1);
            plain.sql("alter role app password 'two'");
            password.now = "two";
            callFromMany(database);
            assertThat(database.topology().nodes().get(0).connections()).isGreaterThan(2);
            assertThat(asked).hasValue(2);
        }
    }

    private static final class Password implements HikariCredentialsProvider {
        private final AtomicInteger asked;
        private volatile String now = "one";

        Password(AtomicInteger asked) {
            this.asked = asked;
        }

        @Override
        public Credentials getCredentials() {
            asked.incrementAndGet();
            return Credentials.of("app", now);
        }
    }

    private static void callFromMany(EndpointDataSource database) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            calls.add(threads.submit(() -> Shop.ask(database, "select pg_sleep(0.05), 1")));
        }
        for (Future<String> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    /** Tokens are good for a second here; what is connected stays connected. */
    @Test
    void shortLivedTokens_areFetchedAsOftenAsTheyEnd_andConnectionsOutliveThem() throws Exception {
        plain.sql("create role tokens login password 'none'");
        AtomicInteger fetched = new AtomicInteger();
        try (EndpointDataSource database = at(plain, "")
                .credentialsLife(Duration.ofSeconds(1))
                .credentials(() -> {
                    String token = "token-" + fetched.incrementAndGet();
                    plain.sql("alter role tokens password '" + token + "'");
                    return Credentials.of("tokens", token);
                })
                .poolSize(4)
                .build()) {
            String process = Shop.ask(database, "select pg_backend_pid()");
            long began = System.nanoTime();
            Shop.await(() -> isOver(database, began), database);
            long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
            assertThat(fetched.get()).isBetween(1, (int) seconds + 3);
            callFromMany(database);
            assertThat(plain.sql("select count(*) from pg_stat_activity where pid = " + process))
                    .isEqualTo("1");
        }
    }

    private static boolean isOver(EndpointDataSource database, long began) {
        try {
            Shop.ask(database, "select 1");
            return System.nanoTime() - began > Duration.ofSeconds(3).toNanos();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
