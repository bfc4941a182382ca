package dev.aside.cache.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A server whose address is given: it is used, and left alone. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(60)
final class GivenServersIT {

    private static final String PROPERTY = "aside.redis";

    private final @Nullable String before = System.getProperty(PROPERTY);
    private final RedisServer running =
            RedisServer.builder().config("databases", "3").start();

    GivenServersIT() {
        System.setProperty(PROPERTY, "localhost:" + running.port());
    }

    @AfterEach
    void close() {
        running.close();
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void itIsUsedAndNotControlledAndNotClosed() {
        try (RedisServer given = RedisServer.start()) {
            assertThat(given.isStartedHere()).isFalse();
            assertThat(given.host()).isEqualTo("localhost");
            assertThat(given.address().getPort()).isEqualTo(running.port());
            assertThat(given.command("CONFIG", "GET", "databases")).isEqualTo("databases\n3");
            assertThat(given.output()).isEmpty();
            assertThatThrownBy(given::kill)
                    .isInstanceOf(TestServerException.class)
                    .hasMessage(
                            "redis at localhost:" + running.port() + " was not started here and cannot be controlled");
            assertThatThrownBy(given::startReplica).isInstanceOf(TestServerException.class);
            assertThatThrownBy(given::dump).isInstanceOf(TestServerException.class);
        }
        assertThat(running.command("PING")).isEqualTo("PONG");
    }

    @Test
    void aDatabaseWithReplicasIsStartedAllTheSame() {
        String before = System.setProperty("aside.postgres", "localhost:1");
        try (PostgresServer given = PostgresServer.start();
                PostgresServer own = PostgresServer.builder().replicas(1).start()) {
            assertThat(given.jdbcUrl()).isEqualTo("jdbc:postgresql://localhost:1/postgres");
            assertThatThrownBy(given::startReplica).isInstanceOf(TestServerException.class);
            assertThatThrownBy(() -> given.sql("select 1")).isInstanceOf(TestServerException.class);
            assertThatThrownBy(() -> own.replicas().get(0).startAgainAsReplicaOf(given))
                    .isInstanceOf(TestServerException.class);
            assertThat(own.isStartedHere()).isTrue();
        } finally {
            if (before == null) {
                System.clearProperty("aside.postgres");
            } else {
                System.setProperty("aside.postgres", before);
            }
        }
    }

    @Test
    void aMariaDbIsGivenLikewise() {
        String before = System.setProperty("aside.mariadb", "localhost:1");
        try (MariaDbServer given = MariaDbServer.start()) {
            assertThat(given.jdbcUrl()).isEqualTo("jdbc:mariadb://localhost:1/test");
            assertThat(given.user()).isEqualTo("root");
            assertThatThrownBy(given::startReplica).isInstanceOf(TestServerException.class);
            assertThatThrownBy(() -> given.sql("select 1")).isInstanceOf(TestServerException.class);
        } finally {
            if (before == null) {
                System.clearProperty("aside.mariadb");
            } else {
                System.setProperty("aside.mariadb", before);
            }
        }
    }

    @Test
    void oneThatIsConfiguredIsStartedAllTheSame() {
        try (RedisServer own = RedisServer.builder().config("databases", "4").start()) {
            assertThat(own.isStartedHere()).isTrue();
            assertThat(own.port()).isNotEqualTo(running.port());
        }
    }
}
