package dev.aside.bench.faults;

/**
 * One call of a cache, and what its caller saw.
 *
 * @param saw what came of it
 * @param object whose value was read or changed
 * @param version which was read, or made
 * @param began just before, by the machine's nanoseconds
 * @param ended just after
 * @param behindBreaker whether the cache was known to do without its server when the call began
 * @param failure the simple name of what was thrown; empty if nothing was
 */
record Call(Saw saw, int object, long version, long began, long ended, boolean behindBreaker, String failure) {
    /** What can come of a call. */
    enum Saw {
        /** A value of the object. */
        VALUE,
        /** No value, or one of another object: all objects exist, so that is wrong. */
        NOTHING,
        /** An exception of a read. */
        READ_FAILED,
        /** A change that every tier knows of. */
        APPLIED,
        /** A change that the cache could not be told of yet. */
        PENDING,
        /** A change that may have been made or not. */
        UNKNOWN,
        /** An exception of a change. */
        CHANGE_FAILED;

        boolean isRead() {
            return this == VALUE || this == NOTHING || this == READ_FAILED;
        }
    }

    long nanos() {
        return ended - began;
    }
}
