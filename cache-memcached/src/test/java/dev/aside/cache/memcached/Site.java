package dev.aside.cache.memcached;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.testkit.RealTime;
import dev.aside.cache.testkit.server.MemcachedServer;
import dev.aside.cache.testkit.server.TestAuthority;
import dev.aside.cache.testkit.server.TestCertificate;
import dev.aside.cache.testkit.server.TestServer;
import java.net.PasswordAuthentication;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Servers that a test starts for itself.
 *
 * @param servers the servers
 * @param way how they are reached
 */
record Site(List<MemcachedServer> servers, Consumer<MemcachedBackend.Builder> way) implements AutoCloseable {

    static final String USER = "app";
    static final String PASSWORD = "geheim";

    static Site of(int nodes) {
        return of(nodes, MemcachedServer.builder(), builder -> {});
    }

    private static Site of(int nodes, MemcachedServer.Builder server, Consumer<MemcachedBackend.Builder> way) {
        return new Site(Stream.generate(server::start).limit(nodes).toList(), way);
    }

    /** By the binary protocol. */
    static Site withSasl(int nodes) {
        return of(
                nodes,
                MemcachedServer.builder().sasl(USER, PASSWORD),
                builder -> builder.sasl(login(USER, PASSWORD)).plaintextPassword());
    }

    /** By TLS, and the binary protocol. */
    static Site secure(int nodes) {
        TestAuthority authority = TestAuthority.create();
        return of(
                nodes,
                MemcachedServer.builder().tls(authority.server()).sasl(USER, PASSWORD),
                builder -> builder.tls(trusting(authority, null)).sasl(login(USER, PASSWORD)));
    }

    static Supplier<PasswordAuthentication> login(String user, String password) {
        return () -> new PasswordAuthentication(user, password.toCharArray());
    }

    /** Trusts an authority, and shows a certificate of one's own if there is one. */
    static SSLContext trusting(TestAuthority authority, @Nullable TestCertificate own) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authority.trustStore());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            char[] password = PASSWORD.toCharArray();
            keys.init(own == null ? null : own.keyStore(password), password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String address(TestServer server) {
        return server.host() + ":" + server.port();
    }

    /** Returns a backend whose nodes have names that say nothing of where they are. */
    MemcachedBackend backend() {
        MemcachedBackend.Builder builder = MemcachedBackend.builder();
        IntStream.range(0, servers.size()).forEach(i -> builder.node("node-" + i, address(servers.get(i))));
        way.accept(builder);
        return builder.build();
    }

    /** Waits until a backend has a connection to each. */
    static void await(MemcachedBackend backend, CacheRuntime runtime) {
        try (EntryStore store = backend.open(TestNode.spec("connect", Duration.ofSeconds(30)), runtime)) {
            RealTime.await("connected", TestNode.PATIENCE, () -> TestNode.isReached(store));
        }
    }

    void restart() {
        servers.forEach(TestServer::restart);
    }

    @Override
    public void close() {
        servers.forEach(TestServer::close);
    }
}
