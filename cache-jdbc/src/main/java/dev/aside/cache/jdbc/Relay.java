package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeListener;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.Endpoint;
import dev.aside.cache.spi.CacheRuntime;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Empties the outbox: of what this process has told, a little later, and of what others have left there, once they had time enough to
 * tell it themselves.
 */
final class Relay implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Relay.class.getName());

    /** For how long a row is its writer's to tell: longer than a tier is waited for, with some to spare. */
    static final Duration GRACE = Duration.ofSeconds(2);

    static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);

    /** How long the tiers are waited for. What they have not acknowledged by then stays in the outbox. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Outbox outbox;
    private final Listeners listeners;
    private final Borrower borrower;
    private final CacheRuntime runtime;
    private final Duration pause;
    private final Queue<Long> told = new ConcurrentLinkedQueue<>();
    private volatile boolean hasWarned;
    private volatile boolean closed;

    Relay(Outbox outbox, Listeners listeners, Borrower borrower, CacheRuntime runtime, Duration pause) {
        this.outbox = outbox;
        this.listeners = listeners;
        this.borrower = borrower;
        this.runtime = runtime;
        this.pause = pause;
    }

    void start() {
        if (!closed) {
            runtime.scheduler().schedule(this::submit, pause);
        }
    }

    private void submit() {
        try {
            runtime.executor().execute(this::turn);
        } catch (RejectedExecutionException e) {
            start();
        }
    }

    /** Everybody knows of these rows. */
    void told(Collection<Long> ids) {
        told.addAll(ids);
    }

    private void turn() {
        try {
            deleteTold();
            relay();
            hasWarned = false;
        } catch (SQLException e) {
            failed(e);
        } catch (RuntimeException e) {
            LOGGER.log(closed ? Level.DEBUG : Level.WARNING, "the outbox could not be emptied", e);
        } finally {
            start();
        }
    }

    /** Says so once, until it has worked again. */
    private void failed(SQLException error) {
        Level level = closed || hasWarned ? Level.DEBUG : Level.WARNING;
        LOGGER.log(level, () -> "the outbox is not emptied (SQLState " + error.getSQLState() + ")");
        hasWarned = true;
    }

    private void deleteTold() throws SQLException {
        List<Long> ids = new ArrayList<>();
        for (Long id = told.poll(); id != null; id = told.poll()) {
            ids.add(id);
        }
        if (!ids.isEmpty()) {
            try (Connection connection = writer()) {
                outbox.delete(connection, ids); // what fails here is told once more, later
            }
        }
    }

    private Connection writer() throws SQLException {
        return borrower.borrow(Endpoint.writer(), PATIENCE.toNanos(), null);
    }

    /** What a cache does not come to know keeps the rows of no other from being told. */
    private void relay() throws SQLException {
        Set<String> caches = new HashSet<>(listeners.caches());
        while (!closed && !caches.isEmpty() && relay(caches)) {
            LOGGER.log(Level.DEBUG, "the outbox has more");
        }
    }

    /**
     * Tells some rows. They are deleted only once all tiers have acknowledged what they say; caches of which one has not are left out from
     * then on. Returns whether there may be more rows of the others.
     */
    private boolean relay(Set<String> caches) throws SQLException {
        try (Connection connection = writer()) {
            connection.setAutoCommit(false);
            List<Outbox.Row> rows = outbox.take(connection, caches, GRACE.toMillis());
            Set<String> behind = behind(rows);
            if (!behind.isEmpty()) {
                connection.rollback();
                outbox.delete(connection, idsOfOthers(rows, behind));
            }
            connection.commit();
            return caches.removeAll(behind) || rows.size() == Outbox.BATCH;
        }
    }

    private static List<Long> idsOfOthers(List<Outbox.Row> rows, Set<String> behind) {
        return rows.stream()
                .filter(row -> !behind.contains(row.change().cache()))
                .map(Outbox.Row::id)
                .toList();
    }

    /** Tells what the rows say, and returns the caches that do not all know by now. */
    private Set<String> behind(List<Outbox.Row> rows) {
        Map<String, List<ChangeRecord>> byCache =
                rows.stream().map(Outbox.Row::change).distinct().collect(Collectors.groupingBy(ChangeRecord::cache));
        Map<String, CompletableFuture<ChangeOutcome>> outcomes = new HashMap<>();
        byCache.forEach((cache, changes) -> outcomes.put(cache, telling(cache, changes)));
        long deadline = runtime.ticker().nanos() + PATIENCE.toNanos();
        Set<String> behind = new HashSet<>();
        outcomes.forEach((cache, outcome) -> {
            if (!isApplied(outcome, deadline - runtime.ticker().nanos())) {
                behind.add(cache);
            }
        });
        return behind;
    }

    private CompletableFuture<ChangeOutcome> telling(String cache, List<ChangeRecord> changes) {
        List<ChangeListener> who = listeners.of(cache);
        if (who.isEmpty()) {
            return CompletableFuture.completedFuture(ChangeOutcome.PENDING); // it was closed meanwhile
        }
        CompletableFuture<ChangeOutcome> all = CompletableFuture.completedFuture(ChangeOutcome.APPLIED);
        try {
            for (ChangeListener listener : who) {
                all = all.thenCombine(listener.changed(changes), ChangeOutcome::and);
            }
            return all;
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, () -> cache + ": what the outbox says has failed: " + e.getMessage());
            return CompletableFuture.completedFuture(ChangeOutcome.PENDING);
        }
    }

    private static boolean isApplied(CompletableFuture<ChangeOutcome> outcome, long nanos) {
        try {
            return outcome.get(Math.max(0, nanos), TimeUnit.NANOSECONDS) == ChangeOutcome.APPLIED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
