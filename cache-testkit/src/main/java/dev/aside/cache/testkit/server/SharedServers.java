package dev.aside.cache.testkit.server;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests of a whole run the same servers, by the types of their parameters: {@code
 * @ExtendWith(SharedServers.class)}.
 *
 * <pre>{@code
 * @ExtendWith(SharedServers.class)
 * final class ProductStoreIT {
 *     private final RedisServer redis;
 *
 *     ProductStoreIT(RedisServer redis) {
 *         this.redis = redis;
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link RedisServer}, {@link PostgresServer}, {@link MariaDbServer} or {@link MemcachedServer} is started, without a
 * configuration, when the first parameter asks for it, and closed when all tests of this JVM have run. Tests that share one use
 * keys and tables of their own, and leave it running. One that is configured, or killed, is had by {@link ServerExtension}.
 *
 * <p><b>Thread-safety:</b> safe for use by tests that run in parallel.
 */
public final class SharedServers implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SharedServers.class);
    private static final Map<Class<?>, Supplier<TestServer>> STARTS = Map.of(
            RedisServer.class, RedisServer::start,
            PostgresServer.class, PostgresServer::start,
            MariaDbServer.class, MariaDbServer::start,
            MemcachedServer.class, MemcachedServer::start);

    /** Created by JUnit. */
    public SharedServers() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    /**
     * {@inheritDoc}
     *
     * @throws TestServerException if the server is not on this machine, or does not start
     */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // What the root's store keeps is closed by JUnit at the end.
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(parameter.getParameter().getType(), SharedServers::start);
    }

    private static TestServer start(Class<?> type) {
        return Objects.requireNonNull(STARTS.get(type)).get();
    }
}
