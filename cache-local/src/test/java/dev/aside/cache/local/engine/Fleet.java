package dev.aside.cache.local.engine;

import dev.aside.cache.Cache;
import dev.aside.cache.spi.CacheBackend;
import dev.aside.cache.testkit.InMemoryBackend;
import dev.aside.cache.testkit.InMemoryServer;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes on one clock, with one source and, where their kind has one, one server. */
final class Fleet implements AutoCloseable {

    final ManualTime time = new ManualTime();
    final InMemoryServer server;
    final Source source = new Source();
    final Ground ground;
    private final List<Node> nodes = new ArrayList<>();

    Fleet(Ground ground) {
        this(ground, new InMemoryServer());
    }

    Fleet(Ground ground, InMemoryServer server) {
        this.ground = ground;
        this.server = server;
    }

    Node node() {
        return node(ground.backend(server));
    }

    Node node(CacheBackend backend) {
        Node node = new Node(ground, backend, time, 42 + nodes.size());
        nodes.add(node);
        return node;
    }

    /** A cache of a node of its own that loads from the source. */
    Cache<String, String> cache() {
        return node().cache().load(source::load).build();
    }

    void advance(Duration by) {
        time.advance(by);
    }

    void advanceMillis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    /** The way of the first node to the server. */
    InMemoryBackend link() {
        return nodes.get(0).link();
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
