package dev.aside.cache.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The connections to one node, whatever role it has: a node that is promoted keeps them. */
final class NodePool implements Watch {

    /** Who is told what a node says, and what is suspected of it. */
    interface Ear {
        void saw(NodePool pool, Sighting sighting);

        /** A connection was lost, or a write refused: it is to be asked now. */
        void doubts(NodePool pool);
    }

    private final Connector connector;
    private final Options options;
    private final Ear ear;
    private final Counts counts;
    private final Ticker ticker;
    private final NodeSource source;
    private final NodeLoad load = new NodeLoad();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable HikariPool pool;
    private volatile @Nullable EndpointRole label;
    private volatile DatabaseNode described;
    private boolean closed;

    NodePool(Connector connector, Options options, Ear ear, Counts counts, Ticker ticker) {
        this.connector = connector;
        this.options = options;
        this.ear = ear;
        this.counts = counts;
        this.ticker = ticker;
        this.described = connector.node();
        this.source = new NodeSource(connector, this, sighting -> ear.saw(this, sighting));
    }

    Connector connector() {
        return connector;
    }

    @Override
    public String node() {
        return connector.node().id();
    }

    /** Returns what its user says of the node. */
    DatabaseNode described() {
        return described;
    }

    /** The user says something else of the node, which is where it was. */
    void described(DatabaseNode anew) {
        described = anew;
    }

    NodeLoad load() {
        return load;
    }

    /** The node is known to be this now. */
    void label(@Nullable EndpointRole role) {
        label = role;
    }

    /** Borrows a connection, as HikariCP does. */
    Connection borrow(long millis) throws SQLException {
        HikariPool open = pool;
        return (open == null ? open() : open).getConnection(millis);
    }

    private HikariPool open() throws SQLException {
        lock.lock();
        try {
            HikariPool open = pool;
            if (closed) {
                throw new SQLTransientConnectionException("the connections to " + node() + " are closed", "08003");
            } else if (open == null) {
                open = new HikariPool(config());
                pool = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("aside " + options.name() + " " + node());
        config.setDataSource(source);
        config.setMaximumPoolSize(options.poolSize());
        config.setMinimumIdle(options.minimumIdle());
        config.setConnectionTimeout(Math.max(250, options.borrowTimeout().toMillis()));
        config.setInitializationFailTimeout(-1);
        Duration idle = options.idleAfter();
        if (idle != null) {
            config.setIdleTimeout(Math.max(10_000, idle.toMillis()));
            config.setKeepaliveTime(0);
        }
        config.validate();
        return config;
    }

    /** Returns why no connection can be made, or null if the last one could. */
    @Nullable
    String failure() {
        return source.failure();
    }

    /** Returns how many connections are lent. */
    int lent() {
        HikariPool open = pool;
        return open == null ? 0 : open.getActiveConnections();
    }

    /** Returns how many connections there are. */
    int connections() {
        HikariPool open = pool;
        return open == null ? 0 : open.getTotalConnections();
    }

    /** Returns how many callers wait for a connection. */
    int waiting() {
        HikariPool open = pool;
        return open == null ? 0 : open.getThreadsAwaitingConnection();
    }

    /** Ends all connections: those that are lent, when they come back. */
    void evict() {
        HikariPool open = pool;
        if (open != null) {
            open.softEvictConnections();
        }
    }

    /** Cuts all connections off, whoever waits on them. */
    void cut() {
        source.cut();
    }

    @Override
    public void isUnknown() {
        counts.unknown();
    }

    @Override
    public long begins() {
        load.begins();
        return ticker.nanos();
    }

    @Override
    public void ends(long begun) {
        load.ends(ticker.nanos() - begun);
    }

    @Override
    public boolean isLost(SQLException error) {
        return connector.dialect().isLost(error);
    }

    @Override
    public SQLException told(SQLException error, boolean wasWriter) {
        if (isLost(error)) {
            ear.doubts(this);
        } else if (wasWriter && connector.dialect().isRoleError(error) && !isStillWriter()) {
            return new WriterChangedException(node(), error);
        }
        return error;
    }

    /**
     * Asks the node, unless it is known already: it may be the transaction that is read-only, and not the node. Who cannot be asked
     * is not a writer any more.
     */
    private boolean isStillWriter() {
        lock.lock();
        try {
            if (label == EndpointRole.READER) {
                return false;
            }
            try (Connection probe = connector.open(true)) {
                Sighting sighting = connector.ask(probe);
                ear.saw(this, sighting);
                return sighting.isWriter();
            }
        } catch (SQLException e) {
            ear.doubts(this);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all connections now. Waits at most some seconds. Idempotent. */
    void close() {
        HikariPool open;
        lock.lock();
        try {
            closed = true;
            open = pool;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            shutdown(open);
        }
    }

    private static void shutdown(HikariPool open) {
        try {
            open.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
