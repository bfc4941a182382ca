package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
final class PostgresServerIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "17").start());

    private final PostgresServer postgres = POSTGRES.get();

    @AfterEach
    void drop() throws SQLException {
        query("drop table if exists product; select 1");
    }

    @Test
    void itServesAtItsAddressAndIsConfigured() throws SQLException {
        assertThat(query("show max_connections")).isEqualTo("17");
        assertThat(query("show fsync")).isEqualTo("off");
        assertThat(query("show server_encoding")).isEqualTo("UTF8");
        assertThat(query("show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(postgres.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres");
    }

    @Test
    void whoDoesNotKnowThePasswordIsNotLetIn() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), "wrong"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void whatWasCommittedOutlivesTheProcess() throws SQLException {
        query("create table product as select 'tea' as name; select 1");
        postgres.restart();
        assertThat(query("select name from product")).isEqualTo("tea");
        postgres.stop();
        assertThat(postgres.output()).anyMatch(line -> line.contains("database system is shut down"));
        postgres.startAgain();
        assertThat(query("select name from product")).isEqualTo("tea");
    }

    @Test
    void oneThatIsFrozenAnswersNobodyNotEvenThoseWhoAreConnected() throws SQLException {
        try (Connection connected = connect(1)) {
            postgres.pause();
            assertThatThrownBy(() -> query(connected, "select 1")).isInstanceOf(SQLException.class);
        } finally {
            postgres.resume();
        }
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void whatItWroteIsInTheMessageIfItDoesNotStart() {
        PostgresServer.Builder wrong = PostgresServer.builder().config("max_connections", "many");
        assertThatThrownBy(wrong::start)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("postgres does not start")
                .hasMessageContaining("invalid value for parameter \"max_connections\"");
        assertThatThrownBy(() -> wrong.config("two words", "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> wrong.config("Port", "5432"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "\"Port\" is set by the launcher, or by a method of the builder, as are config_file");
    }

    /** The system would keep it, and has room for some thousands only. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void ofOneThatWasKilledNoSharedMemoryIsLeft() throws IOException {
        PostgresServer killed =
                PostgresServer.builder().config("max_connections", "5").start();
        long pid = killed.pid();
        killed.kill();
        assertThat(sharedMemoryMadeBy(pid)).hasSize(1);
        killed.close();
        assertThat(sharedMemoryMadeBy(pid)).isEmpty();
    }

    /** Lines of: key, id, permissions, size, the process that made it, and more. */
    private static List<String> sharedMemoryMadeBy(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/sysvipc/shm"))) {
            return lines.filter(line -> line.trim().split(" +", -1)[4].equals(Long.toString(pid)))
                    .toList();
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect(20)) {
            return query(connection, sql);
        }
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                rows = statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private Connection connect(int seconds) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.user());
        properties.setProperty("password", postgres.password());
        properties.setProperty("socketTimeout", Integer.toString(seconds));
        return DriverManager.getConnection(postgres.jdbcUrl(), properties);
    }
}
