package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes a node of each address that stands behind a name. A name may say another of its addresses each time that it is asked. */
final class Resolution implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Resolution.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration HASTE = Duration.ofSeconds(1);
    private static final Duration MEMORY = Duration.ofMinutes(2);

    private final EndpointResolver resolver;
    private final Cluster cluster;
    private final CacheRuntime runtime;
    private final Consumer<List<DatabaseNode>> nodes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<DatabaseNode, Long> seenNanos = new LinkedHashMap<>();
    private List<DatabaseNode> names = List.of();
    private List<DatabaseNode> told = List.of();
    private volatile boolean closed;

    /** @param nodes told all nodes that there are, if they are others than before */
    Resolution(EndpointResolver resolver, Cluster cluster, CacheRuntime runtime, Consumer<List<DatabaseNode>> nodes) {
        this.resolver = resolver;
        this.cluster = cluster;
        this.runtime = runtime;
        this.nodes = nodes;
    }

    /** These are the names from now on. */
    void names(List<DatabaseNode> wanted) {
        lock.lock();
        try {
            names = wanted;
        } finally {
            lock.unlock();
        }
        submit(() -> {});
    }

    /** These are the names from now on, and nothing of those before counts; what stands behind them is asked before this returns. */
    void swap(List<DatabaseNode> wanted) {
        lock.lock();
        try {
            names = wanted;
            seenNanos.keySet().removeIf(seen -> wanted.stream().noneMatch(name -> isOf(name, seen)));
            look();
        } finally {
            lock.unlock();
        }
    }

    private static boolean isOf(DatabaseNode name, DatabaseNode seen) {
        InetAddress address = seen.address();
        return address != null && seen.equals(name.at(address));
    }

    private void submit(Runnable then) {
        try {
            runtime.executor().execute(() -> {
                try {
                    look();
                } finally {
                    then.run();
                }
            });
        } catch (RejectedExecutionException e) {
            then.run();
        }
    }

    /** Looks, again and again, and never by two threads at once: one would wait for the other. */
    void start() {
        runtime.scheduler().schedule(this::again, cluster.isInDoubt() ? HASTE : PAUSE);
    }

    private void again() {
        if (!closed) {
            submit(this::start);
        }
    }

    private void look() {
        lock.lock();
        try {
            long now = runtime.ticker().nanos();
            names.forEach(name -> resolve(name, now));
            seenNanos.values().removeIf(seen -> now - seen > MEMORY.toNanos());
            List<DatabaseNode> all = all();
            if (!all.equals(told) && !closed) {
                told = all;
                nodes.accept(all);
            }
        } finally {
            lock.unlock();
        }
    }

    private void resolve(DatabaseNode name, long now) {
        try {
            for (InetAddress address : resolver.resolve(name.url().host())) {
                seenNanos.put(name.at(address), now);
            }
        } catch (UnknownHostException e) {
            LOGGER.log(Level.WARNING, () -> name + " has a name that cannot be resolved");
            keep(name, now);
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, () -> name + " has a name at which the resolver fails", e);
            keep(name, now);
        }
    }

    /** While nobody says what it stands for, it stands for what was said last. */
    private void keep(DatabaseNode name, long now) {
        seenNanos.replaceAll((seen, nanos) -> isOf(name, seen) ? now : nanos);
    }

    /** Whoever has no address yet is left to the driver. */
    private List<DatabaseNode> all() {
        List<DatabaseNode> all = new ArrayList<>();
        for (DatabaseNode name : names) {
            List<DatabaseNode> known = seenNanos.keySet().stream()
                    .filter(node -> node.url().equals(name.url()))
                    .toList();
            all.addAll(known.isEmpty() ? List.of(name) : known);
        }
        return all;
    }

    @Override
    public void close() {
        closed = true;
    }
}
