package dev.aside.cache.memcached;

import java.net.SocketAddress;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one connection, each once. It is made before the connection is, whose thread runs before its constructor has
 * ended; so it stands where the client library looks for nodes, of which there is one.
 */
final class Signals implements ConnectionObserver, NodeLocator {

    private final CompletableFuture<Boolean> established = new CompletableFuture<>();
    private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
    private @Nullable MemcachedNode node;

    /** Is done once there is a connection. */
    CompletableFuture<Boolean> established() {
        return established;
    }

    /** Is done once there is none any more, or none to be had. */
    CompletableFuture<Boolean> gone() {
        return gone;
    }

    void isGone() {
        gone.complete(true);
    }

    /** Notes the one node, before the connection's thread starts. */
    void isAt(MemcachedNode one) {
        node = one;
    }

    @Override
    public void connectionEstablished(SocketAddress address, int attempts) {
        established.complete(true);
    }

    @Override
    public void connectionLost(SocketAddress address) {
        isGone();
    }

    @Override
    public MemcachedNode getPrimary(String key) {
        return Objects.requireNonNull(node, "set when the connection is made");
    }

    @Override
    public Iterator<MemcachedNode> getSequence(String key) {
        return getAll().iterator();
    }

    @Override
    public Collection<MemcachedNode> getAll() {
        return List.of(getPrimary(""));
    }

    @Override
    public NodeLocator getReadonlyCopy() {
        return this;
    }

    @Override
    public void updateLocator(List<MemcachedNode> nodes) {}
}
