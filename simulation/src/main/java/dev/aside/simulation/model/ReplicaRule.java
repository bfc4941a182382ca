package dev.aside.simulation.model;

import dev.aside.cache.route.CommitPosition;

/** Which replica a load may read: the decisions of rule 3. As they are here they are right; a planted bug changes one. */
public interface ReplicaRule {

    /** The rule. */
    ReplicaRule RIGHT = new ReplicaRule() {};

    /**
     * Says whether an earlier sample counts.
     *
     * @param sample the sample
     * @param nowNanos the moment when it is needed
     * @param freshNanos what was known before this does not count
     * @param lagNanos how old it may be
     */
    default boolean counts(Sample sample, long nowNanos, long freshNanos, long lagNanos) {
        return sample.nanos() >= freshNanos && nowNanos - sample.nanos() <= lagNanos;
    }

    /**
     * Says what the replica must have replayed.
     *
     * @param floor the floor of what is loaded
     * @param sample a sample that counts
     * @return the position; {@link CommitPosition#UNKNOWN} means the writer
     */
    default CommitPosition need(CommitPosition floor, CommitPosition sample) {
        return floor.merge(sample);
    }

    /**
     * Says whether a replica will do.
     *
     * @param replayed how far it has come
     * @param need what it must have replayed
     */
    default boolean serves(CommitPosition replayed, CommitPosition need) {
        return replayed.isAtLeast(need);
    }

    /**
     * Says what the load is to prove.
     *
     * @param replayed how far the replica has come
     * @param floor the floor of what is loaded
     */
    default CommitPosition proof(CommitPosition replayed, CommitPosition floor) {
        return replayed;
    }

    /**
     * Says where the writer is that answers a load whose floor does not compare with where it was.
     *
     * @param asked what it says when it is asked within the load
     * @param last where it was known to be before, or {@link CommitPosition#UNKNOWN}
     */
    default CommitPosition place(CommitPosition asked, CommitPosition last) {
        return asked;
    }
}
