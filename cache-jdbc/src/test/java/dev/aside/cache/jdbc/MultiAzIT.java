package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real servers that have the function of RDS: what it says there is not shown by them. */
@Timeout(120)
final class MultiAzIT {

    private final PostgresServer writer = PostgresServer.builder().replicas(2).start();
    private final PostgresServer first = writer.replicas().get(0);
    private final PostgresServer second = writer.replicas().get(1);

    @BeforeEach
    void extension() {
        writer.sql("create role app login password 'app'");
        writer.sql("create schema rds_tools");
        writer.sql("create table rds_tools.node (id text, endpoint text, port int)");
        writer.sql("create function rds_tools.show_topology(caller text default '') returns table"
                + " (id text, endpoint text, port int)"
                + " as $$ select * from rds_tools.node $$ language sql security definer");
        writer.sql("revoke execute on all functions in schema rds_tools from public");
        tell(writer, first, second);
        writer.sql("insert into rds_tools.node values ('db-BEINGMADE', null, 5432)");
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private void tell(PostgresServer... servers) {
        for (PostgresServer server : servers) {
            writer.sql("insert into rds_tools.node values ('db-" + server.port() + "', 'localhost', " + server.port()
                    + ")");
        }
    }

    private EndpointDataSource open() {
        return Shop.over()
                .nodes("jdbc:postgresql://localhost:" + writer.port() + "/postgres")
                .discover("jdbc:postgresql://?/postgres")
                .dialect(DatabaseKind.RDS_MULTI_AZ_POSTGRESQL)
                .credentials("app", "app")
                .build();
    }

    private void permit() {
        writer.sql("grant usage on schema rds_tools to app");
        writer.sql("grant execute on all functions in schema rds_tools to app");
        first.awaitReplay(writer);
        second.awaitReplay(writer);
    }

    private static String name(PostgresServer server) {
        return "localhost:" + server.port();
    }

    @Test
    void nodesThatTheWriterKnowsAreFound_eachSaysItsRoleItself_andHowFarItIs() throws SQLException {
        permit();
        try (EndpointDataSource database = open()) {
            Shop.awaitReaders(database, 2);
            assertThat(database.topology().nodes())
                    .extracting(DatabaseTopology.Node::id)
                    .containsExactlyInAnyOrder(name(writer), name(first), name(second));
            assertThat(database.topology().nodes()).allMatch(node -> node.lagBytes() >= 0);
            assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(writer));
            assertThat(Shop.read(database, "select inet_server_port()")).isIn(Shop.id(first), Shop.id(second));
        }
    }

    @Test
    void afterAFailover_theNewWritersListCounts() throws SQLException {
        permit();
        try (EndpointDataSource database = open()) {
            Shop.awaitReaders(database, 2);
            writer.kill();
            first.promote();
            Shop.await(() -> name(first).equals(database.topology().writer()), database);
            first.sql("delete from rds_tools.node where id <> 'db-" + first.port() + "'");
            Shop.await(() -> database.topology().nodes().size() == 2, database);
            assertThat(database.topology().nodes())
                    .as("the one that was given stays")
                    .extracting(DatabaseTopology.Node::id)
                    .containsExactly(name(writer), name(first));
        }
    }

    @Test
    void whoMayNotCallTheFunction_isToldWhatIsMissing_andIsLetInAsSoonAsItMay() throws SQLException {
        try (EndpointDataSource database = open()) {
            Shop.await(() -> database.topology().nodes().get(0).failure() != null, database);
            assertThat(database.topology().nodes().get(0).failure())
                    .contains("what dialect(…) says", "may the user call it", "42501");
            permit();
            Shop.awaitReaders(database, 2);
        }
    }

    @Test
    void aServerWithoutTheExtension_isToldApart() {
        writer.sql("drop schema rds_tools cascade");
        try (EndpointDataSource database = open()) {
            Shop.await(() -> database.topology().nodes().get(0).failure() != null, database);
            assertThat(database.topology().nodes().get(0).failure()).contains("is the extension there", "3F000");
        }
    }
}
