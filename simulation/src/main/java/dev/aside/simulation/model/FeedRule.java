package dev.aside.simulation.model;

/** What a node does with what is pushed to it. As it is here it is right; a planted bug changes one thing. */
public interface FeedRule {

    /** The rule. */
    FeedRule RIGHT = new FeedRule() {};

    /** Whether the engine is told when a connection is lost: what was read by it is not pushed any more. */
    default boolean tellsLoss() {
        return true;
    }

    /** Whether the proof comes by the way of the pushes, after all that was pushed before it. */
    default boolean provesByPushes() {
        return true;
    }

    /**
     * Returns from when a proof counts.
     *
     * @param sentNanos when it was asked for
     * @param receivedNanos when it came
     */
    default long countsFrom(long sentNanos, long receivedNanos) {
        return sentNanos;
    }

    /** Whether a change is told once that was accepted, where nodes tell each other. */
    default boolean awaitsAcceptance() {
        return true;
    }

    /** Whether a read that says so has registered its connection for pushes. */
    default boolean registers() {
        return true;
    }
}
