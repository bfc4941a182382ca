package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The pools of the nodes that there are: they come and go, and one that stays keeps its connections. */
final class Nodes implements AutoCloseable {

    private final Cluster cluster;
    private final Monitor monitor;
    private final Vetting vetting;
    private final Function<DatabaseNode, NodePool> maker;
    private final CacheRuntime runtime;
    private final Duration drain;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, NodePool> pools = new LinkedHashMap<>();
    private final List<NodePool> drained = new ArrayList<>();
    private boolean closed;

    Nodes(
            Cluster cluster,
            Monitor monitor,
            Vetting vetting,
            Function<DatabaseNode, NodePool> maker,
            CacheRuntime runtime,
            Duration drain) {
        this.cluster = cluster;
        this.monitor = monitor;
        this.vetting = vetting;
        this.maker = maker;
        this.runtime = runtime;
        this.drain = drain;
    }

    /** These are the nodes from now on. */
    void change(Collection<DatabaseNode> wanted) {
        wanted.forEach(vetting::check);
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the data source is closed");
            }
            List<NodePool> leaving = leave(wanted);
            List<NodePool> joining = join(wanted);
            cluster.change(joining, leaving);
            monitor.change(joining, leaving);
            leaving.forEach(this::drain);
        } finally {
            lock.unlock();
        }
    }

    private List<NodePool> leave(Collection<DatabaseNode> wanted) {
        List<NodePool> leaving = new ArrayList<>(pools.values());
        leaving.removeIf(pool -> wanted.stream().anyMatch(node -> isOf(pool, node)));
        pools.values().removeAll(leaving);
        return leaving;
    }

    private static boolean isOf(NodePool pool, DatabaseNode node) {
        DatabaseNode known = pool.described();
        return known.id().equals(node.id())
                && known.url().equals(node.url())
                && Objects.equals(known.address(), node.address());
    }

    private List<NodePool> join(Collection<DatabaseNode> wanted) {
        List<NodePool> joining = new ArrayList<>();
        for (DatabaseNode node : wanted) {
            NodePool known = pools.get(node.id());
            if (known == null) {
                NodePool fresh = maker.apply(node);
                pools.put(node.id(), fresh);
                joining.add(fresh);
            } else {
                known.described(node);
            }
        }
        return joining;
    }

    /** What is lent there comes back in its own time, and is not waited for beyond a bound. */
    private void drain(NodePool pool) {
        drained.add(pool);
        pool.evict();
        runtime.scheduler().schedule(() -> end(pool), drain);
    }

    private void end(NodePool pool) {
        Runnable end = () -> {
            pool.close();
            forget(pool);
        };
        try {
            runtime.executor().execute(end);
        } catch (RejectedExecutionException e) {
            end.run();
        }
    }

    private void forget(NodePool pool) {
        lock.lock();
        try {
            drained.remove(pool);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the connections that are not lent, and forgets what the nodes have said. */
    void rest() {
        cluster.forget();
        all().forEach(NodePool::evict);
    }

    /** Returns how many connections are lent, by all that are there and all that are leaving. */
    int lent() {
        return all().stream().mapToInt(NodePool::lent).sum();
    }

    private List<NodePool> all() {
        lock.lock();
        try {
            List<NodePool> all = new ArrayList<>(pools.values());
            all.addAll(drained);
            return all;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        monitor.close();
        all().forEach(NodePool::close);
    }
}
