package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.node.Pace;
import dev.aside.simulation.world.Event;
import dev.aside.simulation.world.World;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One server of a database, with all it has applied and when. A replica applies what the writer committed, in that order and
 * a while later, or not for as long as it is stalled.
 */
final class DatabaseNode<V> {
    private record Due<V>(long nanos, Commit<V> commit) {}

    private final World world;
    private final Pace lag;
    private final Map<Integer, Versions<V>> rows = new HashMap<>();
    private final Queue<Due<V>> due = new ArrayDeque<>();
    private long[] times = new long[16];
    private long[] places = new long[16];
    private int[] timelines = new int[16];
    private int count;
    private long lastDue = -1;
    private boolean stalled;

    DatabaseNode(World world, Pace lag) {
        this.world = world;
        this.lag = lag;
    }

    /** Applies a record at once, as a writer does, or a replica that is made. */
    void apply(Commit<V> commit, long nanos) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            places = Arrays.copyOf(places, 2 * count);
            timelines = Arrays.copyOf(timelines, 2 * count);
        }
        times[count] = nanos;
        places[count] = commit.place();
        timelines[count] = commit.timeline();
        commit.rows()
                .forEach((key, value) ->
                        rows.computeIfAbsent(key, none -> new Versions<>()).add(count, value));
        count++;
    }

    /** Is sent a record by the writer. */
    void follow(Commit<V> commit) {
        if (world.isFree()) {
            stalled = true;
            due.add(new Due<>(world.nanos(), commit));
            Event unused = world.after(0, this, "replica", this::applyNext);
            return;
        }
        lastDue = Math.max(lastDue, world.nanos() + lag.pick(world.choices()));
        due.add(new Due<>(lastDue, commit));
    }

    /** Applies the next record, whenever that may be. */
    private void applyNext() {
        Due<V> next = due.poll();
        if (next != null) {
            world.moved(NodeRuntime.SOURCE);
            apply(next.commit(), world.nanos());
        }
    }

    /** Returns how many records it has applied since a moment. */
    int appliedSince(long nanos) {
        return count - recordsAt(nanos);
    }

    /** Returns when it applied one of its last records, counted from the last, which is the first. */
    long appliedAt(int fromLast) {
        return times[count - fromLast];
    }

    private void catchUp() {
        for (Due<V> next = due.peek(); !stalled && next != null && next.nanos() <= world.nanos(); next = due.peek()) {
            due.remove();
            apply(next.commit(), Math.max(next.nanos(), count == 0 ? next.nanos() : times[count - 1]));
        }
    }

    /** Stops applying, or goes on with all it has missed. */
    void stall(boolean on) {
        catchUp();
        if (stalled && !on) {
            stalled = false;
            applyAll();
        }
        stalled = on;
    }

    /** Applies all that it has been sent, now. */
    void applyAll() {
        long now = world.nanos();
        for (Due<V> next = due.poll(); next != null; next = due.poll()) {
            apply(next.commit(), now);
        }
    }

    /** Forgets what it has been sent and not applied. */
    void forgetDue() {
        catchUp();
        due.clear();
        stalled = false;
    }

    /** Returns the place of the last record that it has applied. */
    long place() {
        catchUp();
        return count == 0 ? 0 : places[count - 1];
    }

    private int recordsAt(long nanos) {
        catchUp();
        int at = count;
        while (at > 0 && times[at - 1] > nanos) {
            at--;
        }
        return at;
    }

    /** Returns how far it had come at a moment that has passed, or {@link CommitPosition#UNKNOWN} if it was not there yet. */
    CommitPosition positionAt(long nanos) {
        int records = recordsAt(nanos);
        return records == 0 ? CommitPosition.UNKNOWN : position(timelines[records - 1], places[records - 1]);
    }

    static CommitPosition position(int timeline, long place) {
        return CommitPosition.ordered("db-" + timeline, place);
    }

    /** Returns what a row was there at a moment that has passed. */
    @Nullable
    V valueAt(int key, long nanos) {
        int records = recordsAt(nanos);
        Versions<V> versions = rows.get(key);
        return versions == null ? null : versions.after(records);
    }
}
