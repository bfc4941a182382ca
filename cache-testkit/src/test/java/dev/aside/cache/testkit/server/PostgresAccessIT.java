package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, and who is let in by those who connect. */
@Timeout(120)
final class PostgresAccessIT {

    private final TestAuthority authority = TestAuthority.create();

    @Test
    void whoeverDoesNotSpeakTlsIsRefusedAndAGoodCertificateIsTrusted() throws SQLException {
        try (PostgresServer postgres =
                PostgresServer.builder().tls(authority.server()).replicas(1).start()) {
            for (PostgresServer server :
                    new PostgresServer[] {postgres, postgres.replicas().get(0)}) {
                assertThat(version(server, verified(authority.certificateFile())))
                        .startsWith("TLSv1.");
                refused(server, "?sslmode=disable", "no pg_hba.conf entry");
                refused(server, verified(TestAuthority.create().certificateFile()), "signature check failed");
            }
            assertThat(postgres.sql("select ssl from pg_stat_ssl join pg_stat_replication using (pid)"))
                    .isEqualTo("t");
        }
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedAndOneThatHasEnded() {
        TestCertificate elsewhere = authority.server("elsewhere.example");
        try (PostgresServer postgres = PostgresServer.builder().tls(elsewhere).start()) {
            refused(postgres, verified(authority.certificateFile()), "127.0.0.1");
        }
        try (PostgresServer postgres =
                PostgresServer.builder().tls(authority.expired()).start()) {
            refused(postgres, verified(authority.certificateFile()), "NotAfter");
        }
    }

    @Test
    void thoseWhoConnectShowACertificateWhereTheyAreAsked() {
        try (PostgresServer postgres = PostgresServer.builder()
                .tls(authority.server(), authority)
                .replicas(1)
                .start()) {
            refused(postgres, verified(authority.certificateFile()), "connection requires a valid client certificate");
            assertThat(postgres.sql("select count(*) from pg_stat_replication")).isEqualTo("1");
        }
    }

    private static String verified(Path trusted) {
        return "?sslmode=verify-full&sslrootcert=" + trusted;
    }

    private static void refused(PostgresServer postgres, String parameters, String why) {
        assertThatThrownBy(() -> version(postgres, parameters))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(e).hasStackTraceContaining(why));
    }

    private static String version(PostgresServer postgres, String parameters) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl() + parameters, postgres.user(), postgres.password());
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select version from pg_stat_ssl where pid = pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }
}
