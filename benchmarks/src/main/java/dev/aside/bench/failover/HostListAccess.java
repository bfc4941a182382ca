package dev.aside.bench.failover;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.aside.cache.testkit.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What an application would do without us: the driver is given all hosts, and which of them it is to look for. */
final class HostListAccess implements Access {
    private final HikariDataSource writer;
    private final HikariDataSource reader;

    HostListAccess(List<PostgresServer> servers) {
        this.writer = pool(servers, "targetServerType=primary");
        this.reader = pool(servers, "targetServerType=preferSecondary&loadBalanceHosts=true");
    }

    private static HikariDataSource pool(List<PostgresServer> servers, String whom) {
        String hosts = servers.stream()
                .map(server -> server.host() + ":" + server.port())
                .collect(Collectors.joining(","));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://" + hosts + "/postgres?" + whom);
        config.setUsername(servers.get(0).user());
        config.setPassword(servers.get(0).password());
        return new HikariDataSource(config);
    }

    @Override
    public Connection writer() throws SQLException {
        return writer.getConnection();
    }

    @Override
    public Connection reader() throws SQLException {
        return reader.getConnection();
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
