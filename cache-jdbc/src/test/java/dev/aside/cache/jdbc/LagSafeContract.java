package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.LoadContext;
import dev.aside.cache.testkit.server.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loads that readers answer, and what of it is stored; on a real writer with two readers, whatever their kind. */
abstract class LagSafeContract<S extends Servers> {

    final S servers;
    final EndpointDataSource database;
    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    final Cache<Integer, Integer> stock;
    private final Aside aside = Aside.builder().build();

    LagSafeContract(S servers) {
        this.servers = servers;
        servers.sql(
                "create table stock as select i as id, 0 as pieces from (" + servers.numbers(1000) + ") as numbers");
        servers.awaitReplay(0);
        servers.awaitReplay(1);
        this.database =
                servers.over().lagBound(1L << 40).balance(Balance.ROUND_ROBIN).build();
        this.stock = aside.cache("stock", Integer.class, Integer.class)
                .load(this::stock)
                .source(database)
                .build();
    }

    @BeforeEach
    final void heard() {
        Shop.awaitReaders(database, 2);
    }

    @AfterEach
    final void close() {
        aside.close();
        database.close();
        servers.close();
    }

    private int stock(int id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            asked.merge(servers.port(connection), 1, Integer::sum);
            return Integer.parseInt(Shop.ask(connection, "select pieces from stock where id = " + id));
        }
    }

    final void sell(int id, int pieces) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update stock set pieces = " + pieces + " where id = " + id);
            }
            stock.invalidate(id);
            connection.commit();
        }
    }

    /**
     * Changes a piece of stock again and again until a load of it is answered by a reader.
     *
     * @param replayed waits until the reader has replayed what was changed
     */
    final void awaitLoadBy(TestServer reader, Runnable replayed) {
        Shop.await(
                () -> {
                    try {
                        sell(3, 3);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                    replayed.run();
                    asked.clear();
                    assertThat(stock.get(3)).isEqualTo(3);
                    return asked(reader) > 0;
                },
                database);
    }

    final int asked(TestServer server) {
        return asked.getOrDefault(Shop.id(server), 0);
    }

    private int askedOfReader(int reader) {
        return asked(servers.readers().get(reader));
    }

    private String writer() {
        return Shop.id(servers.writer());
    }

    private void pause() {
        servers.pauseReplay(0);
        servers.pauseReplay(1);
    }

    private void goOn() {
        servers.resumeReplay(0);
        servers.resumeReplay(1);
        servers.awaitReplay(0);
        servers.awaitReplay(1);
    }

    @Test
    void loadsAreAnsweredByReaders_andStored() {
        for (int id = 1; id <= 100; id++) {
            assertThat(stock.get(id)).isZero();
            assertThat(stock.getIfPresent(id)).isZero();
        }
        assertThat(asked(servers.writer())).isZero();
        assertThat(askedOfReader(0) + askedOfReader(1)).isEqualTo(100);
        assertThat(database.stats().loadsByReader()).isEqualTo(100);
    }

    /** Both readers stand still, and the rows are changed: with a floor each load is the writer's, and without they would all be old. */
    @Test
    void whatReadersHaveNotReplayed_isNeitherAnsweredNorStored_andTheyAreAskedAgainOnceTheyHave() throws SQLException {
        pause();
        for (int id = 1; id <= 100; id++) {
            sell(id, id);
        }
        asked.clear();
        for (int turn = 0; turn < 10; turn++) {
            for (int id = 1; id <= 100; id++) {
                assertThat(stock.get(id)).isEqualTo(id);
            }
        }
        assertThat(asked).containsOnlyKeys(writer()).containsEntry(writer(), 100);
        goOn();
        asked.clear();
        for (int id = 1; id <= 100; id++) {
            sell(id, -id);
            servers.awaitReplay(0);
            servers.awaitReplay(1);
            assertThat(stock.get(id)).isEqualTo(-id);
        }
        assertThat(asked(servers.writer()))
                .as("a reader that has what is needed is asked")
                .isZero();
    }

    /** An invalidation that no transaction made has no place. The writer says then where it is, so the change after it has one again. */
    @Test
    void aKeyThatWasChangedWithoutAPlace_isTheReadersAgain_afterItsNextChange() throws SQLException {
        for (int id = 1; id <= 20; id++) {
            stock.invalidate(id);
            assertThat(stock.get(id)).isZero();
        }
        assertThat(asked).containsOnlyKeys(writer());
        asked.clear();
        for (int id = 1; id <= 20; id++) {
            sell(id, id);
            servers.awaitReplay(0);
            servers.awaitReplay(1);
            assertThat(stock.get(id)).isEqualTo(id);
        }
        assertThat(asked(servers.writer())).isZero();
    }

    /** A row that was inserted just now: that a reader has none is not what is remembered. */
    @Test
    void aRowThatReadersDoNotHaveYet_isNotTakenForAbsent() throws SQLException {
        Cache<Integer, Integer> rows = aside.cache("rows", Integer.class, Integer.class)
                .load(this::row)
                .source(database)
                .build();
        assertThat(rows.get(2_000)).isNull();
        pause();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("insert into stock values (2000, 4)");
            }
            rows.invalidate(2_000);
            connection.commit();
        }
        assertThat(rows.get(2_000)).isEqualTo(4);
        assertThat(rows.getIfPresent(2_000)).isEqualTo(4);
        goOn();
    }

    private @Nullable Integer row(int id) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pieces from stock where id = " + id)) {
            return rows.next() ? (Integer) rows.getInt(1) : null;
        }
    }

    /** Nobody remembers a change whose slot was evicted: what is as old as the largest lag that is allowed is not read all the same. */
    @Test
    void aReaderThatHasStoodStillForLong_isNotAskedForWhatNobodyHasChanged() {
        pause();
        servers.sql("update stock set pieces = 7");
        Duration lag = Duration.ofSeconds(1);
        long until = System.nanoTime() + lag.plusMillis(500).toNanos();
        Shop.await(() -> System.nanoTime() - until > 0, "the largest lag to pass");
        for (int id = 1; id <= 20; id++) {
            assertThat(stock.get(id)).isEqualTo(7);
        }
        assertThat(asked).containsOnlyKeys(writer());
        goOn();
    }

    @Test
    void aReaderThatIsAheadOfTheOther_isTheOneThatIsAsked() throws SQLException {
        servers.pauseReplay(1);
        for (int id = 1; id <= 20; id++) {
            sell(id, id);
            servers.awaitReplay(0);
            assertThat(stock.get(id)).isEqualTo(id);
        }
        assertThat(askedOfReader(1)).isZero();
        assertThat(askedOfReader(0)).isPositive();
        servers.resumeReplay(1);
    }

    /** A load that is late: it has read what was there before the change, and stores nothing. */
    @Test
    void aLoadThatHasReadBeforeAChange_isAnsweredAndNotStored() throws SQLException {
        CompletableFuture<Void> hasRead = new CompletableFuture<>();
        CompletableFuture<Void> mayReturn = new CompletableFuture<>();
        Cache<Integer, Integer> slow = aside.cache("slow", Integer.class, Integer.class)
                .load(id -> {
                    int read = stock(id);
                    hasRead.complete(null);
                    mayReturn.join();
                    return read;
                })
                .source(database)
                .build();
        CompletableFuture<Integer> late = CompletableFuture.supplyAsync(() -> slow.get(1));
        hasRead.join();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("update stock set pieces = 5 where id = 1");
            }
            slow.invalidate(1);
            connection.commit();
        }
        mayReturn.complete(null);
        assertThat(late.join()).isZero();
        assertThat(slow.getIfPresent(1)).isNull();
        assertThat(slow.get(1)).isEqualTo(5);
    }

    /** A loader that hops threads loses nothing but the store, unless it takes its load along. */
    @Test
    void aLoaderThatHopsThreads_isStoredOnlyIfItTakesItsLoadAlong() {
        Cache<Integer, Integer> hopping = aside.cache("hopping", Integer.class, Integer.class)
                .load(id -> CompletableFuture.supplyAsync(() -> unchecked(id)).join())
                .source(database)
                .build();
        Cache<Integer, Integer> carrying = aside.cache("carrying", Integer.class, Integer.class)
                .load(id -> {
                    LoadContext load = Objects.requireNonNull(LoadContext.current());
                    return CompletableFuture.supplyAsync(() -> carried(load, id))
                            .join();
                })
                .source(database)
                .build();
        assertThat(hopping.get(1)).isZero();
        assertThat(hopping.getIfPresent(1)).isNull();
        assertThat(hopping.stats().refusedFills()).isEqualTo(1);
        assertThat(carrying.get(1)).isZero();
        assertThat(carrying.getIfPresent(1)).isZero();
    }

    private int unchecked(int id) {
        try {
            return stock(id);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int carried(LoadContext load, int id) {
        try {
            return load.call(() -> stock(id));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
