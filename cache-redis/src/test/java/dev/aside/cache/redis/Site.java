package dev.aside.cache.redis;

import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.RedisServer;
import dev.aside.cache.testkit.server.TestAuthority;
import io.lettuce.core.SslOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A server that a test starts for itself, and how its nodes come to it.
 *
 * @param server the server that takes writes
 * @param keyPrefix what the name of every key begins with
 * @param backends makes a node's backend
 * @param way a proxy in front of the server, or null
 */
record Site(
        RedisServer server,
        String keyPrefix,
        Supplier<RedisBackend> backends,
        @Nullable FaultProxy way) implements AutoCloseable {

    /** Everybody may come in and do everything. */
    static Site open(RedisServer server) {
        return new Site(server, "", () -> RedisBackend.of(uri(server)), null);
    }

    /** Nobody comes in but by TLS, as the user of {@code aside.acl}. */
    static Site secure() {
        TestAuthority authority = TestAuthority.create();
        SslOptions trusting = trusting(authority);
        RedisServer server =
                LeastUser.alone(RedisServer.builder().tls(authority.server())).start();
        Supplier<RedisBackend> backends =
                () -> LeastUser.backend(server, "rediss").tls(trusting).build();
        return new Site(server, LeastUser.PREFIX, backends, null);
    }

    /** A replica may answer reads. */
    static Site withReader(RedisServer server) {
        FaultProxy way = FaultProxy.bytes(server.address());
        RedisServer replica = server.startReplica();
        Supplier<RedisBackend> backends = () -> RedisBackend.builder()
                .uri("redis://" + way.host() + ":" + way.port())
                .reader(uri(replica))
                .build();
        return new Site(server, "", backends, way);
    }

    /** Reads that a reader may answer come by a connection of their own, and find what has been written before. */
    static Site withItselfAsReader(RedisServer server) {
        return new Site(
                server,
                "",
                () -> RedisBackend.builder()
                        .uri(uri(server))
                        .reader(uri(server))
                        .build(),
                null);
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

    /** Restarts the server, and lets nobody in before its replicas follow it again: it is another once the first has come. */
    void restart() {
        if (way != null) {
            way.refuse(true);
        }
        server.restart();
        for (RedisServer replica : server.replicas()) {
            RealTime.await("followed again", TestNode.PATIENCE, () -> follows(replica));
        }
        if (way != null) {
            way.refuse(false);
        }
    }

    private static boolean follows(RedisServer replica) {
        return String.valueOf(replica.command("INFO", "replication")).contains("master_link_status:up");
    }

    /** Returns what a slot of the cache "test" is called at the server. */
    String name(String slot) {
        return keyPrefix + "test:" + slot;
    }

    @Override
    public void close() {
        if (way != null) {
            way.close();
        }
        server.close();
    }
}
