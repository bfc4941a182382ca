package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
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
        assertRefused(builder -> builder.poolSize(0), "1 to 1000", "not 0");
        assertRefused(builder -> builder.lagBound(0), "more than zero");
        assertRefused(builder -> builder.borrowTimeout(Duration.ZERO), "more than zero");
        assertRefused(builder -> builder.probeInterval(Duration.ofMillis(9)), "PT0.01S", "PT0.009S");
        assertRefused(builder -> builder.idleAfter(Duration.ofMillis(1)), "PT1S");
        assertRefused(builder -> builder.rampUp(Duration.ofMillis(-1)), "PT0S");
        assertRefused(
                builder -> builder.node(DatabaseNode.of(TWO))
                        .dialect(DatabaseKind.MARIADB)
                        .resolver(host -> List.of()),
                "PostgreSQL",
                "MARIADB");
        assertRefused(builder -> builder.name("two words"), "1 to 64");
        assertRefused(builder -> builder.group("two words", TWO), "1 to 64");
        assertRefused(builder -> builder.discover(ONE), "question mark");
        assertRefused(builder -> builder.node(DatabaseNode.of(ONE).weight(0)), "1 to 1000");
        assertRefused(builder -> builder.node(DatabaseNode.of("two words", ONE)), "1 to 255");
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
