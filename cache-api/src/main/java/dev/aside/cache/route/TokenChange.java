package dev.aside.cache.route;

/**
 * A change in a token.
 *
 * @param untilMillis until when it counts
 * @param floor what a load must have seen
 */
record TokenChange(long untilMillis, CommitPosition floor) {

    /** The longest that one counts after it was made. */
    static final long LONGEST_MILLIS = 60_000;

    private static final long FOR_EVER = Long.MAX_VALUE;

    /** Nobody knows what, and since when. */
    static final TokenChange UNREADABLE = new TokenChange(FOR_EVER, CommitPosition.UNKNOWN);

    TokenChange and(TokenChange other) {
        return new TokenChange(Math.max(untilMillis, other.untilMillis), floor.merge(other.floor));
    }

    /** Whatever was made before now, nobody knows when, ends as if it had been made now. */
    TokenChange withAnEnd(long nowMillis) {
        return untilMillis == FOR_EVER ? new TokenChange(nowMillis + LONGEST_MILLIS, floor) : this;
    }
}
