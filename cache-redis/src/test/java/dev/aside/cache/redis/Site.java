package dev.aside.cache.redis;

import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestAuthority;
import io.lettuce.core.SslOptions;
import java.util.function.Supplier;

/**
 * A server that a test starts for itself, and how its nodes come to it.
 *
 * @param server the server that takes writes
 * @param keyPrefix what the name of every key begins with
 * @param backends makes a node's backend
 */
record Site(RedisServer server, String keyPrefix, Supplier<RedisBackend> backends) implements AutoCloseable {

    /** Everybody may come in and do everything. */
    static Site open(RedisServer server) {
        return new Site(server, "", () -> RedisBackend.of(uri(server)));
    }

    /** Nobody comes in but by TLS, as the user of {@code aside.acl}. */
    static Site secure() {
        TestAuthority authority = TestAuthority.create();
        SslOptions trusting = trusting(authority);
        RedisServer server =
                LeastUser.alone(RedisServer.builder().tls(authority.server())).start();
        return new Site(
                server,
                LeastUser.PREFIX,
                () -> LeastUser.backend(server, "rediss").tls(trusting).build());
    }

    /** A replica may answer reads. */
    static Site withReader(RedisServer server) {
        RedisServer replica = server.startReplica();
        return new Site(
                server,
                "",
                () -> RedisBackend.builder()
                        .uri(uri(server))
                        .reader(uri(replica))
                        .build());
    }

    static SslOptions trusting(TestAuthority authority) {
        return SslOptions.builder()
                .trustManager(authority.certificateFile().toFile())
                .build();
    }

    private static String uri(RedisServer server) {
        return "redis://" + server.host() + ":" + server.port();
    }

    TestNode node() {
        return new TestNode(backends.get());
    }

    /** Returns what a slot of the cache "test" is called at the server. */
    String name(String slot) {
        return keyPrefix + "test:" + slot;
    }

    @Override
    public void close() {
        server.close();
    }
}
