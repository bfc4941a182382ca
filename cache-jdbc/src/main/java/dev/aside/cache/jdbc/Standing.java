package dev.aside.cache.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a node at a moment.
 *
 * @param seen what it said last, or null if it has never said anything
 * @param failure why it is not reached, or null if it is
 * @param lag how many bytes it is behind, or {@link Sighting#NOWHERE} if nobody knows
 * @param mayRead whether it is so near to the writer, and has answered for so long, that reads may go there
 * @param weight how much of the traffic it is given, beside the others
 */
record Standing(
        NodePool pool, @Nullable Sighting seen, @Nullable String failure, long lag, boolean mayRead, double weight) {

    boolean isUp() {
        return seen != null && failure == null;
    }

    boolean isWriter() {
        return isUp() && seen != null && seen.isWriter();
    }

    boolean isReader() {
        return isUp() && seen != null && !seen.isWriter();
    }

    boolean isHeard() {
        return seen != null || failure != null;
    }

    /** Returns what it is, in words. */
    String inWords() {
        String id = pool.node();
        if (failure != null) {
            return id + " " + failure;
        } else if (seen == null) {
            return id + " has not been heard yet";
        } else if (seen.isWriter()) {
            return id + " says that it takes writes";
        }
        return id + " is a reader"
                + (mayRead ? "" : lag > 0 ? ", " + lag + " bytes behind" : ", which has just come back");
    }

    /** Returns whether it would be treated in the same way. */
    boolean isLike(Standing other) {
        return pool == other.pool
                && isUp() == other.isUp()
                && isWriter() == other.isWriter()
                && mayRead == other.mayRead
                && weight == other.weight
                && isHeard() == other.isHeard();
    }
}
