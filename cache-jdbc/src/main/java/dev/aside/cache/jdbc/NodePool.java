package dev.aside.cache.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import dev.aside.cache.spi.Ticker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
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

    /** HikariCP itself looks at connections that have not been used for longer. */
    private static final long UNSEEN_NANOS = Duration.ofMillis(500).toNanos();

    /** How long such a look takes at most. It cannot take less, and by default it would take five times as long. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Connector connector;
    private final Options options;
    private final Ear ear;
    private final Counts counts;
    private final Ticker ticker;
    private final NodeSource source;
    private final NodeLoad load = new NodeLoad();
    private final Line line = new Line();
    private final LongAdder borrows = new LongAdder();
    private final Inquiry<Sighting> role = new Inquiry<>(this::askAnew);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable HikariPool pool;
    private volatile @Nullable Sighting label;
    private volatile DatabaseNode described;
    private volatile boolean hasLost;
    private volatile long lostNanos;
    private boolean closed;

    NodePool(Connector connector, Options options, Ear ear, Commits commits, Counts counts, Ticker ticker) {
        this.connector = connector;
        this.options = options;
        this.ear = ear;
        this.counts = counts;
        this.ticker = ticker;
        this.described = connector.node();
        this.source = new NodeSource(connector, this, commits, sighting -> ear.saw(this, sighting));
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

    /** Asks the node on a connection that is lent. */
    Sighting ask(Connection lent) throws SQLException {
        Sighting now = connector.ask(lent, entered(lent).openedNanos());
        ear.saw(this, now);
        return now;
    }

    /** Returns whether the node is not known to be another server than the one that said this. */
    boolean mayBe(Sighting sighting) {
        Sighting now = label;
        return now == null || now.server().equals(sighting.server());
    }

    NodeLoad load() {
        return load;
    }

    /** Returns where those stand who wait for long. */
    Line line() {
        return line;
    }

    /** The node is known to be this now; null if it has not answered. */
    void label(@Nullable Sighting sighting) {
        label = sighting;
    }

    /**
     * Borrows a connection, as HikariCP does. Where one was lost just now, others may be, and are looked at before they are lent.
     *
     * @throws SQLTransientConnectionException if none is free in time, or all lead to a server that is not behind the name any more
     */
    Connection borrow(long millis) throws SQLException {
        HikariPool known = pool;
        HikariPool open = known == null ? open() : known;
        for (int i = 0; i <= options.poolSize(); i++) {
            Connection lent = open.getConnection(millis);
            if (!isToAnother(lent) && !(hasLost && isDoubted() && !lent.isValid((int) LOOK.toSeconds()))) {
                borrows.increment();
                return lent;
            }
            open.evictConnection(lent);
        }
        throw new SQLTransientConnectionException(
                node() + " leads to another server than the one that is known", "08001");
    }

    private static Sighting entered(Connection lent) throws SQLException {
        return lent.unwrap(WatchedConnection.class).entered();
    }

    /**
     * Returns whether the connection leads to a server that was behind the name before the one that takes writes now. Such connections
     * are ended, but somebody may borrow one just before.
     */
    private boolean isToAnother(Connection lent) throws SQLException {
        Sighting now = label;
        return now != null
                && now.isWriter()
                && !now.server().equals(entered(lent).server());
    }

    private boolean isDoubted() {
        long lost = lostNanos;
        if (ticker.nanos() - lost < UNSEEN_NANOS) {
            return true;
        }
        hasLost = false;
        if (lostNanos != lost) {
            hasLost = true; // one more has been lost just now
        }
        return hasLost;
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
        config.setValidationTimeout(LOOK.toMillis());
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

    /** Returns whether all connections that there may be are lent. */
    boolean isFull() {
        HikariPool open = pool;
        return open != null && open.getIdleConnections() == 0 && open.getTotalConnections() >= options.poolSize();
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
        return line.behind() + (open == null ? 0 : open.getThreadsAwaitingConnection());
    }

    /** Returns how many connections were lent so far. */
    long borrows() {
        return borrows.sum();
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
    public boolean isWriter() {
        Sighting now = label;
        return now != null && now.isWriter();
    }

    /** Returns whether the node is known to take no writes, and not just to be silent. */
    boolean isReader() {
        Sighting now = label;
        return now != null && !now.isWriter();
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
    public SQLException told(SQLException error, String server, boolean wasWriter) {
        if (isLost(error)) {
            lostNanos = ticker.nanos();
            hasLost = true;
            ear.doubts(this);
        } else if (wasWriter && connector.dialect().isRoleError(error) && !isStillWriter(server)) {
            return new WriterChangedException(node(), error);
        }
        return error;
    }

    /**
     * Asks the node, unless it is known already: it may be the transaction that is read-only, and not the node. Who cannot be asked
     * is not a writer any more, and neither is a server that another one stands for by now.
     */
    private boolean isStillWriter(String server) {
        Sighting said = isReader() ? null : role.answer();
        return said != null && said.isWriter() && said.server().equals(server);
    }

    /** Asks on a connection of its own. Returns null if the node cannot be asked. */
    private @Nullable Sighting askAnew() {
        long began = ticker.nanos();
        try (Connection probe = connector.open(true)) {
            Sighting sighting = connector.ask(probe, began);
            ear.saw(this, sighting);
            return sighting;
        } catch (SQLException e) {
            ear.doubts(this);
            return null;
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
        source.close();
    }

    private static void shutdown(HikariPool open) {
        try {
            open.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
