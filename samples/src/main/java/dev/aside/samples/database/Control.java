package dev.aside.samples.database;

import dev.aside.cache.jdbc.DatabaseTopology;
import dev.aside.cache.jdbc.EndpointDataSource;
import dev.aside.cache.jdbc.TopologyEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The database with those who ask it, what is known of it, and what may be done to it. Safe for use by many threads. */
final class Control implements AutoCloseable {

    private static final int MOST_HAPPENINGS = 10;
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Servers servers = Servers.start();
    private final EndpointDataSource database;
    private final Load load;
    private final Deque<View.Happening> happenings = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean isHeld;

    /** Starts it all. */
    Control() {
        EndpointDataSource.Builder builder = EndpointDataSource.builder()
                .name("sample")
                .credentials(servers.user(), servers.password())
                .lagBound(1 << 19)
                .rampUp(Duration.ofSeconds(5));
        servers.nodes().forEach(builder::node);
        this.database = builder.build();
        this.load = new Load(database, servers::nameOf, System::nanoTime);
        database.onTopology(this::heard);
        load.begin();
    }

    private static long millis() {
        return Duration.ofNanos(System.nanoTime()).toMillis();
    }

    private void heard(TopologyEvent event) {
        lock.lock();
        try {
            happenings.addFirst(new View.Happening(millis(), event.kind().name(), event.node()));
            if (happenings.size() > MOST_HAPPENINGS) {
                happenings.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<View.Happening> happenings() {
        lock.lock();
        try {
            return List.copyOf(happenings);
        } finally {
            lock.unlock();
        }
    }

    View.State state() {
        DatabaseTopology topology = database.topology();
        List<View.Node> nodes = topology.nodes().stream()
                .map(node -> View.Node.of(node, topology.writer(), servers))
                .toList();
        return new View.State(
                millis(),
                topology.writer(),
                nodes.stream().anyMatch(node -> node.state().equals("writers")),
                isHeld,
                nodes,
                load.reads().traffic(),
                load.writes().traffic(),
                database.stats(),
                happenings());
    }

    /**
     * Does something to a server. Blocks until it is done.
     *
     * @return whether it is known, the server and what is to be done
     */
    boolean act(String what, String node) {
        if (!servers.isKnown(node)) {
            return false;
        }
        begin();
        switch (what) {
            case "kill" -> servers.kill(node);
            case "promote" -> servers.promote(node);
            case "pause" -> servers.pauseReplay(node);
            case "resume" -> servers.resumeReplay(node);
            case "start" -> servers.startAgain(node, database.topology().writer());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void begin() {
        load.reads().begin();
        load.writes().begin();
    }

    /** Holds everybody back, and waits for what is under way. */
    void hold() throws InterruptedException {
        begin();
        isHeld = true;
        boolean unused = database.gate().hold(TO_END);
    }

    void release() {
        isHeld = false;
        database.gate().release();
    }

    @Override
    public void close() {
        try {
            load.close();
        } finally {
            database.close();
            servers.close();
        }
    }
}
