package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.testkit.server.PostgresServer;
import dev.aside.cache.testkit.server.ServerExtension;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real servers that have Aurora's functions: what the SQL says is Aurora's own is not shown by them. */
@Timeout(60)
final class AuroraIT {

    @RegisterExtension
    static final ServerExtension<PostgresServer> POSTGRES =
            ServerExtension.perClass(() -> PostgresServer.builder().replicas(1).start());

    private final PostgresServer writer = POSTGRES.get();
    private final PostgresServer reader = writer.replicas().get(0);

    @Test
    void nodesThatTheWriterKnowsAreFound_andEachSaysItsRoleItself() throws SQLException {
        writer.sql("create function aurora_db_instance_identifier() returns text as"
                + " $$ select 'localhost:' || current_setting('port') $$ language sql");
        writer.sql("create function aurora_replica_status() returns table (server_id text, session_id text,"
                + " last_update_timestamp timestamptz) as $$ values"
                + " ('localhost:" + writer.port() + "', 'MASTER_SESSION_ID', now()),"
                + " ('localhost:" + reader.port() + "', 'reader', now()),"
                + " ('localhost:1', 'gone', now() - interval '6 minutes') $$ language sql");
        reader.awaitReplay(writer);
        try (EndpointDataSource database = EndpointDataSource.builder()
                .writer(writer.jdbcUrl())
                .discover("jdbc:postgresql://?/postgres")
                .dialect(DatabaseKind.AURORA_POSTGRESQL)
                .credentials(writer.user(), writer.password())
                .build()) {
            Shop.awaitReaders(database, 1);
            assertThat(Shop.readers(database)).containsExactly("localhost:" + reader.port());
            assertThat(database.topology().nodes()).hasSize(3);
            assertThat(Shop.read(database, "select inet_server_port()")).isEqualTo(Shop.id(reader));
            assertThat(Shop.ask(database, "select inet_server_port()")).isEqualTo(Shop.id(writer));
        }
    }
}
