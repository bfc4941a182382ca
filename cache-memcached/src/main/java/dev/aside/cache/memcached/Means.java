package dev.aside.cache.memcached;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.metrics.MetricType;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.protocol.ascii.AsciiOperationFactory;
import net.spy.memcached.protocol.binary.BinaryOperationFactory;
import net.spy.memcached.transcoders.Transcoder;
import org.jspecify.annotations.Nullable;

/**
 * How the client library makes one connection. It times nothing out, waits for nothing, sends nothing twice, and nowhere else:
 * all that is this package's.
 */
final class Means extends DefaultConnectionFactory {

    /** How long a connection may take to be made, and the server to answer by it. */
    static final Duration CONNECT = Duration.ofSeconds(1);

    private final Signals signals;
    private final String host;
    private final Access access;
    private final OperationFactory commands;

    Means(Signals signals, String host, Access access) {
        this.signals = signals;
        this.host = host;
        this.access = access;
        this.commands = access.isBinary() ? new BinaryOperationFactory() : new AsciiOperationFactory();
    }

    Access access() {
        return access;
    }

    @Override
    public OperationFactory getOperationFactory() {
        return commands;
    }

    /*
     * What only the client library of ElastiCache asks for, which has TLS: so these override nothing of the other one. All is told
     * by name alone, so that the same classes run on both.
     */

    public @Nullable SSLContext getSSLContext() {
        return access.tls();
    }

    /** Certificates are checked for the name of this node; with one connection to each there is one name to each. */
    public String getHostnameForTlsVerification() {
        return host;
    }

    public boolean skipTlsHostnameVerification() {
        return false;
    }

    public boolean getKeepAlive() {
        return true;
    }

    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    /** For how long a TLS handshake may take. Commands do not go by it: see {@link Sent}. */
    @Override
    public long getOperationTimeout() {
        return CONNECT.toMillis();
    }

    /** Whoever sends does not wait: how much may be under way is bounded by {@link Queue}, before it comes here. */
    @Override
    public long getOpQueueMaxBlockTime() {
        return 0;
    }

    @Override
    public BlockingQueue<Operation> createOperationQueue() {
        return new LinkedBlockingQueue<>();
    }

    @Override
    public int getTimeoutExceptionThreshold() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isDaemon() {
        return true;
    }

    @Override
    public MetricType enableMetrics() {
        return MetricType.OFF;
    }

    @Override
    public Transcoder<Object> getDefaultTranscoder() {
        return new BytesTranscoder();
    }

    @Override
    public Collection<ConnectionObserver> getInitialObservers() {
        return List.of(signals);
    }

    @Override
    public NodeLocator createLocator(List<MemcachedNode> nodes) {
        signals.isAt(nodes.get(0));
        return signals;
    }
}
