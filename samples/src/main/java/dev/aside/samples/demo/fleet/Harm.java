package dev.aside.samples.demo.fleet;

import dev.aside.cache.testkit.server.RedisServer;
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
 * What can be done to a fleet, one thing at a time, each of them mended before it returns: nodes are killed and frozen, the
 * server is frozen and killed, connections are cut and swallow what is sent. Each kind comes once before one comes again.
 */
final class Harm {
    private static final int SHORTEST_MS = 1_000;
    private static final int LONGEST_MS = 3_000;
    private static final int LONGEST_OF_SERVER_MS = 2_000;

    private final Fleet fleet;
    private final int nodes;
    private final @Nullable RedisServer redis;
    private final Roads roads;
    private final Random random = new Random();
    private volatile long began = System.nanoTime();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Blow> next = new ArrayList<>();

    /**
     * Prepares harm.
     *
     * @param redis the server that may be harmed, or null if it is somebody else's
     */
    Harm(Fleet fleet, int nodes, @Nullable RedisServer redis, Roads roads) {
        this.fleet = fleet;
        this.nodes = nodes;
        this.redis = redis;
        this.roads = roads;
    }

    private enum Blow {
        KILL_NODE,
        FREEZE_NODE,
        FREEZE_SERVER,
        RESTART_SERVER,
        LOSE_REQUESTS,
        LOSE_REPLIES,
        RESET
    }

    /** Begins to count the time. */
    void begin() {
        began = System.nanoTime();
    }

    /** Does one thing, and mends it. */
    void one() throws IOException, InterruptedException {
        if (next.isEmpty()) {
            next.addAll(List.of(Blow.values()));
            next.removeIf(kind -> redis == null && (kind == Blow.FREEZE_SERVER || kind == Blow.RESTART_SERVER));
            Collections.shuffle(next, random);
        }
        one(next.remove(0), random.nextInt(nodes));
        done.incrementAndGet();
    }

    private void one(Blow kind, int node) throws IOException, InterruptedException {
        switch (kind) {
            case KILL_NODE -> killNode(node);
            case FREEZE_NODE -> freezeNode(node, time(LONGEST_MS));
            case FREEZE_SERVER -> freezeServer(time(LONGEST_OF_SERVER_MS));
            case RESTART_SERVER -> restartServer();
            case LOSE_REQUESTS -> loseRequests(node, time(LONGEST_MS));
            case LOSE_REPLIES -> loseReplies(node, time(LONGEST_MS));
            case RESET -> reset(node);
        }
    }

    private int time(int longest) {
        return SHORTEST_MS + random.nextInt(longest - SHORTEST_MS + 1);
    }

    private void killNode(int node) throws IOException, InterruptedException {
        tell(name(node) + " is killed, and another started in its place");
        fleet.replace(node);
    }

    private void freezeNode(int node, int millis) throws IOException, InterruptedException {
        tell(name(node) + " stands still for " + millis + " ms");
        NodeProcess process = fleet.process(node);
        process.freeze();
        try {
            await(millis);
        } finally {
            process.thaw();
        }
    }

    private void freezeServer(int millis) throws InterruptedException {
        RedisServer server = redis;
        if (server != null) {
            tell("redis stands still for " + millis + " ms");
            server.pause();
            try {
                await(millis);
            } finally {
                server.resume();
            }
        }
    }

    private void restartServer() {
        RedisServer server = redis;
        if (server != null) {
            tell("redis is killed, and started again with nothing");
            server.restart();
        }
    }

    private void loseRequests(int node, int millis) throws InterruptedException {
        tell("nothing of " + name(node) + " arrives at redis for " + millis + " ms");
        roads.of(node).toServer().blackHole(true);
        try {
            await(millis);
        } finally {
            roads.of(node).heal();
        }
    }

    private void loseReplies(int node, int millis) throws InterruptedException {
        tell("nothing of redis arrives at " + name(node) + " for " + millis + " ms");
        roads.of(node).toClient().blackHole(true);
        try {
            await(millis);
        } finally {
            roads.of(node).heal();
        }
    }

    private void reset(int node) {
        tell("the connection of " + name(node) + " is reset");
        roads.of(node).resetAll();
    }

    private static String name(int node) {
        return "node " + (node + 1);
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
