package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
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
}
