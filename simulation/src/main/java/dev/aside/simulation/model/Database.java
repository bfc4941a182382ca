package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database: one writer, which commits in one order, and replicas that follow it in that order. All of its past can be
 * looked at.
 *
 * @param <V> the type of the values
 */
public final class Database<V> {
    /** A writer's time as the writer, which ended when the next one was chosen. */
    private record Reign<V>(DatabaseNode<V> node, long fromNanos, long untilNanos) {}

    private final World world;
    private final Pace lag;
    private final List<Commit<V>> commits = new ArrayList<>();
    private final List<DatabaseNode<V>> replicas = new ArrayList<>();
    private final Consumer<Commit<V>> onCommit;
    private final List<Reign<V>> reigns = new ArrayList<>();
    private DatabaseNode<V> writer;
    private int timeline = 1;
    private int failOvers;
    private long place;
    private long reignNanos = -1;
    private boolean down;

    /**
     * Creates a database.
     *
     * @param world where it runs
     * @param initial what it holds
     * @param replicas how many follow the writer
     * @param lag how far behind each is at each commit
     * @param onCommit told of every commit at its moment
     */
    public Database(World world, Map<Integer, V> initial, int replicas, Pace lag, Consumer<Commit<V>> onCommit) {
        this.world = world;
        this.lag = lag;
        this.onCommit = onCommit;
        this.writer = new DatabaseNode<>(world, lag);
        for (int i = 0; i < replicas; i++) {
            this.replicas.add(new DatabaseNode<>(world, lag));
        }
        Commit<V> first = new Commit<>(++place, timeline, -1, new LinkedHashMap<>(initial));
        commits.add(first);
        writer.apply(first, -1);
        this.replicas.forEach(replica -> replica.apply(first, -1));
    }

    /** Returns whether there is a writer. */
    public boolean isUp() {
        return !down;
    }

    /**
     * Commits one row.
     *
     * @param key the row
     * @param value its value, or null to remove it
     * @return the writer's position after it
     * @throws IllegalStateException if there is no writer
     */
    public CommitPosition commit(int key, @Nullable V value) {
        Map<Integer, @Nullable V> rows = new LinkedHashMap<>();
        rows.put(key, value);
        return commit(rows);
    }

    CommitPosition commit(Map<Integer, @Nullable V> rows) {
        checkUp();
        world.moved(NodeRuntime.SOURCE);
        append(new Commit<>(++place, timeline, world.nanos(), rows));
        return position();
    }

    private void append(Commit<V> commit) {
        commits.add(commit);
        writer.apply(commit, commit.nanos());
        replicas.forEach(replica -> replica.follow(commit));
        onCommit.accept(commit);
    }

    private void checkUp() {
        if (down) {
            throw new IllegalStateException("the database has no writer");
        }
    }

    /** Opens a transaction. */
    public Transaction<V> begin() {
        int before = failOvers;
        return new Transaction<>(world, () -> !down && failOvers == before, this::commit);
    }

    /** Returns the writer's position. */
    public CommitPosition position() {
        return DatabaseNode.position(timeline, place);
    }

    /** Returns how many replicas there are. */
    public int replicas() {
        return replicas.size();
    }

    /** Returns the server that was the writer at a moment that has passed. */
    DatabaseNode<V> writerAt(long nanos) {
        for (Reign<V> reign : reigns) {
            if (nanos >= reign.fromNanos() && nanos <= reign.untilNanos()) {
                return reign.node();
            }
        }
        checkUp();
        if (nanos < reignNanos) {
            throw new IllegalStateException("the database had no writer");
        }
        return writer;
    }

    /** Returns the server that is the writer, or was the last one. */
    DatabaseNode<V> present() {
        return writer;
    }

    DatabaseNode<V> replica(int index) {
        return replicas.get(index);
    }

    /**
     * Returns what a row was on the writer.
     *
     * @param key the row
     * @param nanos a moment that has passed
     * @throws IllegalStateException if there was no writer, or is none
     */
    public @Nullable V readAsOf(int key, long nanos) {
        return writerAt(nanos).valueAt(key, nanos);
    }

    /**
     * Returns what a row was on a replica.
     *
     * @param replica which
     * @param key the row
     * @param nanos a moment that has passed
     */
    public @Nullable V readAsOf(int replica, int key, long nanos) {
        return replicas.get(replica).valueAt(key, nanos);
    }

    /**
     * Returns how far a replica had come.
     *
     * @param replica which
     * @param nanos a moment that has passed
     */
    public CommitPosition positionAsOf(int replica, long nanos) {
        return replicas.get(replica).positionAt(nanos);
    }

    /**
     * Stops a replica from applying what it is sent, or lets it go on.
     *
     * @param replica which, bent to what there is
     * @param on whether it stops
     */
    public void stall(int replica, boolean on) {
        if (!replicas.isEmpty()) {
            replicas.get(replica % replicas.size()).stall(on);
        }
    }

    /** Lets every replica apply what it is sent. */
    public void heal() {
        replicas.forEach(replica -> replica.stall(false));
    }

    /**
     * Lets a replica take over, on a timeline of its own. It does nothing if there is no replica.
     *
     * @param mayLose whether what the replica has not applied is lost
     * @param pause how long there is no writer
     * @return what is lost
     */
    public List<Commit<V>> failOver(boolean mayLose, Duration pause) {
        if (replicas.isEmpty() || down) {
            return List.of();
        }
        down = true;
        reigns.add(new Reign<>(writer, reignNanos, world.nanos()));
        DatabaseNode<V> promoted =
                replicas.remove(replicas.size() == 1 ? 0 : world.choices().pick(replicas.size()));
        if (!mayLose) {
            promoted.stall(false);
            promoted.applyAll();
        }
        promoted.forgetDue();
        place = promoted.place();
        List<Commit<V>> lost = new ArrayList<>(commits.subList((int) place, commits.size()));
        commits.subList((int) place, commits.size()).clear();
        writer = promoted;
        replicas.replaceAll(this::rebuilt);
        Event unused = world.after(pause.toNanos(), this::up);
        return lost;
    }

    /** A replica that has what the new writer has not is made again; so is one that is short of what the old one had sent. */
    private DatabaseNode<V> rebuilt(DatabaseNode<V> old) {
        old.forgetDue();
        boolean follows = old.place() <= place;
        DatabaseNode<V> node = follows ? old : new DatabaseNode<>(world, lag);
        commits.subList((int) (follows ? old.place() : 0), commits.size()).forEach(node::follow);
        return node;
    }

    private void up() {
        down = false;
        timeline++;
        failOvers++;
        reignNanos = world.nanos();
        replicas.add(fresh());
        append(new Commit<>(++place, timeline, world.nanos(), Map.of()));
    }

    private DatabaseNode<V> fresh() {
        DatabaseNode<V> node = new DatabaseNode<>(world, lag);
        commits.forEach(node::follow);
        return node;
    }

    /** Returns how often a replica has taken over. */
    public int failOvers() {
        return failOvers;
    }
}
