package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Asks all nodes again and again what they are, each by itself, and more often while that is in doubt. */
final class Monitor implements AutoCloseable {

    static final Duration FAST = Duration.ofMillis(100);
    private static final Duration TAIL = Duration.ofSeconds(30);

    /** A doubt that lasts for longer than this is not settled by haste. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Cluster cluster;
    private final Options options;
    private final CacheRuntime runtime;
    private final ConcurrentMap<NodePool, Probe> probes = new ConcurrentHashMap<>();
    private volatile long fastUntilNanos;
    private volatile long sureNanos;
    private volatile boolean isFast;
    private volatile boolean isAsleep;
    private volatile boolean closed;

    Monitor(Cluster cluster, Options options, CacheRuntime runtime) {
        this.cluster = cluster;
        this.options = options;
        this.runtime = runtime;
        this.sureNanos = runtime.ticker().nanos();
    }

    /** Begins to ask these nodes, and stops to ask those. */
    void change(List<NodePool> joining, List<NodePool> leaving) {
        for (NodePool pool : joining) {
            Probe probe = new Probe(pool, cluster, runtime, options.silence(), this::pause);
            probes.put(pool, probe);
            probe.start();
        }
        for (NodePool pool : leaving) {
            Probe probe = probes.remove(pool);
            if (probe != null) {
                probe.close();
            }
        }
    }

    /** Something is wrong with a node, or may be: all are asked now. */
    void hurry() {
        if (!closed && !isAsleep) {
            fasten();
            probes.values().forEach(Probe::askNow);
        }
    }

    private void fasten() {
        fastUntilNanos = runtime.ticker().nanos() + TAIL.toNanos();
        isFast = true;
    }

    /** Returns after which time a node is asked again, or null if it is not. */
    private @Nullable Duration pause() {
        if (closed || isAsleep) {
            return null;
        }
        long now = runtime.ticker().nanos();
        if (cluster.isInDoubt()) {
            fasten();
        } else {
            sureNanos = now;
        }
        boolean hastens = isFast && now - fastUntilNanos < 0 && now - sureNanos < PATIENCE.toNanos();
        Duration usual = hastens && FAST.compareTo(options.probeInterval()) < 0 ? FAST : options.probeInterval();
        long tenth = usual.toNanos() / 10;
        return usual.plusNanos(runtime.random().nextLong(2 * tenth + 1) - tenth);
    }

    /** Nobody is asked any more, and nothing is left open, until {@link #wake}. */
    void sleep() {
        isAsleep = true;
        probes.values().forEach(Probe::rest);
    }

    /** Asks again, if nobody was asked. */
    void wake() {
        if (isAsleep) {
            isAsleep = false;
            sureNanos = runtime.ticker().nanos();
            fasten();
            probes.values().forEach(Probe::start);
        }
    }

    boolean isAsleep() {
        return isAsleep;
    }

    @Override
    public void close() {
        closed = true;
        probes.values().forEach(Probe::close);
    }
}
