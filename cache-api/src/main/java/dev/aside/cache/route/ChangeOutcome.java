package dev.aside.cache.route;

/** What became of a change of the cache. An error is never one of these: it is thrown. */
public enum ChangeOutcome {
    /** Every tier has acknowledged the change. */
    APPLIED,

    /**
     * The cache could not be told in time. The change is kept in this process's journal and said again until it is
     * acknowledged; until then this process reads past the cache for its keys.
     */
    PENDING,

    /**
     * Nobody knows whether the change was made in the database. Its keys are not cached until the change's deadline and
     * the replica lag have passed, and are invalidated then.
     */
    UNKNOWN;

    /**
     * Returns the weaker of two outcomes, as a change over many keys is as good as its weakest part.
     *
     * @param other the other outcome
     * @return the one that promises less
     */
    public ChangeOutcome and(ChangeOutcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
