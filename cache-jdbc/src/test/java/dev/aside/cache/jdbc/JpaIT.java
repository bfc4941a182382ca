package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.Cache;
import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import java.util.Objects;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.support.TransactionTemplate;

/** Under JPA, which writes what has changed when a transaction is about to commit: Hibernate, and Spring's transactions with it. */
@Timeout(60)
final class JpaIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(1).start());

    private final PostgresServer writer = POSTGRES.get();
    private final String reader = Shop.id(writer.replicas().get(0));
    private final EndpointDataSource database =
            Shop.over(writer, writer.replicas().get(0)).build();
    private final EntityManagerFactory factory = factory();
    private final EntityManager teas = SharedEntityManagerCreator.createSharedEntityManager(factory);
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final Aside aside = Aside.builder().build();
    private final Cache<Integer, String> names = aside.cache("names", Integer.class, String.class)
            .load(id -> Objects.requireNonNull(teas.find(Tea.class, id)).name)
            .source(database)
            .build();

    /** A row. */
    @Entity(name = "tea")
    static class Tea {
        @Id
        int id;

        String name = "";
    }

    private EntityManagerFactory factory() {
        Configuration configuration = new Configuration().addAnnotatedClass(Tea.class);
        configuration.setProperty(AvailableSettings.HBM2DDL_AUTO, "create");
        // as Spring's adapter for Hibernate sets it, so that it can say of a connection that it will only read
        configuration.setProperty(AvailableSettings.CONNECTION_HANDLING, "DELAYED_ACQUISITION_AND_HOLD");
        configuration.getProperties().put(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, database);
        return configuration.buildSessionFactory();
    }

    private TransactionTemplate transaction(boolean readOnly) {
        JpaTransactionManager manager = new JpaTransactionManager(factory);
        manager.setJpaDialect(new HibernateJpaDialect());
        manager.setDataSource(database);
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setReadOnly(readOnly);
        return template;
    }

    @BeforeEach
    void brew() {
        Shop.awaitReaders(database, 1);
        transaction(false).executeWithoutResult(status -> {
            Tea tea = new Tea();
            tea.id = 1;
            tea.name = "assam";
            teas.persist(tea);
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }

    @AfterEach
    void close() {
        aside.close();
        factory.close();
        database.close();
    }

    private void rename(String name) {
        Objects.requireNonNull(teas.find(Tea.class, 1)).name = name;
        names.invalidate(1);
    }

    @Test
    void whatIsWrittenAtTheEndOfATransaction_isReadByNobodyBefore_andByAllAfterwards() {
        transaction(false).executeWithoutResult(status -> {
            rename("sencha");
            teas.flush();
            assertThat(names.get(1)).as("its own").isEqualTo("sencha");
            assertThat(names.getIfPresent(1)).as("not stored").isNull();
        });
        assertThat(names.get(1)).isEqualTo("sencha");
        transaction(false).executeWithoutResult(status -> {
            rename("matcha");
            assertThat(names.get(1)).as("its own, not written yet").isEqualTo("matcha");
        });
        assertThat(names.get(1)).as("written by the commit itself").isEqualTo("matcha");
    }

    @Test
    void whatIsRolledBack_hasNotChanged() {
        transaction(false).executeWithoutResult(status -> {
            rename("sencha");
            teas.flush();
            status.setRollbackOnly();
        });
        assertThat(names.get(1)).isEqualTo("assam");
    }

    @Test
    void aTransactionThatIsReadOnly_asksAReader_andItsLoadsAreStored() {
        names.invalidate(1);
        transaction(true).executeWithoutResult(status -> {
            assertThat(jdbc.queryForObject("select inet_server_port()", String.class))
                    .isEqualTo(reader);
            assertThat(names.get(1)).isEqualTo("assam");
        });
        assertThat(names.getIfPresent(1)).isEqualTo("assam");
    }
}
