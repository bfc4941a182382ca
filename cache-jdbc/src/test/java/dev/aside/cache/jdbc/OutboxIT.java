package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one process has committed and did not come to tell; two of them over one cache server, and a real database. */
@Timeout(60)
final class OutboxIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(
            () -> PostgresServer.builder().config("max_connections", "80").start());

    private final PostgresServer writer = POSTGRES.get();
    private final InMemoryServer server = new InMemoryServer();
    private final List<Node> nodes = new ArrayList<>();

    /** A process. */
    private final class Node {
        final EndpointDataSource database = Shop.over(writer)
                .poolSize(4)
                .outbox("aside_outbox", Duration.ofMillis(100))
                .build();
        final InMemoryBackend backend = new InMemoryBackend(server);
        final Aside aside = Aside.builder().backend(backend).build();
        final Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                .load(id -> Shop.ask(database, "select name from tea where id = " + id))
                .tags((id, name) -> Set.of("teas"))
                .nearTier(false)
                .source(database)
                .build();

        Node() {
            nodes.add(this);
        }

        void rename(int id, String name, Runnable told, boolean commits) throws SQLException {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.executeUpdate("update tea set name = '" + name + "' where id = " + id);
                }
                told.run();
                if (commits) {
                    connection.commit();
                }
            }
        }

        void die() {
            aside.close();
            database.close();
        }
    }

    @BeforeEach
    void rows() {
        writer.sql(
                "drop table if exists tea; create table tea (id int primary key, name text);"
                        + " insert into tea select i, 'tea ' || i from generate_series(1, 100) as i;"
                        + " drop table if exists aside_outbox; create table aside_outbox (id bigint generated always as identity primary key,"
                        + " made timestamptz not null default clock_timestamp(), cache text not null, kind text not null, key bytea not null)");
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::die);
    }

    private int left() {
        return Integer.parseInt(writer.sql("select count(*) from aside_outbox").strip());
    }

    /** The cache server does not hear the one that has changed something, which then is gone. */
    private void dyingAfterItsCommit(Node node, int id, Runnable told) throws SQLException {
        node.backend.faults().next(100).refuse();
        node.rename(id, "sencha", told, true);
        node.die();
    }

    @Test
    void whatOneDidNotComeToTell_anotherTells() throws SQLException {
        Node dying = new Node();
        Node other = new Node();
        assertThat(dying.names.get(1)).isEqualTo("tea 1");
        dyingAfterItsCommit(dying, 1, () -> dying.names.invalidate(1));
        assertThat(left()).isEqualTo(1);
        Shop.await(() -> "sencha".equals(other.names.get(1)), other.names);
        Shop.await(() -> left() == 0, "an empty outbox");
    }

    @Test
    void aTagAndAClear_areToldByAnotherToo() throws SQLException {
        Node first = new Node();
        Node other = new Node();
        assertThat(other.names.get(2)).isEqualTo("tea 2");
        dyingAfterItsCommit(first, 2, () -> first.names.invalidateTag("teas"));
        Shop.await(() -> "sencha".equals(other.names.get(2)), other.names);
        Node second = new Node();
        assertThat(other.names.get(3)).isEqualTo("tea 3");
        dyingAfterItsCommit(second, 3, second.names::clear);
        Shop.await(() -> "sencha".equals(other.names.get(3)), other.names);
    }

    @Test
    void whatEverybodyKnows_isTakenOut() throws SQLException {
        Node node = new Node();
        node.rename(1, "sencha", () -> node.names.invalidateAll(Set.of(1, 2, 3)), true);
        Shop.await(() -> left() == 0, "an empty outbox");
        assertThat(node.names.stats().invalidations()).as("told once").isEqualTo(3);
    }

    @Test
    void whatIsRolledBack_leavesNothing() throws SQLException {
        Node node = new Node();
        node.rename(1, "sencha", () -> node.names.invalidate(1), false);
        assertThat(left()).isZero();
    }

    /** Rows of a cache that nobody here has are for others to take. */
    @Test
    void whatNobodyHereHas_stays() {
        Node node = new Node();
        writer.sql(
                "insert into aside_outbox (made, cache, kind, key) values (now() - interval '1 hour', 'others', 'e', 'x'),"
                        + " (now() - interval '1 hour', 'names', 'g', '')");
        Shop.await(() -> left() == 1, "one row left");
        assertThat(node.names.stats().invalidations()).isEqualTo(1);
    }

    /** As one whose server is away, or that is built without the tags that it had. */
    @Test
    void whatOneCacheDoesNotComeToKnow_keepsNoOtherFromBeingTold() {
        Node node = new Node();
        Cache<Integer, String> tagless = node.aside
                .cache("tagless", Integer.class, String.class)
                .load(id -> "oolong")
                .nearTier(false)
                .source(node.database)
                .build();
        writer.sql(
                "insert into aside_outbox (made, cache, kind, key)"
                        + " select now() - interval '1 hour', 'tagless', 't', 'teas' from generate_series(1, 600);"
                        + " insert into aside_outbox (made, cache, kind, key) values (now() - interval '1 hour', 'names', 'g', '')");
        Shop.await(() -> left() == 600, "only rows of the cache that has no tags");
        assertThat(node.names.stats().invalidations()).isEqualTo(1);
        assertThat(tagless.stats().invalidations()).isZero();
    }

    /** Its rows are for processes that share it on a server, and keep none of its others waiting. */
    @Test
    void whatIsSharedElsewhere_isNotTakenByACacheOfTheSameNameInOneProcess() {
        Node node = new Node();
        try (Aside alone = Aside.builder().build()) {
            Cache<Integer, String> shared = alone.cache("shared", Integer.class, String.class)
                    .load(id -> "oolong")
                    .source(node.database)
                    .build();
            writer.sql("insert into aside_outbox (made, cache, kind, key) values"
                    + " (now() - interval '1 hour', 'shared', 'e', 'x'), (now() - interval '1 hour', 'shared', 'g', ''),"
                    + " (now() - interval '1 hour', 'names', 'g', '')");
            Shop.await(() -> left() == 2, "the rows of others");
            assertThat(shared.stats().invalidations()).isZero();
            assertThat(node.names.stats().invalidations()).isEqualTo(1);
        }
    }

    @Test
    void ofManyRows_eachIsToldByOne() {
        Node first = new Node();
        Node second = new Node();
        writer.sql("insert into aside_outbox (made, cache, kind, key)"
                + " select now() - interval '1 hour', 'names', 'e', int4send(i) from generate_series(1, 3000) as i");
        Shop.await(() -> left() == 0, "an empty outbox");
        long told = first.names.stats().invalidations() + second.names.stats().invalidations();
        assertThat(told).isEqualTo(3000);
    }

    @Test
    void withoutItsTable_aTransactionThatChangesACacheFails_andNothingIsChanged() throws SQLException {
        writer.sql("drop table aside_outbox");
        Node node = new Node();
        assertThat(node.names.get(1)).isEqualTo("tea 1");
        assertThatThrownBy(() -> node.rename(1, "sencha", () -> node.names.invalidate(1), true))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("aside_outbox");
        assertThat(node.names.get(1)).isEqualTo("tea 1");
    }
}
