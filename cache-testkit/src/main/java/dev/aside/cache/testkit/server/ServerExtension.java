package dev.aside.cache.testkit.server;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Starts a server of a test's own, or anything else that can be closed, before the tests of a class, and closes it after
 * them.
 *
 * <pre>{@code
 * final class FailoverIT {
 *     @RegisterExtension
 *     static final ServerExtension<RedisServer> REDIS =
 *             ServerExtension.perClass(() -> RedisServer.builder().replicas(1).start());
 *
 *     @Test
 *     void aReplicaTakesOver() {
 *         REDIS.get().kill();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Thread-safety:</b> safe for use by tests that run in parallel.
 *
 * @param <S> what is started
 */
public final class ServerExtension<S extends AutoCloseable> implements BeforeAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(ServerExtension.class);

    private final Supplier<S> start;
    private final boolean perClass;
    private volatile @Nullable S started;

    private ServerExtension(Supplier<S> start, boolean perClass) {
        this.start = start;
        this.perClass = perClass;
    }

    /**
     * Starts anew for each class that registers it.
     *
     * @param start starts it
     * @param <S> what is started
     * @return an extension for a static field
     */
    public static <S extends AutoCloseable> ServerExtension<S> perClass(Supplier<S> start) {
        return new ServerExtension<>(start, true);
    }

    /**
     * Starts for the first class that registers this very object, and closes when all tests of this JVM have run.
     *
     * @param start starts it
     * @param <S> what is started
     * @return an extension for static fields of several classes
     */
    public static <S extends AutoCloseable> ServerExtension<S> perJvm(Supplier<S> start) {
        return new ServerExtension<>(start, false);
    }

    /**
     * Returns what was started.
     *
     * @return the same for all tests of a class
     * @throws IllegalStateException before the tests of a class have begun, or if this is not a static field with
     *     {@code @RegisterExtension}
     */
    public S get() {
        S got = started;
        if (got == null) {
            throw new IllegalStateException("nothing is started yet: is this a static field with @RegisterExtension?");
        }
        return got;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // What a store keeps is closed by JUnit with the store's context. A nested class finds its outer class's.
        ExtensionContext owner = perClass ? context : context.getRoot();
        owner.getStore(NAMESPACE).getOrComputeIfAbsent(this, key -> started = start.get());
    }
}
