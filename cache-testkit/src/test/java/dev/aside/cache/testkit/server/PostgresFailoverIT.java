package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replicas that come to follow another writer. */
@Timeout(120)
final class PostgresFailoverIT {

    private final PostgresServer old = PostgresServer.builder().replicas(2).start();
    private final PostgresServer first = old.replicas().get(0);
    private final PostgresServer second = old.replicas().get(1);

    PostgresFailoverIT() {
        old.sql("create table product as select 'tea' as name");
        first.awaitReplay(old);
        second.awaitReplay(old);
    }

    @AfterEach
    void close() {
        old.close();
    }

    @Test
    void aReplicaTakesOverAndTheOthersFollow() {
        old.kill();
        first.promote();
        first.sql("insert into product values ('coffee')");
        long pid = second.pid();
        second.follow(first);
        second.awaitReplay(first);
        assertThat(second.sql("select name from product order by 1")).isEqualTo("coffee\ntea");
        assertThat(second.pid()).isEqualTo(pid);
        old.startAgainAsReplicaOf(first);
        first.sql("insert into product values ('cocoa')");
        old.awaitReplay(first);
        assertThat(old.sql("select count(*) from product")).isEqualTo("3");
        old.restart();
        assertThat(old.sql("select pg_is_in_recovery()")).isEqualTo("t");
    }

    @Test
    void whatTheReplicaDidNotHaveIsLostWithTheWriter() {
        first.kill();
        old.sql("insert into product values ('coffee')");
        old.kill();
        first.startAgain();
        first.promote();
        assertThat(first.sql("select name from product")).isEqualTo("tea");
        old.startAgain();
        assertThat(old.sql("select count(*) from product")).isEqualTo("2");
        old.stop();
        old.startAgainAsReplicaOf(first);
        assertThat(old.sql("select name from product")).isEqualTo("tea");
    }

    @Test
    void aReplicaThatIsAheadOfTheNewWriterIsBegunAnew() {
        first.kill();
        old.sql("insert into product values ('coffee')");
        second.awaitReplay(old);
        old.kill();
        first.startAgain();
        first.promote();
        assertThat(first.sql("select count(*) from product")).isEqualTo("1");
        second.kill();
        second.startAgainAsReplicaOf(first);
        assertThat(second.sql("select count(*) from product")).isEqualTo("1");
    }

    @Test
    void aServerThatWasBackedUpStartsAgainWithWhatItHeldThen() {
        old.backUp();
        old.sql("insert into product values ('coffee')");
        int port = old.port();
        assertThatThrownBy(old::startAgainFromBackup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs");
        old.kill();
        old.startAgainFromBackup();
        assertThat(old.port()).isEqualTo(port);
        assertThat(old.sql("select name, pg_is_in_recovery() from product")).isEqualTo("tea|f");
        old.sql("insert into product values ('cocoa')");
        old.stop();
        assertThatThrownBy(old::startAgainFromBackup)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("back it up first");
    }

    @Test
    void aReplicaFindsItsWriterByAProxy() {
        try (FaultProxy proxy = FaultProxy.bytes(old.address())) {
            PostgresServer third = old.startReplica(
                    proxy.address().getHostString(), proxy.address().getPort());
            proxy.toClient().blackHole(true);
            old.sql("insert into product values ('coffee')");
            second.awaitReplay(old);
            assertThat(third.sql("select count(*) from product")).isEqualTo("1");
            proxy.heal();
            third.awaitReplay(old);
            assertThat(third.sql("select count(*) from product")).isEqualTo("2");
            assertThat(old.replicas()).hasSize(3);
        }
    }

    @Test
    void theReplicasEndWithTheWriter() {
        old.close();
        assertThatThrownBy(() -> second.sql("select 1")).isInstanceOf(TestServerException.class);
        assertThatThrownBy(second::pid).isInstanceOf(IllegalStateException.class);
    }
}
