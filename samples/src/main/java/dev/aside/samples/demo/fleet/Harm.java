package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.proxy.FaultProxy;
import dev.aside.cache.testkit.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to a fleet, one thing at a time, each of them mended before it returns: nodes are killed and frozen, cache
 * servers are frozen, killed and replaced, connections are cut and swallow what is sent. Each kind comes once before one comes
 * again.
 */
final class Harm {
    private static final int SHORTEST_MS = 1_000;
    private static final int LONGEST_MS = 3_000;
    private static final int LONGEST_OF_SERVER_MS = 2_000;

    private final Fleet fleet;
    private final int nodes;
    private final List<CacheServer> servers;
    private final Roads roads;
    private final @Nullable FailOver failOver;
    private final Random random = new Random();
    private volatile long began = System.nanoTime();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Blow> next = new ArrayList<>();

    /**
     * Prepares harm.
     *
     * @param servers the cache servers; those that are somebody else's are left alone
     * @param roads how nodes reach them
     * @param failOver of the database, or null
     */
    Harm(Fleet fleet, int nodes, List<CacheServer> servers, Roads roads, @Nullable FailOver failOver) {
        this.fleet = fleet;
        this.nodes = nodes;
        this.servers = List.copyOf(servers);
        this.roads = roads;
        this.failOver = failOver;
    }

    /** One kind of harm, done to a node and to a server, or to the way between both. */
    @FunctionalInterface
    private interface Blow {
        void strike(int node, int server) throws IOException, InterruptedException;
    }

    /** Begins to count the time. */
    void begin() {
        began = System.nanoTime();
    }

    /** Does one thing, and mends it. */
    void one() throws IOException, InterruptedException {
        if (failOver != null && failOver.isDue()) {
            tell("the writer of the database is killed, a replica promoted, and the former writer follows it");
            failOver.run();
        } else {
            strike();
        }
        done.incrementAndGet();
    }

    private void strike() throws IOException, InterruptedException {
        if (next.isEmpty()) {
            next.addAll(blows());
            Collections.shuffle(next, random);
        }
        next.remove(0).strike(random.nextInt(nodes), random.nextInt(servers.size()));
    }

    private List<Blow> blows() {
        List<Blow> blows = new ArrayList<>(
                List.of(this::killNode, this::freezeNode, this::loseRequests, this::loseReplies, this::reset));
        if (servers.stream().allMatch(server -> server.own() != null)) {
            blows.addAll(List.of(this::freezeServer, this::restartServer));
        }
        if (servers.stream().allMatch(CacheServer::isReplaceable)) {
            blows.add(this::replaceServer);
        }
        return blows;
    }

    private int time(int longest) {
        return SHORTEST_MS + random.nextInt(longest - SHORTEST_MS + 1);
    }

    private void killNode(int node, int server) throws IOException, InterruptedException {
        tell(name(node) + " is killed, and another started in its place");
        fleet.replace(node);
    }

    private void freezeNode(int node, int server) throws IOException, InterruptedException {
        int millis = time(LONGEST_MS);
        tell(name(node) + " stands still for " + millis + " ms");
        NodeProcess process = fleet.process(node);
        process.freeze();
        try {
            await(millis);
        } finally {
            process.thaw();
        }
    }

    private void freezeServer(int node, int server) throws InterruptedException {
        int millis = time(LONGEST_OF_SERVER_MS);
        TestServer process = own(server);
        tell(nameOfServer(server) + " stands still for " + millis + " ms");
        process.pause();
        try {
            await(millis);
        } finally {
            process.resume();
        }
    }

    private void restartServer(int node, int server) {
        tell(nameOfServer(server) + " is killed, and started again with nothing");
        own(server).restart();
    }

    private void replaceServer(int node, int server) {
        int before = servers.get(server).address().getPort();
        servers.get(server).replace();
        tell(nameOfServer(server) + " is killed, and replaced by an empty one at another port: "
                + servers.get(server).address().getPort() + " in place of " + before);
        roads.findAgain(server);
    }

    private void loseRequests(int node, int server) throws InterruptedException {
        int millis = time(LONGEST_MS);
        FaultProxy road = roads.of(node).get(server);
        tell("nothing of " + name(node) + " arrives at " + nameOfServer(server) + " for " + millis + " ms");
        road.toServer().blackHole(true);
        try {
            await(millis);
        } finally {
            road.heal();
        }
    }

    private void loseReplies(int node, int server) throws InterruptedException {
        int millis = time(LONGEST_MS);
        FaultProxy road = roads.of(node).get(server);
        tell("nothing of " + nameOfServer(server) + " arrives at " + name(node) + " for " + millis + " ms");
        road.toClient().blackHole(true);
        try {
            await(millis);
        } finally {
            road.heal();
        }
    }

    private void reset(int node, int server) {
        tell("the connection of " + name(node) + " to " + nameOfServer(server) + " is reset");
        roads.of(node).get(server).resetAll();
    }

    private static String name(int node) {
        return "node " + (node + 1);
    }

    private String nameOfServer(int server) {
        return servers.get(server).name();
    }

    private TestServer own(int server) {
        TestServer process = servers.get(server).own();
        if (process == null) {
            throw new IllegalStateException(nameOfServer(server) + " is somebody else's");
        }
        return process;
    }

    private void tell(String what) {
        told.add(String.format(Locale.ROOT, "%5.1f s  %s", (System.nanoTime() - began) / 1e9, what));
    }

    /** Waits, unless it is over, and returns whether it is not. */
    boolean await(int millis) throws InterruptedException {
        return !ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Nothing more is to be waited for. */
    void end() {
        ended.countDown();
    }

    /** Returns what was done since this was asked last. */
    List<String> told() {
        List<String> lines = new ArrayList<>();
        for (String line = told.poll(); line != null; line = told.poll()) {
            lines.add(line);
        }
        return lines;
    }

    /** Returns how many things were done. */
    int done() {
        return done.get();
    }
}
