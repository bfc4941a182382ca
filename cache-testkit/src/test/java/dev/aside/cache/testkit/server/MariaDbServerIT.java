package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
final class MariaDbServerIT {

    @RegisterExtension
    static final ServerExtension<MariaDbServer> MARIADB = ServerExtension.perClass(
            () -> MariaDbServer.builder().config("max_connections", "17").start());

    private final MariaDbServer mariaDb = MARIADB.get();

    @AfterEach
    void drop() {
        mariaDb.sql("drop table if exists product");
    }

    @Test
    void itServesAtItsAddressAndIsConfigured() throws SQLException {
        assertThat(query("select @@max_connections")).isEqualTo("17");
        assertThat(query("select @@port")).isEqualTo(Integer.toString(mariaDb.port()));
        assertThat(query("select @@bind_address")).isEqualTo("127.0.0.1");
        assertThat(mariaDb.jdbcUrl()).isEqualTo("jdbc:mariadb://127.0.0.1:" + mariaDb.port() + "/test");
    }

    @Test
    void whoDoesNotKnowThePasswordIsNotLetIn() {
        assertThatThrownBy(() -> DriverManager.getConnection(mariaDb.jdbcUrl(), mariaDb.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
        assertThatThrownBy(() -> DriverManager.getConnection(mariaDb.jdbcUrl(), "root", ""))
                .as("whom nothing stops comes by the socket alone")
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    @Test
    void whatIsAskedOfItIsAnsweredInLines() {
        assertThat(mariaDb.sql("select 'tea', null, 2; select repeat('x', 70000) = ''; select 1 where 1 = 0"))
                .isEqualTo("tea||2\n0");
        assertThat(mariaDb.sql("select repeat('x', 70000)")).hasSize(70_000);
        assertThatThrownBy(() -> mariaDb.sql("select 1; select * from nowhere"))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("\"select 1; select * from nowhere\" at mariadb at 127.0.0.1:" + mariaDb.port())
                .hasMessageContaining("Table 'test.nowhere' doesn't exist (1146)");
    }

    @Test
    void whatWasCommittedOutlivesTheProcess() throws SQLException {
        mariaDb.sql("create table product as select 'tea' as name");
        mariaDb.restart();
        assertThat(query("select name from product")).isEqualTo("tea");
        mariaDb.stop();
        assertThat(mariaDb.output()).anyMatch(line -> line.contains("Shutdown complete"));
        mariaDb.startAgain();
        assertThat(query("select name from product")).isEqualTo("tea");
    }

    @Test
    void oneThatIsReadOnlyRefusesWrites_alsoWhenItStartsAgain() throws SQLException {
        mariaDb.sql("create table product (name text)");
        mariaDb.readOnly(true);
        mariaDb.restart();
        assertThatThrownBy(() -> query("insert into product values ('tea')"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getErrorCode()).isEqualTo(1290));
        mariaDb.readOnly(false);
        assertThat(query("insert into product values ('tea') returning name")).isEqualTo("tea");
    }

    @Test
    void oneThatIsFrozenAnswersNobodyNotEvenThoseWhoAreConnected() throws SQLException {
        try (Connection connected = connect("?socketTimeout=500")) {
            mariaDb.pause();
            assertThatThrownBy(() -> query(connected, "select 1")).isInstanceOf(SQLException.class);
        } finally {
            mariaDb.resume();
        }
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void whatItWroteIsInTheMessageIfItDoesNotStart() {
        MariaDbServer.Builder wrong = MariaDbServer.builder().config("no_such_setting", "1");
        assertThatThrownBy(wrong::start)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("mariadb does not start")
                .hasMessageContaining("unknown variable 'no_such_setting=1'");
        assertThatThrownBy(() -> wrong.config("two words", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wrong.config("Port", "3306"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "\"Port\" is set by the launcher, or by a method of the builder, as are bind_address");
    }

    @Test
    void whoeverDoesNotSpeakTlsIsRefusedAndAGoodCertificateIsTrusted() throws SQLException {
        TestAuthority authority = TestAuthority.create();
        try (MariaDbServer secure = MariaDbServer.builder()
                        .tls(authority.server())
                        .replicas(1)
                        .start();
                Connection connection = DriverManager.getConnection(
                        secure.jdbcUrl() + "?sslMode=verify-full&serverSslCert=" + authority.certificateFile(),
                        secure.user(),
                        secure.password())) {
            assertThat(query(connection, "show status like 'ssl_version'")).isEqualTo("Ssl_version");
            assertThat(secure.sql("select count(*) from information_schema.processlist where command = 'Binlog Dump'"))
                    .isEqualTo("1");
            assertThatThrownBy(() -> DriverManager.getConnection(secure.jdbcUrl(), secure.user(), secure.password()))
                    .isInstanceOf(SQLException.class)
                    .as("which is all that it says to whom it does not let speak")
                    .hasMessageContaining("Access denied");
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect("")) {
            return query(connection, sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(mariaDb.jdbcUrl() + options, mariaDb.user(), mariaDb.password());
    }
}
