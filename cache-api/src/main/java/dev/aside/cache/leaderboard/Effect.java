package dev.aside.cache.leaderboard;

/** What a submission has done in one period. */
public enum Effect {
    /** The member is new in this period. */
    ADDED,
    /** It counts in place of the member's score of before, or has been added to it. */
    CHANGED,
    /** It has changed nothing: what the member has is better, or later, by the board's rule. */
    UNCHANGED,
    /** It is not among the most members that the board keeps, and is forgotten. */
    BELOW_CUT,
    /** Refused: the period is closed, or there is none at this time. */
    CLOSED,
    /** Refused: the member is banned. */
    BANNED,
    /** Refused: the sum would be beyond what is exact. */
    OUT_OF_RANGE;

    /**
     * Returns whether the submission now counts.
     *
     * @return whether it does
     */
    public boolean isApplied() {
        return this == ADDED || this == CHANGED;
    }

    /**
     * Returns whether the board refuses it, and would do so again.
     *
     * @return whether it does
     */
    public boolean isRefused() {
        return this == CLOSED || this == BANNED || this == OUT_OF_RANGE;
    }
}
