package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that is wound back in its place: the same server, the same address, an older state. */
@Timeout(120)
final class BacktrackIT {

    private final PostgresServer writer = PostgresServer.builder().replicas(2).start();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);
    private final EndpointDataSource database =
            Shop.over(writer, first, second).lagBound(1L << 30).build();
    private final List<TopologyEvent> events = new CopyOnWriteArrayList<>();
    private final Aside aside = Aside.builder().build();
    private final Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
            .load(this::name)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    @BeforeEach
    void heard() throws SQLException {
        database.onTopology(this::heard);
        Shop.awaitReaders(database, 2);
        Shop.run(database, "create table product as select 1 as id, 'tea' as name");
        writer.backUp();
        write(20_000);
        first.awaitReplay(writer);
        second.awaitReplay(writer);
    }

    @AfterEach
    void close() {
        aside.close();
        database.close();
        writer.close();
    }

    private void heard(TopologyEvent event) {
        if (event.kind() == TopologyEvent.Kind.WENT_BACK) {
            names.clear();
        }
        events.add(event);
    }

    private void write(int rows) throws SQLException {
        Shop.run(database, "insert into product select i, 'coffee' from generate_series(2, " + rows + ") i");
    }

    private @Nullable String name(int id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select name from product where id = " + id + " limit 1");
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Nodes are asked five times a second. */
    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        Shop.await(() -> System.nanoTime() - until > 0, "time");
    }

    private List<TopologyEvent> wentBack() {
        return events.stream()
                .filter(event -> event.kind() == TopologyEvent.Kind.WENT_BACK)
                .toList();
    }

    @Test
    void anOlderBackupInItsPlace_isToldOfOnce_andWhatFollowedTheOneBeforeIsNotReadFrom() throws SQLException {
        assertThat(names.get(2)).isEqualTo("coffee");
        writer.kill();
        writer.startAgainFromBackup();
        Shop.await(() -> !wentBack().isEmpty(), database);
        assertThat(wentBack()).extracting(TopologyEvent::node).containsExactly(Shop.id(writer));
        assertThat(names.get(2)).as("a row that has never been there").isNull();
        Shop.awaitReaders(database, 0);
        assertThat(Shop.read(database, "select count(*) from product")).isEqualTo("1");

        String lost = first.sql("select pg_last_wal_replay_lsn()");
        write(40_000);
        assertThat(writer.sql("select pg_current_wal_lsn() > '" + lost + "'"))
                .as("it has written as much again")
                .isEqualTo("t");
        pass(Duration.ofSeconds(2));
        assertThat(Shop.readers(database)).isEmpty();

        first.kill();
        first.startAgainAsReplicaOf(writer);
        Shop.await(() -> Shop.readers(database).equals(List.of(Shop.id(first))), database);
        assertThat(Shop.read(database, "select count(*) from product")).isEqualTo("40000");
        assertThat(wentBack()).hasSize(1);
    }
}
