package dev.aside.simulation.model;

import dev.aside.cache.LoadContext;
import dev.aside.cache.route.CommitPosition;
import dev.aside.simulation.node.NodeRuntime;
import dev.aside.simulation.world.World;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The database as one node sees it: a running load is given a replica that has replayed what it must have seen, or the
 * writer, and what it was given is proved to it.
 *
 * <p>A load is told as one event, at its end. What it does in between, the sample, the look at the replica and the read, is
 * done here as of moments between its beginning and now, in this order.
 *
 * @param <V> the type of the values
 */
public final class Endpoints<V> {
    private static final int MOMENTS = 4;

    private final World world;
    private final Database<V> database;
    private final ReplicaRule rule;
    private final long lagNanos;
    private @Nullable Sample sample;

    /**
     * Creates a node's view.
     *
     * @param world where it is
     * @param database the database
     * @param rule which replica a load may read
     * @param lag how old a sample may be, L
     */
    public Endpoints(World world, Database<V> database, ReplicaRule rule, Duration lag) {
        this.world = world;
        this.database = database;
        this.rule = rule;
        this.lagNanos = lag.toNanos();
    }

    /**
     * Reads a row, within the load that runs or on its own.
     *
     * @param key the row
     * @param begunNanos when the load began
     * @return its value, or null if there is none
     * @throws IllegalStateException if the writer is needed and there is none
     */
    public @Nullable V read(int key, long begunNanos) {
        LoadContext load = LoadContext.current();
        if (load == null || database.replicas() == 0 || load.floor().isUnknown()) {
            return atWriter(load, key, begunNanos);
        }
        long sampled = moment(database.present(), begunNanos);
        CommitPosition need =
                rule.need(load.floor(), sample(sampled, freshNanos(load)).position());
        int replicas = database.replicas();
        DatabaseNode<V> replica =
                database.replica(replicas == 1 ? 0 : world.choices().pick(replicas));
        long looked = moment(replica, sampled);
        CommitPosition replayed = replica.positionAt(looked);
        if (need.isUnknown() || !rule.serves(replayed, need)) {
            return atWriter(load, key, looked);
        }
        load.prove(rule.proof(replayed, load.floor()));
        return replica.valueAt(key, moment(replica, looked));
    }

    private @Nullable V atWriter(@Nullable LoadContext load, int key, long sinceNanos) {
        long from = load == null ? sinceNanos : proveWriter(load, sinceNanos);
        return database.readAsOf(key, moment(database.present(), from));
    }

    /** The writer is asked where it is if that is needed: where it was before does not compare with the floor. Returns the moment. */
    private long proveWriter(LoadContext load, long sinceNanos) {
        CommitPosition last = sample == null ? CommitPosition.UNKNOWN : sample.position();
        CommitPosition floor = load.floor();
        if (floor.isNone() || !floor.merge(last).isUnknown()) {
            load.proveWriter(last);
            return sinceNanos;
        }
        long asked = moment(database.present(), sinceNanos);
        load.proveWriterNow(rule.place(database.writerAt(asked).positionAt(asked), last));
        return asked;
    }

    /** Returns from when on, by true time, what was known of the database counts, or the beginning of time if it is old enough. */
    private long freshNanos(LoadContext load) {
        long age = load.sampleAge().toNanos();
        return age < lagNanos ? world.nanos() - age : Long.MIN_VALUE;
    }

    /** Returns a sample as it is at that moment: an earlier one, if it counts, or one that is taken then. */
    private Sample sample(long nanos, long freshNanos) {
        Sample earlier = sample;
        if (earlier != null && earlier.nanos() <= nanos && rule.counts(earlier, nanos, freshNanos, lagNanos)) {
            return earlier;
        }
        Sample taken = new Sample(nanos, database.writerAt(nanos).positionAt(nanos));
        if (earlier == null || earlier.nanos() < nanos) {
            sample = taken;
        }
        return taken;
    }

    private long moment(DatabaseNode<V> node, long sinceNanos) {
        long now = world.nanos();
        if (world.isFree()) {
            world.looked(NodeRuntime.SOURCE);
            int ago = world.choices().pick(node.appliedSince(sinceNanos) + 1);
            return ago == 0 ? now : node.appliedAt(ago) - 1;
        }
        long span = now - sinceNanos;
        return span == 0 ? now : sinceNanos + span * world.choices().pick(MOMENTS) / (MOMENTS - 1);
    }
}
