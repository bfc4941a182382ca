package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import dev.aside.cache.testkit.ManualTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A database of servers that are what a test says, on a clock that the test moves. */
final class FakeDatabase {

    final ManualTime time = new ManualTime();
    final List<TopologyEvent.Kind> events = new CopyOnWriteArrayList<>();
    private final Map<String, FakeNode> nodes = new LinkedHashMap<>();

    FakeNode node(String name, EndpointRole role) {
        FakeNode node = new FakeNode(name, role);
        nodes.put(name, node);
        return node;
    }

    /** What a test builds upon: no node is named yet. */
    EndpointDataSource.Builder builder() {
        return EndpointDataSource.builder()
                .driver(driver())
                .dialects(kind -> new FakeDialect())
                .runtime(time.runtime());
    }

    EndpointDataSource open() {
        return open(builder());
    }

    EndpointDataSource open(EndpointDataSource.Builder builder) {
        builder.nodes(nodes.values().stream().map(FakeNode::url).toArray(String[]::new));
        return heard(builder.build());
    }

    EndpointDataSource heard(EndpointDataSource database) {
        database.onTopology(event -> events.add(event.kind()));
        return database;
    }

    void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private Driver driver() {
        return proxy(Driver.class, (self, method, arguments) -> switch (method.getName()) {
            case "connect" -> connection((String) arguments[0], (Properties) arguments[1]);
            case "acceptsURL" -> true;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private Connection connection(String url, Properties properties) throws SQLException {
        String name = url.substring(url.indexOf("//") + 2, url.lastIndexOf('/'));
        String host = properties.getProperty("address", name);
        FakeNode node = nodes.get(host);
        if (node == null) {
            throw new SQLException("nobody is there", "08001");
        }
        node.login(properties.getProperty("password"));
        node.connect();
        return new FakeConnection(node).proxy();
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(FakeDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Asks a fake server. */
    private static final class FakeDialect implements Dialect {
        private final Dialect postgres = new PostgresDialect();

        @Override
        public Properties properties(DatabaseUrl url, Duration limit, boolean isProbe) {
            return new Properties();
        }

        @Override
        public boolean canPin() {
            return true;
        }

        @Override
        public void pin(Properties properties, InetAddress address) {
            properties.setProperty("address", address.getHostAddress());
        }

        @Override
        public Sighting ask(Connection connection, Ticker ticker) throws SQLException {
            return connection.unwrap(FakeNode.class).ask(ticker);
        }

        @Override
        public boolean isRoleError(SQLException error) {
            return postgres.isRoleError(error);
        }

        @Override
        public String trustOption() {
            return postgres.trustOption();
        }
    }

    private static final class FakeConnection {
        private final FakeNode node;
        private boolean autoCommit = true;
        private boolean readOnly;
        private boolean closed;

        FakeConnection(FakeNode node) {
            this.node = node;
        }

        Connection proxy() {
            return FakeDatabase.proxy(Connection.class, (self, method, arguments) -> call(method.getName(), arguments));
        }

        private @Nullable Object call(String name, @Nullable Object @Nullable [] arguments) throws SQLException {
            Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
            switch (name) {
                case "setAutoCommit" -> autoCommit = Boolean.TRUE.equals(first);
                case "setReadOnly" -> readOnly = Boolean.TRUE.equals(first);
                case "close", "abort" -> closed = true;
                case "commit" -> node.statement();
                default -> {
                    return answer(name);
                }
            }
            return null;
        }

        private @Nullable Object answer(String name) {
            return switch (name) {
                case "getAutoCommit" -> autoCommit;
                case "isReadOnly" -> readOnly;
                case "isClosed" -> closed;
                case "isValid" -> !closed;
                case "unwrap" -> node;
                case "createStatement" -> statement();
                case "getNetworkTimeout", "getTransactionIsolation" -> 2;
                case "toString" -> "connection to a fake";
                default -> null;
            };
        }

        private Statement statement() {
            return FakeDatabase.proxy(Statement.class, (self, method, arguments) -> {
                if (method.getName().startsWith("execute")) {
                    node.statement();
                }
                return method.getReturnType() == boolean.class ? Boolean.FALSE : null;
            });
        }
    }

    /** Borrows, and sends one statement. */
    static void send(EndpointDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update something");
        }
    }

    List<FakeNode> all() {
        return new ArrayList<>(nodes.values());
    }
}
