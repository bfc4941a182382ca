package dev.aside.samples.demo.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The nodes of a run, each a process, and another one in its place when one was killed. */
final class Fleet implements AutoCloseable {
    private final FleetPlan plan;
    private final List<String> urls;
    private final String keyPrefix;
    private final Path directory;
    private final Roads roads;
    private final List<InetSocketAddress> readers;
    private final AtomicInteger lives = new AtomicInteger();
    private final ReentrantLock changing = new ReentrantLock();
    private final List<NodeProcess> present = new CopyOnWriteArrayList<>();
    private final List<NodeSettings> all = new CopyOnWriteArrayList<>();

    /**
     * Describes a fleet, and starts nothing.
     *
     * @param urls where each node finds the database's servers
     * @param roads where each node finds the cache servers
     * @param readers where all of them find servers that follow those
     */
    Fleet(
            FleetPlan plan,
            List<String> urls,
            String keyPrefix,
            Path directory,
            Roads roads,
            List<InetSocketAddress> readers) {
        this.plan = plan;
        this.urls = List.copyOf(urls);
        this.keyPrefix = keyPrefix;
        this.directory = directory;
        this.roads = roads;
        this.readers = List.copyOf(readers);
    }

    /** Starts all nodes and waits until they are ready. */
    void start() throws IOException {
        for (int node = 0; node < plan.nodes(); node++) {
            present.add(begin(node, 0));
        }
        for (NodeProcess process : present) {
            process.awaitReady();
        }
    }

    private NodeProcess begin(int node, int from) throws IOException {
        NodeSettings settings = new NodeSettings(
                plan,
                node,
                lives.incrementAndGet(),
                from,
                places(roads.addresses(node)),
                places(readers),
                urls,
                keyPrefix,
                directory);
        Meter.open(settings.meter()).set(Meter.Count.TAKEN, from);
        all.add(settings);
        return NodeProcess.start(settings);
    }

    private static List<String> places(List<InetSocketAddress> servers) {
        return servers.stream()
                .map(server -> server.getHostString() + ":" + server.getPort())
                .toList();
    }

    /** Lets all nodes begin to replay. */
    void go() throws IOException {
        for (NodeProcess process : present) {
            process.go();
        }
    }

    NodeProcess process(int node) {
        return present.get(node);
    }

    /** Returns the settings of all processes that were ever started. */
    List<NodeSettings> all() {
        return List.copyOf(all);
    }

    /** Kills the process of a node, and starts another that goes on with its share. */
    void replace(int node) throws IOException, InterruptedException {
        changing.lock();
        try {
            NodeProcess old = present.get(node);
            if (!old.isAlive()) {
                return; // it has done its share
            }
            old.kill();
            NodeProcess fresh = begin(node, taken(old.settings()));
            fresh.awaitReady();
            fresh.go();
            present.set(node, fresh);
        } finally {
            changing.unlock();
        }
    }

    /** Returns whether nobody replays any more. */
    boolean isDone() {
        if (!changing.tryLock()) {
            return false;
        }
        try {
            return present.stream().noneMatch(NodeProcess::isAlive);
        } finally {
            changing.unlock();
        }
    }

    /** Returns how many accesses were taken up so far. */
    int taken() throws IOException {
        int taken = 0;
        for (NodeProcess process : present) {
            taken += taken(process.settings());
        }
        return taken;
    }

    private static int taken(NodeSettings settings) throws IOException {
        return (int) Meter.open(settings.meter()).get(Meter.Count.TAKEN);
    }

    /** Takes leave of all nodes, and returns what failed on them, a line each. */
    List<String> awaitEnd() throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (NodeProcess process : present) {
            for (String failure : process.awaitEnd()) {
                failures.add("node " + (process.settings().node() + 1) + ": " + failure);
            }
        }
        return failures;
    }

    /** Ends whoever still runs. */
    @Override
    public void close() {
        for (NodeProcess process : present) {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
