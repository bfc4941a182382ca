package dev.aside.bench.memcachedfaults;

import dev.aside.bench.faults.Place;
import dev.aside.bench.kit.MemcachedTalk;
import dev.aside.cache.memcached.MemcachedBackend;
import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.MemcachedServer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One server or two, and the way of each node to each of them. Whatever happens happens to the first, or on the way to it. */
final class MemcachedPlace implements Place {
    /** As little as a server can be started with, so that it is soon full. */
    private static final String LITTLE = "2";

    /** A server gives memory to sizes, a MiB at a time, and throws away what is as large as what comes. */
    private static final int STEP = 40;

    private static final int LARGEST = 240;
    private static final int FILLERS = 8_000;

    private final MemcachedServer server;
    private final @Nullable MemcachedServer other;
    private final List<FaultProxy> ways;
    private final List<FaultProxy> otherWays;
    private int fillers;

    private MemcachedPlace(Layout layout) {
        server = layout == Layout.LITTLE ? MemcachedServer.start("-m", LITTLE) : MemcachedServer.start("-m", "64");
        ways = ways(server);
        other = layout == Layout.ALONE || layout == Layout.LITTLE ? null : MemcachedServer.start("-m", "64");
        otherWays = other == null || layout == Layout.SPARE ? List.of() : ways(other);
    }

    static MemcachedPlace open(Layout layout) {
        return new MemcachedPlace(layout);
    }

    private static List<FaultProxy> ways(MemcachedServer to) {
        return Stream.generate(() -> FaultProxy.memcached(to.address()))
                .limit(NODES)
                .toList();
    }

    @Override
    public MemcachedBackend backend(int node) {
        MemcachedBackend.Builder backend = MemcachedBackend.builder().node("one", where(ways.get(node)));
        if (!otherWays.isEmpty()) {
            backend.node("two", where(otherWays.get(node)));
        }
        return backend.build();
    }

    private static String where(FaultProxy way) {
        return way.host() + ":" + way.port();
    }

    @Override
    public MemcachedServer server() {
        return server;
    }

    @Override
    public List<FaultProxy> ways() {
        return ways;
    }

    @Override
    public int connections() {
        return Stream.concat(ways.stream(), otherWays.stream())
                .mapToInt(FaultProxy::openConnections)
                .sum();
    }

    /** Lets the spare server be found where the first was. */
    void leadToSpare() {
        ways.forEach(way -> way.to(Objects.requireNonNull(other).address()));
    }

    /** Has the server keep so much of others', of sizes as slots have, that it forgets what it has. */
    void crowd() {
        try (MemcachedTalk talk = new MemcachedTalk(server)) {
            for (int size = STEP; size <= LARGEST; size += STEP) {
                talk.fill(fillers, FILLERS, size);
                fillers += FILLERS;
            }
        }
    }

    /** Returns how many things the server has thrown away. */
    long evictions() {
        try (MemcachedTalk talk = new MemcachedTalk(server)) {
            return talk.evictions();
        }
    }

    void flush() {
        try (MemcachedTalk talk = new MemcachedTalk(server)) {
            talk.flush();
        }
    }

    @Override
    public void close() {
        ways.forEach(FaultProxy::close);
        otherWays.forEach(FaultProxy::close);
        server.close();
        if (other != null) {
            other.close();
        }
    }
}
