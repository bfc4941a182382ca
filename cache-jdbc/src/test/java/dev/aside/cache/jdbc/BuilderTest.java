package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.EndpointRole;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is refused, and that the message says what is allowed. */
final class BuilderTest {

    private static final String ONE = "jdbc:postgresql://db-1/shop?password=secret";
    private static final String TWO = "jdbc:postgresql://db-2/shop";

    private static void assertRefused(Consumer<EndpointDataSource.Builder> says, String... words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    EndpointDataSource.Builder builder = EndpointDataSource.builder();
                    says.accept(builder);
                    builder.build();
                })
                .withMessageContainingAll(words)
                .withMessageNotContaining("secret");
    }

    @Test
    void contradictionsNameBoth() {
        assertRefused(builder -> {}, "writer(…)", "nodes(…)");
        assertRefused(builder -> builder.writer(ONE).nodes(TWO), "db-1", "db-2", "not both");
        assertRefused(builder -> builder.writer(ONE).writer(TWO), "db-1", "db-2");
        assertRefused(builder -> builder.reader(ONE), "db-1", "writer(…)");
        assertRefused(builder -> builder.nodes(ONE, ONE), "db-1", "twice");
        assertRefused(builder -> builder.nodes(ONE, "jdbc:mysql://db-2/shop"), "mysql", "postgresql");
        assertRefused(builder -> builder.nodes("jdbc:mysql://db-2/shop"), "no JDBC driver for mysql");
    }

    @Test
    void valuesThatAreNoneAreRefused() {
        assertRefused(builder -> builder.writer("jdbc:postgresql://db-1,db-2/shop"), "one server");
        assertRefused(builder -> builder.writer("postgresql://u:secret@db-1/shop"), "one server");
        assertRefused(builder -> builder.writer("jdbc:oracle://db-1/shop"), "oracle", "dialect(…)");
        assertRefused(builder -> builder.writer("jdbc:postgresql://db-1:65536/shop?password=secret"), "1 to 65535");
        assertRefused(
                builder -> builder.writer("jdbc:postgresql://db-1:0/shop?password=secret"), "1 to 65535", "not 0");
        assertRefused(builder -> builder.poolSize(0), "1 to 1000", "not 0");
        assertRefused(builder -> builder.lagBound(0), "more than zero");
        assertRefused(builder -> builder.borrowTimeout(Duration.ZERO), "more than zero");
        assertRefused(builder -> builder.probeInterval(Duration.ofMillis(9)), "PT0.01S", "PT0.009S");
        assertRefused(builder -> builder.idleAfter(Duration.ofMillis(1)), "PT1S");
        assertRefused(builder -> builder.outbox("aside_outbox", Duration.ofNanos(1)), "PT0.01S");
        assertRefused(builder -> builder.rampUp(Duration.ofMillis(-1)), "PT0S");
        assertRefused(
                builder -> builder.node(DatabaseNode.of(TWO))
                        .dialect(DatabaseKind.MARIADB)
                        .resolver(host -> List.of()),
                "PostgreSQL",
                "MARIADB");
        assertRefused(builder -> builder.name("two words"), "1 to 64");
        assertRefused(builder -> builder.group("two words", TWO), "1 to 64");
        assertRefused(builder -> builder.node(DatabaseNode.of(TWO).groups("reports", "two words")), "1 to 64");
        assertRefused(builder -> builder.discover(ONE), "question mark");
        assertRefused(
                builder -> builder.nodes(ONE)
                        .dialect(DatabaseKind.AURORA_POSTGRESQL)
                        .discover("jdbc:postgresql://?/shop?sslmode=disable"),
                "sslmode=verify-full");
        assertRefused(
                builder -> builder.nodes(ONE).discover("jdbc:postgresql://?/shop"),
                "RDS_MULTI_AZ_POSTGRESQL",
                "not for POSTGRESQL",
                "dialect(…)");
        assertRefused(
                builder -> builder.nodes(ONE)
                        .dialect(DatabaseKind.RDS_MULTI_AZ_POSTGRESQL)
                        .discover("jdbc:postgresql://?.abc.eu-west-1.rds.amazonaws.com/shop"),
                "host and port",
                "jdbc:postgresql://?/shop");
        assertRefused(builder -> builder.node(DatabaseNode.of(ONE).weight(0)), "1 to 1000");
        assertRefused(builder -> builder.node(DatabaseNode.of("two words", ONE)), "1 to 255");
    }

    /** Who says the longest span that there is means for ever. */
    @Test
    void spansMayBeAsLongAsTheyAre() throws Exception {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        FakeDatabase fake = new FakeDatabase();
        fake.node("db-1", EndpointRole.WRITER);
        fake.node("db-2", EndpointRole.READER);
        EndpointDataSource database = fake.open(fake.builder()
                .borrowTimeout(forEver)
                .credentialsLife(forEver)
                .rampUp(forEver)
                .drain(forEver)
                .catchUp(forEver)
                .idleAfter(forEver)
                .probeInterval(forEver));
        try (database) {
            FakeDatabase.send(database);
            assertThat(database.gate().hold(forEver)).isTrue();
            database.nodes(List.of(DatabaseNode.of("jdbc:postgresql://db-1/shop")));
            database.gate().release();
            FakeDatabase.send(database);
        }
        Options options = EndpointDataSource.builder()
                .borrowTimeout(forEver)
                .idleAfter(forEver)
                .options();
        assertThat(options.connectLimit().toMillis()).isLessThan(Integer.MAX_VALUE);
        assertThat(options.probeLimit().toMillis()).isLessThan(Integer.MAX_VALUE);
    }

    /** Who forgets a name, or says it second, has said a URL in its place. */
    @Test
    void aUrlInPlaceOfAName_isNotRepeated() {
        assertRefused(builder -> builder.node(DatabaseNode.of(ONE, "one")), "1 to 255", "not a URL");
        assertRefused(builder -> builder.group(ONE, TWO), "1 to 64", "not a URL");
        assertRefused(builder -> builder.name(ONE), "1 to 64", "not a URL");
        assertRefused(builder -> builder.notifications(ONE), "1 to 63", "not a URL");
        assertRefused(builder -> builder.outbox(ONE, Duration.ofSeconds(1)), "1 to 63", "not a URL");
    }

    /** Row 82: what verifies nothing has to be allowed. */
    @Test
    void aUrlThatTurnsVerificationOff_isRefused_unlessThatIsAllowed() {
        for (String option : List.of(
                "sslmode=require",
                "sslmode=disable",
                "SSLMODE=verify-ca",
                "ssl=false",
                "sslfactory=org.postgresql.ssl.NonValidatingFactory",
                "ssl=true&sslmode=verify-full&sslfactory=org.postgresql.ssl%2ENonValidatingFactory")) {
            String url = "jdbc:postgresql://db-1/shop?" + option;
            assertRefused(builder -> builder.nodes(url), "db-1", "sslmode=verify-full", "insecureAllowed()");
            EndpointDataSource.builder().nodes(url).insecureAllowed().build().close();
            EndpointDataSource.builder()
                    .nodes("jdbc:postgresql://127.0.0.1/shop?" + option)
                    .build()
                    .close();
        }
        EndpointDataSource database = EndpointDataSource.builder().nodes(ONE).build();
        try (database) {
            assertThatThrownBy(
                            () -> database.nodes(List.of(DatabaseNode.of("jdbc:postgresql://db-2/shop?sslmode=allow"))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(database.topology().nodes())
                    .extracting(node -> node.id())
                    .containsExactly("db-1");
        }
        for (DatabaseKind kind : DatabaseKind.values()) {
            Dialect dialect = Dialects.of(kind);
            String at = "jdbc:mysql://db-1/shop?";
            assertThat(dialect.isVerified(DatabaseUrl.of(at))).isTrue();
            assertThat(dialect.isVerified(DatabaseUrl.of(at + dialect.verifiedOption())))
                    .isTrue();
            assertThat(dialect.isVerified(DatabaseUrl.of(at + "sslMode=required")))
                    .isFalse();
        }
    }

    /** Row 82, too: what the drivers of MySQL and MariaDB have called it before. */
    @Test
    void theDriversOldNamesForIt_areRefusedLikewise() {
        assertThat(isVerified(DatabaseKind.MARIADB, "useSsl=true")).isTrue();
        assertThat(isVerified(DatabaseKind.MARIADB, "useSsl=0")).isFalse();
        assertThat(isVerified(DatabaseKind.MARIADB, "useSsl=true&trustServerCertificate=true"))
                .isFalse();
        assertThat(isVerified(DatabaseKind.MARIADB, "sslMode=verify-full&useSsl=true&disableSslHostnameVerification=1"))
                .isFalse();
        assertThat(isVerified(DatabaseKind.MYSQL, "useSSL=true"))
                .as("encrypted, and not verified")
                .isFalse();
        assertThat(isVerified(DatabaseKind.MYSQL, "useSSL=true&sslMode=VERIFY_IDENTITY"))
                .isTrue();
    }

    private static boolean isVerified(DatabaseKind kind, String options) {
        return Dialects.of(kind).isVerified(DatabaseUrl.of("jdbc:mysql://db-1/shop?" + options));
    }

    @Test
    void aNodeIsCalledByHostAndPort_andNeverByWhatIsSecret() {
        assertThat(DatabaseNode.of(ONE).id()).isEqualTo("db-1");
        assertThat(DatabaseNode.of("jdbc:postgresql://[::1]:5433/shop").id()).isEqualTo("[::1]:5433");
        assertThat(DatabaseNode.of("one", ONE)).hasToString("one at db-1");
        assertThat(DatabaseNode.of(ONE).toString()).doesNotContain("secret");
        assertThat(DatabaseNode.of(ONE).weight(3)).isNotEqualTo(DatabaseNode.of(ONE));
        assertThat(DatabaseNode.of(ONE).groups("a", "b"))
                .isEqualTo(DatabaseNode.of(ONE).groups("b", "a"));
    }

    @Test
    void aMemberOfAGroup_isKeptForIt_unlessItIsGivenOtherwiseToo() {
        Wanted wanted = new Wanted();
        wanted.listed(DatabaseNode.of(ONE));
        wanted.member("reports", DatabaseNode.of(TWO));
        wanted.member("reports", DatabaseNode.of(ONE));
        List<DatabaseNode> nodes = wanted.nodes();
        assertThat(nodes).extracting(DatabaseNode::id).containsExactly("db-1", "db-2");
        assertThat(nodes).extracting(DatabaseNode::isReserved).containsExactly(false, true);
        assertThat(nodes).allSatisfy(node -> assertThat(node.groups()).containsExactly("reports"));
    }
}
