package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One transaction. Nothing of it is seen before its commit. One that nobody ends, its process having died, leaves nothing.
 *
 * @param <V> the type of the values
 */
public final class Transaction<V> {
    private final World world;
    private final BooleanSupplier canCommit;
    private final Function<Map<Integer, @Nullable V>, CommitPosition> committer;
    private final Deque<Map<Integer, @Nullable V>> savepoints = new ArrayDeque<>();
    private Map<Integer, @Nullable V> rows = new LinkedHashMap<>();
    private boolean ended;

    /**
     * Opens one.
     *
     * @param canCommit whether there is a writer, and it is still the one that there was
     * @param committer commits rows on the writer
     */
    Transaction(World world, BooleanSupplier canCommit, Function<Map<Integer, @Nullable V>, CommitPosition> committer) {
        this.world = world;
        this.canCommit = canCommit;
        this.committer = committer;
    }

    /** Writes a row, or removes it. */
    public void write(int key, @Nullable V value) {
        checkOpen();
        rows.put(key, value);
    }

    /** Marks where to come back to. */
    public void savepoint() {
        checkOpen();
        savepoints.push(new LinkedHashMap<>(rows));
    }

    /** Takes back what was written since the last mark, or everything if there is none. */
    public void rollBackToSavepoint() {
        checkOpen();
        rows = savepoints.isEmpty() ? new LinkedHashMap<>() : savepoints.pop();
    }

    /**
     * Commits.
     *
     * @return the writer's position after it
     * @throws IllegalStateException if there is no writer, or the one there was has gone; nothing is committed
     */
    public CommitPosition commit() {
        checkOpen();
        ended = true;
        if (!canCommit.getAsBoolean()) {
            throw new IllegalStateException("the connection to the writer is lost");
        }
        return committer.apply(rows);
    }

    /** Rolls back. */
    public void rollBack() {
        ended = true;
    }

    /**
     * Is sent to be committed and never answered: it is committed after a while, if the writer is still the same.
     *
     * @param delay how long the database takes
     */
    public void commitLater(Duration delay) {
        checkOpen();
        ended = true;
        Event unused = world.after(delay.toNanos(), this::commitIfPossible);
    }

    private void commitIfPossible() {
        if (canCommit.getAsBoolean()) {
            CommitPosition unused = committer.apply(rows);
        }
    }

    private void checkOpen() {
        if (ended) {
            throw new IllegalStateException("the transaction has ended");
        }
    }
}
