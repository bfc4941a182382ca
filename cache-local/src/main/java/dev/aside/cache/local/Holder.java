package dev.aside.cache.local;

/**
 * What a table keeps for a key: the value and two ints, 24 bytes in all. Its fields are written without a lock; a reader that
 * sees an older one asks once more than it had to, or records a read once more.
 */
@SuppressWarnings("ClassCanBeRecord") // mutable
class Holder {

    /** The user's object, or {@link dev.aside.cache.spi.NearTier#ABSENT}. */
    final Object value;

    /** The coarse time from which it must be looked at before it is served. */
    int checkAt;

    /** The tick in which a read of it was last recorded. */
    int touched;

    Holder(Object value, int checkAt, int touched) {
        this.value = value;
        this.checkAt = checkAt;
        this.touched = touched;
    }

    /** Does nothing: a holder without an epoch goes when it is overdue, or is eternal. */
    void settle(int now) {}

    /** What it counts in a table that is bounded by weight. */
    int weight() {
        return 1;
    }
}
