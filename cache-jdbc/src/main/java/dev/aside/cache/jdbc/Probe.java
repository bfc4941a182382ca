package dev.aside.cache.jdbc;

import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.Scheduler;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks one node what it is, on a connection of its own, one question at a time. */
final class Probe implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Probe.class.getName());

    private static final Duration RENEWAL = Duration.ofSeconds(1);

    private final NodePool pool;
    private final Cluster cluster;
    private final CacheRuntime runtime;
    private final Duration silence;
    private final Supplier<@Nullable Duration> pause;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Connection connection;
    private Scheduler.@Nullable Scheduled next;
    private long openedNanos;
    private boolean isAsking;
    private boolean isWanted;
    private boolean closed;
    private long number;
    private @Nullable String said;

    /**
     * @param silence after how long without an answer the node counts as one that does not answer
     * @param pause says when it is asked again; null for not at all
     */
    Probe(NodePool pool, Cluster cluster, CacheRuntime runtime, Duration silence, Supplier<@Nullable Duration> pause) {
        this.pool = pool;
        this.cluster = cluster;
        this.runtime = runtime;
        this.silence = silence;
        this.pause = pause;
    }

    /** Asks now, and from now on again and again. */
    void start() {
        askNow();
    }

    /** Asks now or, if an answer is awaited, as soon as there is one. */
    void askNow() {
        long mine;
        lock.lock();
        try {
            isWanted = isAsking;
            if (closed || isAsking) {
                return;
            }
            cancel();
            isAsking = true;
            mine = ++number;
        } finally {
            lock.unlock();
        }
        submit(mine);
    }

    private void submit(long mine) {
        long asked = runtime.ticker().nanos();
        Scheduler.Scheduled watchdog = runtime.scheduler().schedule(() -> silent(mine, asked), silence);
        try {
            runtime.executor().execute(() -> {
                try {
                    ask(asked);
                } finally {
                    watchdog.cancel();
                    answered();
                }
            });
        } catch (RejectedExecutionException e) {
            watchdog.cancel();
            answered(); // by nobody: it is asked again in its time
        }
    }

    private void ask(long asked) {
        try {
            Connection open = open(asked);
            Sighting sighting = pool.connector().ask(open, openedNanos);
            cluster.saw(pool, sighting);
            if (!pool.mayBe(sighting)) {
                end(); // the name leads to another server by now
            }
            pool.load().fade();
            say(null);
        } catch (SQLException e) {
            end();
            Dialect dialect = pool.connector().dialect();
            String why = ConnectFailure.inWords(e, dialect);
            cluster.failed(
                    pool, why, ConnectFailure.of(e, dialect).isAnswer() ? Silence.REFUSAL : Silence.FAILURE, asked);
            say(why);
        }
    }

    /** While nobody is known to take writes, the name is resolved anew now and then: it may stand for another server by now. */
    private Connection open(long now) throws SQLException {
        Connection open = connection;
        boolean isOld = cluster.isInDoubt() && now - openedNanos >= RENEWAL.toNanos();
        if (open == null || isOld) {
            end();
            open = pool.connector().open(true);
            connection = open;
            openedNanos = now;
        }
        return open;
    }

    private void say(@Nullable String why) {
        if (why != null && !why.equals(said)) {
            LOGGER.log(Level.WARNING, () -> pool.connector().node() + " " + why);
        }
        said = why;
    }

    /** It has been asked, and has not answered: who is hung is not waited for. */
    private void silent(long mine, long asked) {
        lock.lock();
        try {
            if (!isAsking || number != mine) {
                return;
            }
        } finally {
            lock.unlock();
        }
        cluster.failed(pool, "has not answered for " + silence.toMillis() + " ms", Silence.LATE, asked);
        Connection hung = connection;
        if (hung != null) {
            abort(hung);
        }
    }

    private void abort(Connection hung) {
        try {
            hung.abort(runtime.executor());
        } catch (SQLException e) {
            LOGGER.log(Level.DEBUG, () -> pool.node() + ": " + e.getSQLState());
        }
    }

    private void answered() {
        boolean again;
        lock.lock();
        try {
            isAsking = false;
            again = isWanted;
            isWanted = false;
        } finally {
            lock.unlock();
        }
        if (isClosed()) {
            end();
        } else if (again) {
            askNow();
        } else {
            schedule(pause.get());
        }
    }

    private void schedule(@Nullable Duration after) {
        if (after == null) {
            end();
            return;
        }
        lock.lock();
        try {
            cancel();
            next = runtime.scheduler().schedule(this::askNow, after);
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock. */
    private void cancel() {
        Scheduler.Scheduled known = next;
        if (known != null) {
            known.cancel();
        }
        next = null;
    }

    /** Asks no more until it is started again, and keeps no connection. */
    void rest() {
        boolean isBusy;
        lock.lock();
        try {
            cancel();
            isBusy = isAsking;
        } finally {
            lock.unlock();
        }
        if (!isBusy) {
            end();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOGGER.log(Level.DEBUG, () -> pool.node() + ": " + e.getSQLState());
            }
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        rest();
    }
}
