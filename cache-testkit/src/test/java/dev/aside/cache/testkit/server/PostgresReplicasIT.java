package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Replicas whose writer stays the same. */
@Timeout(120)
final class PostgresReplicasIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(2).start());

    private final PostgresServer writer = POSTGRES.get();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);

    PostgresReplicasIT() {
        writer.sql("create table product (name text)");
        first.awaitReplay(writer);
        second.awaitReplay(writer);
    }

    @AfterEach
    void drop() {
        writer.sql("drop table product");
    }

    @Test
    void whatTheWriterHasItsReplicasHave() {
        writer.sql("insert into product values ('tea'), ('coffee')");
        assertThat(writer.replicas()).hasSize(2).allSatisfy(replica -> {
            replica.awaitReplay(writer);
            assertThat(replica.sql("select name from product order by 1")).isEqualTo("coffee\ntea");
        });
    }

    @Test
    void aReplicaIsReadByClientsAndRefusesWrites() throws SQLException {
        try (Connection connection = DriverManager.getConnection(first.jdbcUrl(), writer.user(), writer.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select * from product")).isTrue();
            assertThatThrownBy(() -> statement.execute("insert into product values ('tea')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
        }
        assertThat(first).hasToString("postgres replica at 127.0.0.1:" + first.port());
    }

    @Test
    void theWriterKnowsItsReplicasByTheirAddresses() {
        assertThat(writer.sql("select distinct application_name from pg_stat_replication")
                        .lines())
                .containsExactlyInAnyOrder("127.0.0.1:" + first.port(), "127.0.0.1:" + second.port());
    }

    @Test
    void aReplicaWhoseReplayIsPausedShowsWhatWasBefore() {
        first.pauseReplay();
        writer.sql("insert into product values ('tea')");
        second.awaitReplay(writer);
        assertThat(second.sql("select count(*) from product")).isEqualTo("1");
        assertThat(first.sql("select count(*) from product")).isEqualTo("0");
        first.resumeReplay();
        first.awaitReplay(writer);
        assertThat(first.sql("select count(*) from product")).isEqualTo("1");
    }

    @Test
    void aReplicaThatWasAwayCatchesUp() {
        first.kill();
        second.stop();
        writer.sql("insert into product values ('tea')");
        first.startAgain();
        second.startAgain();
        assertThat(writer.replicas()).allSatisfy(replica -> {
            replica.awaitReplay(writer);
            assertThat(replica.sql("select name from product")).isEqualTo("tea");
        });
    }

    @Test
    void whileAReplicaHangsTheWriterGoesOn() {
        first.pause();
        try {
            writer.sql("insert into product values ('tea')");
            second.awaitReplay(writer);
        } finally {
            first.resume();
        }
        first.awaitReplay(writer);
        assertThat(first.sql("select name from product")).isEqualTo("tea");
    }

    @Test
    void whatIsRefusedIsSaid() {
        assertThatThrownBy(() -> writer.sql("select * from nowhere"))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("\"select * from nowhere\" at postgres at 127.0.0.1:" + writer.port())
                .hasMessageContaining("relation \"nowhere\" does not exist (42P01)");
        assertThatThrownBy(writer::promote)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("recovery is not in progress");
        assertThatThrownBy(() -> writer.follow(first))
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("is a writer, and follows nobody before it starts as a replica");
        assertThatThrownBy(() -> writer.startAgainAsReplicaOf(first))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("postgres runs already");
    }

    @Test
    void replicasAreCounted() {
        assertThatThrownBy(() -> PostgresServer.builder().replicas(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicas are 0 to 8, not 9");
    }
}
