package dev.aside.cache.jdbc;

import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL and its replicas. */
record PostgresServers(PostgresServer writer) implements Servers {

    @Override
    public List<PostgresServer> readers() {
        return writer.replicas();
    }

    @Override
    public EndpointDataSource.Builder over() {
        return Shop.over(Stream.concat(Stream.of(writer), readers().stream()).toArray(PostgresServer[]::new));
    }

    @Override
    public String sql(String statements) {
        return writer.sql(statements);
    }

    @Override
    public void pauseReplay(int reader) {
        readers().get(reader).pauseReplay();
    }

    @Override
    public void resumeReplay(int reader) {
        readers().get(reader).resumeReplay();
    }

    @Override
    public void awaitReplay(int reader) {
        readers().get(reader).awaitReplay(writer);
    }

    @Override
    public String port(Connection connection) throws SQLException {
        return Shop.port(connection);
    }

    @Override
    public String numbers(int count) {
        return "select i from generate_series(1, " + count + ") as i";
    }

    @Override
    public void close() {
        writer.close();
    }
}
