package dev.aside.bench.failover;

import dev.aside.cache.jdbc.DatabaseNode;
import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.RouteScope;
import dev.aside.cache.jdbc.TransactionOutcomeUnknownException;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Ours, by the defaults. */
final class AsideAccess implements Access {
    private final EndpointDataSource source;
    private final int readers;

    AsideAccess(List<PostgresServer> servers) {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .credentials(servers.get(0).user(), servers.get(0).password());
        servers.forEach(server -> builder.node(DatabaseNode.of(Integer.toString(server.port()), server.jdbcUrl())));
        this.source = builder.build();
        this.readers = servers.size() - 1;
    }

    @Override
    public Connection writer() throws SQLException {
        return source.getConnection();
    }

    @Override
    @SuppressWarnings("try") // a scope is there to be closed
    public Connection reader() throws SQLException {
        try (RouteScope reading = source.route(Endpoint.reader())) {
            return source.getConnection();
        }
    }

    @Override
    public boolean isReady() {
        DatabaseTopology topology = source.topology();
        return topology.writer() != null
                && topology.nodes().stream()
                                .filter(DatabaseTopology.Node::isRead)
                                .count()
                        == readers;
    }

    @Override
    public int knownWriter() {
        DatabaseTopology topology = source.topology();
        String writer = topology.writer();
        boolean isBeside = topology.nodes().stream().anyMatch(DatabaseTopology.Node::isRead);
        return writer != null && isBeside ? Integer.parseInt(writer) : 0;
    }

    @Override
    public boolean isUnknown(SQLException failure) {
        return failure instanceof TransactionOutcomeUnknownException;
    }

    @Override
    public void close() {
        source.close();
    }
}
