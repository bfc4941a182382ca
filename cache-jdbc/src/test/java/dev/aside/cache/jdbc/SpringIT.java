package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.Consistency;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Under Spring's transactions, which take a connection before they say what it is for: what {@code @Transactional} does. */
@Timeout(60)
final class SpringIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(1).start());

    private final PostgresServer writer = POSTGRES.get();
    private final String reader = Shop.id(writer.replicas().get(0));
    private final EndpointDataSource database =
            Shop.over(writer, writer.replicas().get(0)).build();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);

    @BeforeEach
    void heard() {
        Shop.awaitReaders(database, 1);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private TransactionTemplate transaction(boolean readOnly) {
        TransactionTemplate template = new TransactionTemplate(new DataSourceTransactionManager(database));
        template.setReadOnly(readOnly);
        return template;
    }

    private String port() {
        return Objects.requireNonNull(jdbc.queryForObject("select inet_server_port()", String.class));
    }

    @Test
    void aTransactionThatIsReadOnly_asksAReader() {
        assertThat(transaction(true).<String>execute(status -> port())).isEqualTo(reader);
    }

    @Test
    void aTransactionThatIsNot_asksTheWriter_andIsRolledBackThere() {
        jdbc.execute("create table sale (id int)");
        transaction(false).executeWithoutResult(status -> {
            jdbc.update("insert into sale values (1)");
            status.setRollbackOnly();
        });
        assertThat(jdbc.queryForObject("select count(*) from sale", Integer.class))
                .isZero();
    }

    @Test
    void anIsolationThatIsAskedFor_doesNotDecideWhoIsAsked() {
        TransactionTemplate serious = transaction(true);
        serious.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        assertThat(serious.<String>execute(status -> port())).isEqualTo(reader);
    }

    private static TransactionTemplate nested(TransactionTemplate template) {
        template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return template;
    }

    /** Loader and changes use the transaction of their thread, as Spring has it. */
    @Test
    void changesOfACache_areBoundToTheirTransaction_alsoWhereOneIsWithinAnother() {
        jdbc.execute("create table tea as select 1 as id, 'assam' as name union select 2, 'ceylon'");
        try (Aside aside = Aside.builder().build()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> jdbc.queryForObject("select name from tea where id = ?", String.class, id))
                    .source(database)
                    .build();
            assertThat(names.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "assam", 2, "ceylon"));
            transaction(false).executeWithoutResult(outer -> {
                names.invalidate(1);
                jdbc.update("update tea set name = 'sencha' where id = 1");
                assertThat(names.get(1)).isEqualTo("sencha");
                nested(transaction(false)).executeWithoutResult(inner -> {
                    assertThat(names.get(1)).as("another transaction").isEqualTo("assam");
                    jdbc.update("update tea set name = 'matcha' where id = 2");
                    names.invalidate(2);
                });
                assertThat(names.get(1)).as("the outer one again").isEqualTo("sencha");
                outer.setRollbackOnly();
            });
            assertThat(names.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "assam", 2, "matcha"));
            transaction(false).executeWithoutResult(status -> {
                jdbc.update("update tea set name = 'oolong' where id = 1");
                names.invalidate(1);
            });
            assertThat(names.get(1)).isEqualTo("oolong");
        }
    }

    @Test
    void aTransactionThatOnlyReads_isServedWhatIsCached_andLoadsAreStored() {
        jdbc.execute("create table coffee as select 1 as id, 'mocha' as name");
        try (Aside aside = Aside.builder().build()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> jdbc.queryForObject("select name from coffee where id = ?", String.class, id))
                    .source(database)
                    .build();
            transaction(true).executeWithoutResult(status -> {
                assertThat(port()).isEqualTo(reader);
                assertThat(names.get(1)).isEqualTo("mocha");
            });
            assertThat(names.getIfPresent(1)).isEqualTo("mocha");
        }
    }

    /** It tells of what others have changed: a reader has no place to say, and nothing can be kept there. */
    @Test
    void aTransactionThatOnlyReads_mayTellOfAChange_alsoWhereThereIsAnOutbox() {
        jdbc.execute("create table cocoa as select 1 as id, 'criollo' as name");
        jdbc.execute(
                "create table aside_outbox (id bigint generated always as identity primary key,"
                        + " made timestamptz not null default clock_timestamp(), cache text not null, kind text not null, key bytea not null)");
        try (EndpointDataSource keeping = Shop.over(writer, writer.replicas().get(0))
                        .outbox("aside_outbox", Duration.ofSeconds(1))
                        .build();
                Aside aside = Aside.builder().backend(new InMemoryBackend()).build()) {
            Shop.awaitReaders(keeping, 1);
            JdbcTemplate template = new JdbcTemplate(keeping);
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> template.queryForObject("select name from cocoa where id = ?", String.class, id))
                    .source(keeping)
                    .build();
            assertThat(names.get(1)).isEqualTo("criollo");
            TransactionTemplate reading = new TransactionTemplate(new DataSourceTransactionManager(keeping));
            reading.setReadOnly(true);
            jdbc.update("update cocoa set name = 'forastero'");
            reading.executeWithoutResult(status -> {
                assertThat(template.queryForObject("select inet_server_port()", String.class))
                        .isEqualTo(reader);
                names.invalidate(1);
            });
            assertThat(names.get(1)).isEqualTo("forastero");
        }
    }

    /** Where there is no reader the writer answers, within a transaction that is read-only all the same. */
    @Test
    void aTransactionThatOnlyReadsAtTheWriter_mayTellOfAChange_alsoWhereThereIsAnOutbox() {
        jdbc.execute("create table juice as select 1 as id, 'apple' as name");
        try (EndpointDataSource keeping = Shop.over(writer)
                        .outbox("no_such_table", Duration.ofSeconds(1))
                        .build();
                Aside aside = Aside.builder().backend(new InMemoryBackend()).build()) {
            JdbcTemplate template = new JdbcTemplate(keeping);
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> template.queryForObject("select name from juice where id = ?", String.class, id))
                    .source(keeping)
                    .build();
            assertThat(names.get(1)).isEqualTo("apple");
            TransactionTemplate reading = new TransactionTemplate(new DataSourceTransactionManager(keeping));
            reading.setReadOnly(true);
            jdbc.update("update juice set name = 'pear'");
            reading.executeWithoutResult(status -> {
                template.queryForObject("select count(*) from juice", Integer.class);
                names.invalidate(1);
            });
            assertThat(names.get(1)).isEqualTo("pear");
        }
    }

    /** Spring cleans up after a COMMIT that failed by turning auto-commit on, which would commit, and rolls nothing back. */
    @Test
    void whatACacheHasRefused_isNotCommittedWhenSpringCleansUp() {
        jdbc.execute("create table honey as select 1 as id, 'lime' as name");
        InMemoryBackend backend = new InMemoryBackend();
        try (Aside aside = Aside.builder().backend(backend).build()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> jdbc.queryForObject("select name from honey where id = ?", String.class, id))
                    .consistency(Consistency.STRICT)
                    .source(database)
                    .build();
            assertThatThrownBy(() -> transaction(false).executeWithoutResult(status -> {
                        jdbc.update("update honey set name = 'heather'");
                        names.invalidate(1);
                        backend.faults().next(2).refuse();
                    }))
                    .hasCauseInstanceOf(CommitRefusedException.class);
            assertThat(writer.sql("select name from honey").strip()).isEqualTo("lime");
        }
    }

    /** The hook is called while the connection is held still, and another COMMIT will not come. */
    @Test
    void aPutInAHookAfterTheCommit_leavesNothingThatIsOld() {
        jdbc.execute("create table syrup as select 1 as id, 'maple' as name");
        try (Aside aside = Aside.builder().build()) {
            Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
                    .load(id -> jdbc.queryForObject("select name from syrup where id = ?", String.class, id))
                    .source(database)
                    .build();
            assertThat(names.get(1)).isEqualTo("maple");
            transaction(false).executeWithoutResult(status -> {
                jdbc.update("update syrup set name = 'agave' where id = 1");
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        names.put(1, "agave");
                    }
                });
            });
            assertThat(names.get(1)).isEqualTo("agave");
        }
    }
}
