package dev.aside.cache.jdbc;

import dev.aside.cache.testkit.server.MariaDbServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A MariaDB and its replicas. */
record MariaDbServers(MariaDbServer writer) implements Servers {

    @Override
    public List<MariaDbServer> readers() {
        return writer.replicas();
    }

    @Override
    public EndpointDataSource.Builder over() {
        return MariaDbShop.over(
                        Stream.concat(Stream.of(writer), readers().stream()).toArray(MariaDbServer[]::new))
                .credentials(writer.user(), writer.password());
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
        return MariaDbShop.port(connection);
    }

    @Override
    public String numbers(int count) {
        return "select seq as i from seq_1_to_" + count;
    }

    @Override
    public void close() {
        writer.close();
    }
}
