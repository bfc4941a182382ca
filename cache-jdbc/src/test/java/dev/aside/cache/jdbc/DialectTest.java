package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
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
        "RDS_MULTI_AZ_POSTGRESQL,25006,0",
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
    @ValueSource(ints = {1040, 1203, 1226})
    void aMySqlThatIsFull_isKnownByItsNumbers(int code) {
        SQLException error = new SQLException("too many", "HY000", code);
        assertThat(ConnectFailure.of(error, Dialects.of(DatabaseKind.MYSQL))).isEqualTo(ConnectFailure.FULL);
        assertThat(ConnectFailure.of(error, Dialects.of(DatabaseKind.POSTGRESQL)))
                .isEqualTo(ConnectFailure.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08003", "40001", "53100", "57014", "25006"})
    void errorsThatAreAnswers_areKnown(String state) {
        assertThat(new PostgresDialect().isLost(new SQLException("answered", state)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,0,WRITER", "OFF,0,WRITER", "1,0,READER", "ON,0,READER", "NO_LOCK_NO_ADMIN,0,READER", "0,1,READER"})
    void mySqlIsAWriter_unlessItIsReadOnly(String readOnly, String storage, EndpointRole role) throws SQLException {
        for (DatabaseKind kind : new DatabaseKind[] {DatabaseKind.MYSQL, DatabaseKind.MARIADB}) {
            Sighting said = ask(kind, readOnly, storage, "uuid-1", "1", "0-1-7", "0-1-7");
            assertThat(said.role()).isEqualTo(role);
            assertThat(said.server()).isEqualTo("uuid-1");
            assertThat(said.position()).isEqualTo(Sighting.NOWHERE);
        }
    }

    /**
     * A writer has what it logs and what it replayed when it was a replica, a replica only what it replays: what it logged when it was a
     * writer says nothing of the one that it follows now. Of a writer that logs nothing nobody knows what it has written.
     */
    @ParameterizedTest
    @CsvSource({
        "0,1,0-1-7,'',0-1-7",
        "0,1,0-1-7,0-2-6,0-1-7",
        "0,1,0-1-7,0-2-8,0-2-8",
        "0,1,'',0-2-8,0-2-8",
        "0,ON,0-1-7,1-2-8,'0-1-7,1-2-8'",
        "0,0,'',0-2-8,''",
        "0,1,'','',''",
        "1,1,0-1-9,0-2-8,0-2-8",
        "1,0,'',0-2-8,0-2-8",
        "1,1,0-1-9,'',''"
    })
    void howFarAMariaDbHasCome_isWhatAWriterLogs_andAReplicaReplays(
            String readOnly, String logs, String logged, String replayed, String expected) throws SQLException {
        Sighting said = ask(DatabaseKind.MARIADB, readOnly, "0", "uuid-1", logs, logged, replayed);
        assertThat(said.progress()).isEqualTo(Gtids.progress(expected));
    }

    @Test
    void howFarAMySqlHasCome_isNotAskedFor() throws SQLException {
        assertThat(ask(DatabaseKind.MYSQL, "0", "0", "uuid-1").progress().isKnown())
                .isFalse();
        assertThat(Dialects.of(DatabaseKind.MYSQL).tellsPlaces()).isFalse();
    }

    /** On which side of its COMMIT a block was cancelled nobody knows; what was refused is not. */
    @ParameterizedTest
    @CsvSource({
        "MARIADB,70100,true",
        "MARIADB,HY001,true",
        "MARIADB,HY000,false",
        "MARIADB,40001,false",
        "MARIADB,,false",
        "MYSQL,70100,false"
    })
    void aCommitThatIsCancelled_mayHaveBeenMade(DatabaseKind kind, String state, boolean mayBe) {
        assertThat(Dialects.of(kind).mayHaveCommitted(new SQLException("cancelled", state)))
                .isEqualTo(mayBe);
    }

    /** Another domain may have come further since: who has replayed this commit need not have that. */
    @Test
    void whereOneCommitLies_isNotHowFarAMariaDbHasCome() throws SQLException {
        ManualTime time = new ManualTime();
        Samples samples = new Samples();
        Commits commits =
                new Commits(FakeDatabase.NO_CACHES, Dialects.of(DatabaseKind.MARIADB), null, null, samples, time);
        Sighting entered = ask(DatabaseKind.MARIADB, "0", "0", "uuid-1", "1", "0-1-6,1-1-5", "");
        CommitPosition place = commits.commit(answering("0-1-6", "0-1-7"), entered);
        assertThat(Progress.of(place)).isEqualTo(Gtids.progress("0-1-7"));
        assertThat(samples.since(time.nanos())).isNull();
    }

    private static Sighting ask(DatabaseKind kind, String... columns) throws SQLException {
        return Dialects.of(kind).ask(answering(columns), new ManualTime());
    }

    private static Connection answering(String... columns) {
        ResultSet row = FakeDatabase.proxy(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "getString" -> columns[(int) arguments[0] - 1];
            case "next" -> true;
            default -> null;
        });
        Statement statement = FakeDatabase.proxy(
                Statement.class, (self, method, arguments) -> method.getName().equals("executeQuery") ? row : null);
        return FakeDatabase.proxy(Connection.class, (self, method, arguments) -> statement);
    }
}
