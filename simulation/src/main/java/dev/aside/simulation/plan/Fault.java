package dev.aside.simulation.plan;

/**
 * Something that goes wrong.
 *
 * @param kind what
 * @param after once so many operations have begun
 * @param where a number that says where, bent to what there is
 * @param millis for how long, where that means anything
 */
public record Fault(Kind kind, int after, int where, int millis) {

    @Override
    public String toString() {
        return kind + " " + where + " for " + millis + " ms";
    }

    /** What can go wrong. */
    public enum Kind {
        /** A node dies, and another takes its place. */
        CRASH,
        /** A node dies right after it has committed: {@code after} counts commits. */
        DEATH_AFTER_COMMIT,
        /** A slot is forgotten for want of memory. */
        EVICTION,
        /** The store starts again, empty. */
        RESTART,
        /** The store starts again, with what it held at an earlier moment. */
        RESTORE,
        /** A replica of the store takes over without the last writes. */
        FAILOVER,
        /** A node cannot reach the store. */
        CUT,
        /** Commands of a node arrive and their answers do not. */
        MUTE,
        /** A node is refused by the store. */
        REFUSED,
        /** A node's connection breaks. */
        BROKEN,
        /** The feed of a node is lost. */
        FEED_LOST,
        /** A node's answers go to one another's commands. */
        SHIFTED,
        /** Everything is pushed twice. */
        DOUBLED,
        /** The store has no room for values, or for anything. */
        FULL,
        /** The store's replica is cut off from its master. */
        FOLLOWER_CUT,
        /** A replica of the database stops replaying. */
        REPLICA_STALL,
        /** A replica of the database takes over, with all that was committed. */
        DATABASE_FAILOVER
    }
}
