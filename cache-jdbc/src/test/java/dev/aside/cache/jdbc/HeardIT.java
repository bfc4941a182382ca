package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.memcached.MemcachedBackend;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Copies in two processes before one Memcached, which hear of each other's changes by PostgreSQL; on real servers. Holds G3.
 */
@Timeout(120)
final class HeardIT {

    /** Longer than any test: what a copy goes by is what was heard. */
    private static final Consistency LONG = Consistency.bounded(Duration.ofHours(1));

    private static final Duration BOUND = Duration.ofSeconds(1);

    /** Each test has a cache of its own: the server keeps what others have left. */
    private static final AtomicInteger CACHES = new AtomicInteger();

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES = ServerExtension.perClass(PostgresServer::start);

    @RegisterExtension
    static final ServerExtension<MemcachedServer> MEMCACHED = ServerExtension.perClass(MemcachedServer::start);

    private final PostgresServer postgres = POSTGRES.get();
    private final FaultProxy proxy = FaultProxy.bytes(postgres.address());
    private final List<Tea> nodes = new ArrayList<>();
    private final String cacheName = "names-" + CACHES.incrementAndGet();

    /** A process with copies. */
    private final class Tea {
        final EndpointDataSource database;
        final Aside aside;
        final Cache<Integer, String> names;

        Tea(DatabaseNode node, Consistency consistency) {
            database = EndpointDataSource.builder()
                    .name("shop")
                    .probeInterval(Duration.ofMillis(200))
                    .credentials(postgres.user(), postgres.password())
                    .node(node)
                    .notifications("aside")
                    .build();
            aside = Aside.builder()
                    .backend(MemcachedBackend.of("127.0.0.1:" + MEMCACHED.get().port()))
                    .build();
            names = aside.cache(cacheName, Integer.class, String.class)
                    .load(id -> Shop.ask(database, "select name from tea where id = " + id))
                    .write((id, name) -> Shop.run(database, "update tea set name = '" + name + "' where id = " + id))
                    .tags((id, name) -> Set.of("teas"))
                    .consistency(consistency)
                    .nearTier(true)
                    .operationTimeout(BOUND)
                    .source(database)
                    .build();
            nodes.add(this);
        }

        /** Waits until the key is answered from a copy. */
        Tea keeps(int id) {
            long before = names.stats().nearHits();
            Shop.await(
                    () -> {
                        names.get(id);
                        return names.stats().nearHits() > before;
                    },
                    names);
            return this;
        }

        void change(String name) throws SQLException {
            Shop.run(database, "update tea set name = '" + name + "'");
        }
    }

    @BeforeEach
    void rows() {
        postgres.sql("drop table if exists tea; create table tea (id int primary key, name text);"
                + " insert into tea select id, 'assam' from generate_series(1, 3000) as id");
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.aside.close());
        nodes.forEach(node -> node.database.close());
        proxy.close();
    }

    private Tea node() {
        return new Tea(Shop.node(postgres), LONG);
    }

    private DatabaseNode byProxy() {
        return DatabaseNode.of(
                "proxy", postgres.jdbcUrl().replace(":" + postgres.port() + "/", ":" + proxy.port() + "/"));
    }

    private static void sees(Tea node, int id, String name) {
        Shop.await(() -> name.equals(node.names.get(id)), node.names);
    }

    @Test
    void aChangeOfOneProcess_isHeardByTheOther() throws SQLException {
        Tea one = node().keeps(1);
        Tea other = node().keeps(1);
        one.change("sencha");
        assertThat(one.names.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        sees(other, 1, "sencha");
        other.keeps(1);
        assertThat(one.names.put(1, "matcha")).isEqualTo(ChangeOutcome.APPLIED);
        sees(other, 1, "matcha");
        other.keeps(1).keeps(2);
        one.change("ceylon");
        assertThat(one.names.invalidateTag("teas")).isEqualTo(ChangeOutcome.APPLIED);
        sees(other, 1, "ceylon");
        sees(other, 2, "ceylon");
        other.keeps(1);
        one.change("oolong");
        assertThat(one.names.clear()).isEqualTo(ChangeOutcome.APPLIED);
        sees(other, 1, "oolong");
    }

    @Test
    void aChangeInATransaction_isHeardAtItsCommit() throws SQLException {
        Tea one = node().keeps(1);
        Tea other = node().keeps(1);
        try (Connection connection = one.database.getConnection()) {
            connection.setAutoCommit(false);
            Shop.run(connection, "update tea set name = 'sencha'");
            one.names.invalidate(1);
            assertThat(other.names.get(1)).isEqualTo("assam");
            connection.commit();
        }
        sees(other, 1, "sencha");
    }

    /** By its own connection: whoever is killed right after its COMMIT has told the others. */
    @Test
    void aTransaction_tellsByItself_andOnlyIfItIsCommitted() throws Exception {
        Tea node = node().keeps(1);
        try (Connection ear = DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
                Connection connection = node.database.getConnection()) {
            Shop.run(ear, "listen aside");
            connection.setAutoCommit(false);
            int pid = Integer.parseInt(Shop.ask(connection, "select pg_backend_pid()"));
            Shop.run(connection, "update tea set name = 'sencha' where id = 1");
            node.names.invalidate(1);
            connection.rollback();
            assertThat(said(ear)).isEmpty();
            Shop.run(connection, "update tea set name = 'sencha'");
            node.names.invalidateAll(IntStream.rangeClosed(1, 900).boxed().toList());
            connection.commit();
            List<Said> said = said(ear);
            assertThat(said)
                    .filteredOn(one -> one.pid() == pid)
                    .isNotEmpty()
                    .allSatisfy(
                            one -> assertThat(one.text()).startsWith("near ").hasSizeLessThan(8_000));
            assertThat(said).as("and again, when its fences have come down").anyMatch(one -> one.pid() != pid);
        }
    }

    /** Something that was said, and by which of the server's processes. */
    private record Said(int pid, String text) {}

    private static List<Said> said(Connection ear) throws Exception {
        Shop.run(ear, "select 1");
        Object[] all = (Object[]) ear.getClass().getMethod("getNotifications").invoke(ear);
        List<Said> said = new ArrayList<>();
        for (Object one : all == null ? new Object[0] : all) {
            int pid = (int) one.getClass().getMethod("getPID").invoke(one);
            said.add(new Said(
                    pid, (String) one.getClass().getMethod("getParameter").invoke(one)));
        }
        return said;
    }

    @Test
    void ofManyKeysAtOnce_everythingIsTold() throws SQLException {
        Tea one = node();
        Tea other = node().keeps(2_500).keeps(2_999);
        one.change("sencha");
        assertThat(one.names.invalidateAll(
                        IntStream.rangeClosed(1, 2_500).boxed().toList()))
                .isEqualTo(ChangeOutcome.APPLIED);
        sees(other, 2_500, "sencha");
    }

    /** Whoever hears nothing answers from copies no longer than he was proven to hear, as short as a bound is. */
    @Test
    void whoeverIsCutOff_isServedNoCopyOnceHisProofIsOld() throws SQLException {
        Consistency bounded = Consistency.bounded(BOUND);
        Tea one = new Tea(Shop.node(postgres), bounded).keeps(1);
        Tea other = new Tea(byProxy(), bounded).keeps(1);
        proxy.toClient().blackHole(true);
        assertThat(one.names.put(1, "sencha")).isEqualTo(ChangeOutcome.APPLIED);
        long told = System.nanoTime();
        String seen = "assam";
        while (!seen.equals("sencha")) {
            long began = System.nanoTime();
            seen = String.valueOf(other.names.get(1));
            assertThat(seen.equals("sencha") || began - told < BOUND.toNanos())
                    .as("what was changed %s ms before", (began - told) / 1_000_000)
                    .isTrue();
        }
        proxy.refuse(true);
        proxy.toClient().blackHole(false);
        proxy.closeAll();
        comesBack(other).keeps(1);
    }

    /** Who is not reached comes to be known to be so, and is reached again: what it is asked for from then on is answered. */
    private Tea comesBack(Tea node) {
        Shop.await(() -> node.database.topology().writer() == null, node.database);
        proxy.refuse(false);
        Shop.await(() -> node.database.topology().writer() != null, node.database);
        return node;
    }

    /** What was said while he did not listen is lost, and so is whatever he held. */
    @Test
    void whoeverHasToListenAnew_holdsNothingOfBefore() throws SQLException {
        Tea one = node().keeps(1);
        Tea other = new Tea(byProxy(), LONG).keeps(1);
        proxy.refuse(true);
        proxy.closeAll();
        one.change("sencha");
        assertThat(one.names.invalidate(1)).isEqualTo(ChangeOutcome.APPLIED);
        sees(comesBack(other), 1, "sencha");
        other.keeps(1);
    }

    /** The database takes no notification: others may hold what was there before, so the change is pending until it does. */
    @Test
    void whatCannotBeTold_isPendingUntilItIs() throws SQLException {
        Tea other = node().keeps(1);
        Tea one = new Tea(byProxy(), LONG).keeps(1);
        one.change("sencha");
        proxy.toServer().blackHole(true);
        assertThat(one.names.invalidate(1)).isEqualTo(ChangeOutcome.PENDING);
        assertThat(one.names.stats().pendingChanges()).isOne();
        proxy.heal();
        proxy.resetAll();
        Shop.await(() -> one.names.stats().pendingChanges() == 0, one.names);
        sees(other, 1, "sencha");
    }

    /** As by triggers: all processes tell the server of it, and drop their copies. */
    @Test
    void whatOthersSay_dropsCopiesToo() throws SQLException {
        Tea one = node().keeps(1);
        one.change("sencha");
        postgres.sql("notify aside, 'key " + cacheName + " 1'");
        sees(one, 1, "sencha");
        assertThat(one.names.stats().invalidations()).isOne();
    }
}
