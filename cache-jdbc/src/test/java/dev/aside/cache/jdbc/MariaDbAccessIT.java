package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MariaDbServer;
import dev.aside.cache.testkit.server.ServerExtension;
import dev.aside.cache.testkit.server.TestAuthority;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is let in to a MariaDB, and why one is not reached; on real servers. */
@Timeout(120)
final class MariaDbAccessIT {

    private static final TestAuthority AUTHORITY = TestAuthority.create();

    @RegisterExtension
    static final ServerExtension<MariaDbServer> PLAIN = ServerExtension.perClass(MariaDbServer::start);

    @RegisterExtension
    static final ServerExtension<MariaDbServer> SECURE = ServerExtension.perClass(
            () -> MariaDbServer.builder().tls(AUTHORITY.server()).start());

    private final MariaDbServer plain = PLAIN.get();
    private final MariaDbServer secure = SECURE.get();

    private static EndpointDataSource.Builder at(MariaDbServer server, String options) {
        return EndpointDataSource.builder()
                .writer(server.jdbcUrl() + options)
                .credentials(server.user(), server.password())
                .probeInterval(Duration.ofMillis(200));
    }

    private static String verified(TestAuthority trusted) {
        return "?sslMode=verify-full&serverSslCert=" + trusted.certificateFile();
    }

    private static void assertRefused(EndpointDataSource.Builder builder, String why) {
        try (EndpointDataSource database = builder.build()) {
            Shop.await(() -> database.topology().nodes().get(0).failure() != null, database);
            assertThatThrownBy(() -> Shop.ask(database, "select 1"))
                    .isInstanceOf(EndpointUnavailableException.class)
                    .hasMessageContaining(why)
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aServerThatIsTrusted_isSpokenToByTls() throws SQLException {
        try (EndpointDataSource database = at(secure, verified(AUTHORITY)).build()) {
            assertThat(Shop.ask(
                            database,
                            "select variable_value from information_schema.session_status"
                                    + " where variable_name = 'ssl_version'"))
                    .startsWith("TLSv1.");
        }
    }

    @Test
    void whoIsNotTrusted_isSaidToBeThat_withTheOptionThatSaysWhomToTrust() {
        String why = "shows a certificate that is not trusted; say whom to trust by the option serverSslCert";
        assertRefused(at(secure, verified(TestAuthority.create())), why);
        assertRefused(at(secure, "?sslMode=verify-full"), why);
        try (MariaDbServer elsewhere = MariaDbServer.builder()
                .tls(AUTHORITY.server("elsewhere.example"))
                .start()) {
            assertRefused(at(elsewhere, verified(AUTHORITY)), "shows another host's certificate");
        }
    }

    /** So these are refused off this machine. */
    @Test
    void theDriversOldNames_verifyNothing() throws SQLException {
        try (EndpointDataSource database =
                at(secure, "?useSsl=true&trustServerCertificate=true").build()) {
            assertThat(Shop.ask(database, "select 1")).isEqualTo("1");
        }
    }

    /** One that wants it says no more than that it lets nobody in. */
    @Test
    void aServerWithoutTls_isSaidToBeThat_andOneThatWantsItSaysItself() {
        assertRefused(at(plain, verified(AUTHORITY)), "does not speak TLS as it is asked to");
        assertRefused(at(secure, ""), "does not accept user and password");
    }

    @Test
    void whoIsNotLetIn_isToldWhy() {
        assertRefused(at(plain, "").credentials(plain.user(), "secret"), "does not accept user and password");
        plain.sql("create user stranger identified by 'secret'; create database other");
        EndpointDataSource.Builder other = EndpointDataSource.builder()
                .writer(plain.jdbcUrl().replace("/test", "/other"))
                .credentials("stranger", "secret");
        assertRefused(other, "does not let this user in");
    }

    @Test
    void aServerThatIsNotThere_isToldFromOneThatDoesNotAnswer() throws Exception {
        try (MariaDbServer gone = MariaDbServer.start()) {
            gone.kill();
            assertRefused(at(gone, ""), "refuses the connection: nothing listens there");
        }
        try (FaultProxy proxy = FaultProxy.bytes(plain.address())) {
            proxy.toServer().blackHole(true);
            proxy.toClient().blackHole(true);
            assertRefused(
                    EndpointDataSource.builder().writer("jdbc:mariadb://127.0.0.1:" + proxy.port() + "/test"),
                    "does not answer in time");
        }
        assertRefused(
                EndpointDataSource.builder().writer("jdbc:mariadb://no-such-host.invalid/test"),
                "has a name that cannot be resolved");
    }
}
