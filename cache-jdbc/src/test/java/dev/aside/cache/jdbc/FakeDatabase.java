package dev.aside.cache.jdbc;

import com.zaxxer.hikari.util.Credentials;
import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.CommitSource;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A database of servers that are what a test says, on a clock that the test moves. */
final class FakeDatabase {

    static final CommitSource NO_CACHES = new CommitSource() {
        @Override
        public Listening onOlder(LongConsumer listener) {
            return () -> {};
        }

        @Override
        public Listening onChange(String cache, ChangeListener listener) {
            return () -> {};
        }
    };

    final ManualTime time = new ManualTime();
    final List<TopologyEvent.Kind> events = new CopyOnWriteArrayList<>();
    private final Map<String, FakeNode> nodes = new LinkedHashMap<>();
    private boolean tellsPlaces;

    FakeNode node(String name, EndpointRole role) {
        FakeNode node = new FakeNode(name, role, tellsPlaces);
        nodes.put(name, node);
        return node;
    }

    /** Its nodes say where they stand on which timeline. */
    FakeDatabase tellsPlaces() {
        tellsPlaces = true;
        return this;
    }

    /** What a test builds upon: no node is named yet. */
    EndpointDataSource.Builder builder() {
        return EndpointDataSource.builder()
                .driver(driver())
                .dialects(kind -> new FakeDialect(tellsPlaces))
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
        private final boolean tellsPlaces;

        FakeDialect(boolean tellsPlaces) {
            this.tellsPlaces = tellsPlaces;
        }

        @Override
        public boolean tellsPlaces() {
            return tellsPlaces;
        }

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
        public boolean canTellOthers() {
            return true;
        }

        @Override
        public Names names() {
            return Names.OF_NODES;
        }

        @Override
        public boolean isVerified(DatabaseUrl url) {
            return postgres.isVerified(url);
        }

        @Override
        public String verifiedOption() {
            return postgres.verifiedOption();
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
        private final int session;
        private boolean autoCommit = true;
        private boolean readOnly;
        private boolean closed;

        FakeConnection(FakeNode node) {
            this.node = node;
            this.session = node.session();
        }

        Connection proxy() {
            return FakeDatabase.proxy(Connection.class, (self, method, arguments) -> call(method.getName(), arguments));
        }

        private @Nullable Object call(String name, @Nullable Object @Nullable [] arguments) throws SQLException {
            Object first = arguments == null || arguments.length == 0 ? null : arguments[0];
            switch (name) {
                case "setAutoCommit" -> autoCommit = Boolean.TRUE.equals(first);
                case "setReadOnly" -> readOnly = Boolean.TRUE.equals(first);
                case "close", "abort" -> {
                    node.close();
                    if (!closed) {
                        closed = true;
                        node.open.decrementAndGet();
                    }
                }
                case "setSchema" -> node.throwBug();
                case "commit", "setSavepoint", "releaseSavepoint" -> node.statement(session);
                case "isValid" -> {
                    node.patience.set(Objects.requireNonNull((Integer) first));
                    return !closed && session == node.session();
                }
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
                    node.statement(session);
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

    /** What a data source has that says nothing of itself. */
    Options options() {
        return EndpointDataSource.builder().options();
    }

    /** The connections to a node, which nobody is told of. */
    NodePool pool(FakeNode node) {
        Logins logins = new Logins(() -> Credentials.of(null, null), Duration.ofDays(1), time);
        Connector connector = new Connector(
                DatabaseNode.of(node.url()), driver(), new FakeDialect(tellsPlaces), logins, options(), time);
        Commits commits = new Commits(NO_CACHES, new FakeDialect(tellsPlaces), null, null, new Samples(), time);
        return new NodePool(connector, options(), new NoEar(), commits, new Counts(), time);
    }

    private static final class NoEar implements NodePool.Ear {
        @Override
        public void saw(NodePool pool, Sighting sighting) {
            // nobody is told
        }

        @Override
        public void doubts(NodePool pool) {
            // nobody is told
        }
    }
}
