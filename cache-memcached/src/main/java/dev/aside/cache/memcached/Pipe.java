package dev.aside.cache.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.compat.log.Logger;
import net.spy.memcached.compat.log.LoggerFactory;
import net.spy.memcached.ops.Operation;

/** The client library's connection to one server, which it makes once, and never again. */
final class Pipe extends MemcachedConnection implements Departures.Outlet {

    static {
        ClientLog.tame();
    }

    private final Means means;
    private final Signals signals;

    /** Set while the superclass is made, when nothing else of this is there; so it has no initial value of its own. */
    private boolean brokenEarly;

    private Pipe(InetSocketAddress address, Means means, Signals signals) throws IOException {
        super(
                means.getReadBufSize(),
                means,
                List.of(address),
                means.getInitialObservers(),
                means.getFailureMode(),
                means.getOperationFactory());
        this.means = means;
        this.signals = signals;
        if (brokenEarly) {
            signals.isGone();
        }
    }

    /** Begins to connect. */
    static Pipe to(String host, InetSocketAddress address, Access access) throws IOException {
        Signals signals = new Signals();
        return new Pipe(address, new Means(signals, host, access), signals);
    }

    /** As what it is to the library: of itself it would log under the name of this class. */
    @Override
    protected Logger getLogger() {
        return LoggerFactory.getLogger(MemcachedConnection.class);
    }

    Signals signals() {
        return signals;
    }

    Means means() {
        return means;
    }

    /**
     * The library is about to connect again: because it could not, or because the connection has broken, or because the server
     * has answered with what is no answer. Here that is the end. What was under way is given up by whoever has sent it.
     */
    @Override
    protected void queueReconnect(MemcachedNode node) {
        SelectionKey key = node.getSk();
        if (key != null) {
            key.cancel();
        }
        node.reconnecting();
        try (SocketChannel channel = node.getChannel()) {
            getLogger().debug("closing %s", channel);
        } catch (IOException e) {
            getLogger().debug("could not be closed", e);
        }
        if (locator instanceof Signals told) {
            told.isGone();
        } else {
            brokenEarly = true;
        }
    }

    /** Queues a command. If it is not sent, it is told so. */
    void send(String key, Operation operation, Calls.Call call) {
        send(key, new Sent(operation, means.access().bounds(), false), call::isNotSent);
    }

    /** Queues a command that a server need not know. */
    void sendOptional(String key, Operation operation, Calls.Call call) {
        send(key, new Sent(operation, means.access().bounds(), true), call::isNotSent);
    }

    @Override
    public Bounds bounds() {
        return means.access().isBinary() ? means.access().bounds() : Bounds.none();
    }

    /** The library's own for the binary protocol: there an answer says what it is to. */
    @Override
    public Operation get(Collection<String> names, Trip trip) {
        return means.access().isBinary()
                ? means.getOperationFactory().get(names, trip)
                : new Fetch(names, trip, means.access().maximumBytes());
    }

    @Override
    public void send(String key, Sent command, Runnable isNotSent) {
        boolean interrupted = Thread.interrupted(); // the library would not queue anything for a thread that is
        try {
            enqueueOperation(key, command);
        } catch (IllegalStateException e) {
            isNotSent.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends it. What was under way is never answered. */
    void end() {
        if (Thread.currentThread() == this) {
            Background.run("aside-memcached-end", this::close); // the library must not be told so by its own thread
        } else {
            close();
        }
    }

    private void close() {
        try {
            shutdown();
        } catch (IOException e) {
            getLogger().debug("could not be closed", e);
        }
        signals.isGone();
    }
}
