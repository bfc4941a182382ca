package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.proxy.FaultProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A replica, and what becomes of it and of its writer. */
@Timeout(120)
final class MariaDbReplicasIT {

    private final MariaDbServer writer = MariaDbServer.builder().replicas(1).start();
    private final MariaDbServer replica = writer.replicas().get(0);

    MariaDbReplicasIT() {
        writer.sql("create table product (name text); insert into product values ('tea')");
        replica.awaitReplay(writer);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aReplicaIsReadByClientsAndRefusesWrites() throws SQLException {
        try (Connection connection = DriverManager.getConnection(replica.jdbcUrl(), writer.user(), writer.password());
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select * from product")).isTrue();
            assertThatThrownBy(() -> statement.execute("insert into product values ('coffee')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1290));
        }
        assertThat(replica).hasToString("mariadb replica at 127.0.0.1:" + replica.port());
    }

    @Test
    void aReplicaWhoseReplayIsPausedShowsWhatWasBefore() {
        replica.pauseReplay();
        writer.sql("insert into product values ('coffee')");
        assertThat(replica.sql("select count(*) from product")).isEqualTo("1");
        replica.resumeReplay();
        replica.awaitReplay(writer);
        assertThat(replica.sql("select count(*) from product")).isEqualTo("2");
    }

    @Test
    void aReplicaThatWasAwayCatchesUp_alsoWithAWriterThatWasAway() {
        replica.kill();
        writer.sql("insert into product values ('coffee')");
        writer.restart();
        replica.startAgain();
        replica.awaitReplay(writer);
        assertThat(replica.sql("select count(*) from product")).isEqualTo("2");
        writer.restart();
        writer.sql("insert into product values ('cocoa')");
        replica.awaitReplay(writer);
        assertThat(replica.sql("select count(*) from product")).isEqualTo("3");
    }

    @Test
    void aReplicaTakesOver_andTheWriterComesBackWithoutWhatNobodyElseHad() {
        replica.kill();
        writer.sql("insert into product values ('coffee')");
        writer.kill();
        replica.startAgain();
        replica.promote();
        replica.sql("insert into product values ('cocoa')");
        replica.restart();
        assertThat(replica.sql("select @@global.read_only")).isEqualTo("0");
        writer.startAgainAsReplicaOf(replica);
        assertThat(writer.sql("select name from product order by 1")).isEqualTo("cocoa\ntea");
        writer.restart();
        replica.sql("insert into product values ('water')");
        writer.awaitReplay(replica);
        assertThat(writer.sql("select @@global.read_only")).isEqualTo("1");
    }

    @Test
    void aWriterThatGivesUpFollowsWhileItRuns() {
        long pid = writer.pid();
        writer.readOnly(true);
        replica.awaitReplay(writer);
        replica.promote();
        writer.follow(replica);
        replica.sql("insert into product values ('coffee')");
        writer.awaitReplay(replica);
        assertThat(writer.sql("select count(*) from product")).isEqualTo("2");
        assertThat(writer.pid()).isEqualTo(pid);
        assertThatThrownBy(replica::promote)
                .isInstanceOf(TestServerException.class)
                .hasMessageContaining("is a writer already");
    }

    @Test
    void aReplicaFindsItsWriterByAProxy() {
        try (FaultProxy proxy = FaultProxy.bytes(writer.address())) {
            replica.follow(proxy.host(), proxy.port());
            proxy.toClient().blackHole(true);
            writer.sql("insert into product values ('coffee')");
            assertThat(replica.sql("select count(*) from product")).isEqualTo("1");
            proxy.heal();
            replica.awaitReplay(writer);
            assertThat(replica.sql("select count(*) from product")).isEqualTo("2");
        }
    }

    @Test
    void whatIsRefusedIsSaid() {
        assertThatThrownBy(() -> MariaDbServer.builder().replicas(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("replicas are 0 to 8, not 9");
        assertThatThrownBy(() -> writer.startAgainAsReplicaOf(replica))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mariadb runs already");
        writer.close();
        assertThatThrownBy(replica::pid).isInstanceOf(IllegalStateException.class);
    }
}
