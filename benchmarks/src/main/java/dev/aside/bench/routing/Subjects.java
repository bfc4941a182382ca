package dev.aside.bench.routing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.aside.bench.faults.Moments;
import dev.aside.cache.jdbc.DatabaseKind;
import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.RouteScope;
import dev.aside.cache.route.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import software.amazon.jdbc.ds.AwsWrapperDataSource;

/** Opens a subject over the stub of a driver. It lives as long as its fork: nobody closes it. */
final class Subjects {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int POOL_SIZE = 10;

    private Subjects() {}

    static Lender open(Subject subject, Act act) {
        StubDriver.register();
        return switch (subject) {
            case ASIDE -> inScope(aside(StubDriver.WRITER, StubDriver.READER));
            case ASIDE_TWO -> inScope(aside(StubDriver.WRITER, StubDriver.READER, StubDriver.OTHER_READER));
            case ASIDE_SCOPES -> inScopes(aside(StubDriver.WRITER, StubDriver.READER));
            case ASIDE_READ_ONLY -> readOnly(aside(StubDriver.WRITER, StubDriver.READER));
            case HIKARI -> pool(StubDriver.READER)::getConnection;
            case SPRING_LAZY -> readOnly(springLazy());
            case AWS_IN_POOL -> saying(act, pooled(aws(new Properties())));
            case AWS_OVER_POOLS -> saying(act, aws(ownPools()));
        };
    }

    /** Who cannot be told beforehand what for, is told where it matters. */
    private static Lender saying(Act act, DataSource source) {
        return act == Act.READ ? readOnly(source) : source::getConnection;
    }

    private static Lender readOnly(DataSource source) {
        return () -> {
            Connection connection = source.getConnection();
            connection.setReadOnly(true);
            return connection;
        };
    }

    private static EndpointDataSource aside(String... nodes) {
        EndpointDataSource source = EndpointDataSource.builder()
                .dialect(DatabaseKind.POSTGRESQL)
                .nodes(nodes)
                .build();
        boolean isReady = Moments.await(LONGEST, () -> readers(source.topology()) == nodes.length - 1);
        if (!isReady) {
            throw new IllegalStateException("Not read from: " + source);
        }
        return source;
    }

    private static long readers(DatabaseTopology topology) {
        return topology.nodes().stream().filter(DatabaseTopology.Node::isRead).count();
    }

    private static Lender inScope(EndpointDataSource source) {
        return new Lender() {
            @Override
            public Connection lend() throws SQLException {
                return source.getConnection();
            }

            @Override
            @SuppressWarnings("MustBeClosedChecker") // it ends with the thread
            public void enter() {
                RouteScope unused = source.route(Endpoint.reader());
            }
        };
    }

    @SuppressWarnings("try") // a scope is there to be closed
    private static Lender inScopes(EndpointDataSource source) {
        return () -> {
            try (RouteScope reading = source.route(Endpoint.reader())) {
                return source.getConnection();
            }
        };
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(POOL_SIZE);
        return new HikariDataSource(config);
    }

    private static HikariDataSource pooled(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(POOL_SIZE);
        return new HikariDataSource(config);
    }

    private static DataSource springLazy() {
        LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(pool(StubDriver.WRITER));
        proxy.setReadOnlyDataSource(pool(StubDriver.READER));
        proxy.afterPropertiesSet();
        return proxy;
    }

    /** With the one plugin that splits between any two servers, as its manual has it for those that are not Amazon's. */
    private static DataSource aws(Properties more) {
        Properties properties = new Properties();
        properties.setProperty("wrapperPlugins", "srw");
        properties.setProperty("wrapperDialect", "pg");
        properties.setProperty("srwWriteEndpoint", "writer");
        properties.setProperty("srwReadEndpoint", "reader");
        properties.setProperty("verifyNewSrwConnections", "false");
        properties.putAll(more);
        AwsWrapperDataSource source = new AwsWrapperDataSource();
        source.setJdbcUrl(StubDriver.WRITER.replace("jdbc:", "jdbc:aws-wrapper:"));
        source.setTargetDataSourceProperties(properties);
        return source;
    }

    private static Properties ownPools() {
        Properties properties = new Properties();
        properties.setProperty("connectionPoolType", "hikari");
        properties.setProperty("cp-MaximumPoolSize", Integer.toString(POOL_SIZE));
        return properties;
    }
}
