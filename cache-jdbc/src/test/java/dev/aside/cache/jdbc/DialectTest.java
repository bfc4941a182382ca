package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.testkit.ManualTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DialectTest {

    private static Properties properties(DatabaseKind kind, String host, String options) {
        String scheme = kind == DatabaseKind.MYSQL ? "mysql" : kind == DatabaseKind.MARIADB ? "mariadb" : "postgresql";
        return Dialects.of(kind)
                .properties(
                        DatabaseUrl.of("jdbc:" + scheme + "://" + host + "/shop" + options),
                        Duration.ofSeconds(2),
                        true);
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void offTheMachine_certificateAndNameAreVerified_unlessTheUrlSaysOtherwise(DatabaseKind kind) {
        assertThat(properties(kind, "db.internal", "").values()).containsAnyOf("verify-full", "VERIFY_IDENTITY");
        for (String host : new String[] {"localhost", "127.0.0.1:5432", "[::1]:5432", "LOCALHOST"}) {
            assertThat(properties(kind, host, "").values()).doesNotContain("verify-full", "VERIFY_IDENTITY");
        }
        assertThat(properties(kind, "db.internal", "?sslmode=require").values())
                .doesNotContain("verify-full", "VERIFY_IDENTITY");
    }

    @Test
    void whoSaysNobodyToTrust_trustsWhomTheJvmTrusts() {
        assertThat(properties(DatabaseKind.POSTGRESQL, "db.internal", ""))
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
        assertThat(properties(DatabaseKind.POSTGRESQL, "db.internal", "?sslrootcert=/etc/ca.pem"))
                .doesNotContainKey("sslfactory")
                .containsEntry("sslmode", "verify-full");
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL,25006,0",
        "AURORA_POSTGRESQL,25006,0",
        "MYSQL,HY000,1290",
        "MYSQL,25006,1792",
        "MARIADB,HY000,1836"
    })
    void errorsThatARoleMayHaveCaused_areKnown(DatabaseKind kind, String state, int code) {
        assertThat(Dialects.of(kind).isRoleError(new SQLException("read-only", state, code)))
                .isTrue();
        assertThat(Dialects.of(kind).isRoleError(new SQLException("duplicate", "23505", 1062)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08S01", "57P01", "57P02"})
    void errorsThatLoseAnAnswer_areKnown(String state) {
        assertThat(new PostgresDialect().isLost(new SQLException("lost", state)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08003", "40001", "53100", "57014", "25006"})
    void errorsThatAreAnswers_areKnown(String state) {
        assertThat(new PostgresDialect().isLost(new SQLException("answered", state)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true,READER", "false,WRITER"})
    void mySqlIsAWriter_unlessItIsReadOnly(boolean readOnly, EndpointRole role) throws SQLException {
        for (DatabaseKind kind : new DatabaseKind[] {DatabaseKind.MYSQL, DatabaseKind.MARIADB}) {
            Sighting said = Dialects.of(kind).ask(answering(readOnly, "uuid-1"), new ManualTime());
            assertThat(said.role()).isEqualTo(role);
            assertThat(said.server()).isEqualTo("uuid-1");
            assertThat(said.position()).isEqualTo(Sighting.NOWHERE);
        }
    }

    private static Connection answering(boolean first, String second) {
        ResultSet row = FakeDatabase.proxy(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBoolean" -> first;
            case "getString" -> second;
            case "next" -> true;
            default -> null;
        });
        Statement statement = FakeDatabase.proxy(
                Statement.class, (self, method, arguments) -> method.getName().equals("executeQuery") ? row : null);
        return FakeDatabase.proxy(Connection.class, (self, method, arguments) -> statement);
    }
}
