package dev.aside.cache.memcached;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.NodeLocator;
import net.spy.memcached.metrics.MetricType;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.transcoders.Transcoder;

/**
 * How the client library makes one connection. It times nothing out, waits for nothing, sends nothing twice, and nowhere else:
 * all that is this package's.
 */
final class Means extends DefaultConnectionFactory {

    /** In milliseconds. Deadlines are the store's; this one only has to be later. */
    private static final long NEVER = Duration.ofDays(1).toMillis();

    private final Signals signals;

    Means(Signals signals) {
        this.signals = signals;
    }

    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    @Override
    public long getOperationTimeout() {
        return NEVER;
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
