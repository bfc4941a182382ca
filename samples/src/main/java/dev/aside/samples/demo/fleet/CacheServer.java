package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.TestServer;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cache server of a run by its name: what is behind the name may be replaced. Safe for use by many threads. */
final class CacheServer {
    private final String name;
    private final InetSocketAddress given;
    private final @Nullable Supplier<TestServer> spares;
    private volatile @Nullable TestServer own;

    private CacheServer(
            String name, InetSocketAddress given, @Nullable TestServer own, @Nullable Supplier<TestServer> spares) {
        this.name = name;
        this.given = given;
        this.own = own;
        this.spares = spares;
    }

    /** One that is somebody else's. */
    static CacheServer given(String name, InetSocketAddress address) {
        return new CacheServer(name, address, null, null);
    }

    /** One that was started here, for which there is no other. */
    static CacheServer started(String name, TestServer server) {
        return new CacheServer(name, server.address(), server, null);
    }

    /** One that is started here, and can be replaced by others like it. */
    static CacheServer replaceable(String name, Supplier<TestServer> starts) {
        TestServer first = starts.get();
        return new CacheServer(name, first.address(), first, starts);
    }

    /** What it is called in the report. */
    String name() {
        return name;
    }

    /** Where it is now. */
    InetSocketAddress address() {
        TestServer server = own;
        return server == null ? given : server.address();
    }

    /** The process that was started here and may be harmed, or null. */
    @Nullable
    TestServer own() {
        return own;
    }

    boolean isReplaceable() {
        return spares != null;
    }

    /** Kills the process, and has another one under the same name, at another port and with nothing. */
    void replace() {
        TestServer old = own;
        if (spares == null || old == null) {
            throw new IllegalStateException(name + " cannot be replaced");
        }
        // Started while the old one has its port, and so at another; no client finds it before the old one is gone.
        TestServer fresh = spares.get();
        old.kill();
        old.close();
        own = fresh;
    }

    void close() {
        TestServer server = own;
        if (server != null) {
            server.close();
        }
    }
}
