package dev.aside.cache.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Something has changed in what is known of a database's nodes.
 *
 * @param kind what
 * @param node which node, by its name, or null where it is none in particular
 * @param epoch the number of the topology in which it is so; each change has a higher one
 */
public record TopologyEvent(Kind kind, @Nullable String node, long epoch) {

    /** What has changed. A later version may know more. */
    public enum Kind {
        /** The node takes writes, and did not before, or was not known to. */
        WRITER,

        /** No node is known any more to take writes: they are refused. */
        NO_WRITER,

        /** Several nodes say that they take writes: writes are refused until one gives up. */
        TWO_WRITERS,

        /** The node answers. */
        NODE_UP,

        /** The node does not answer. */
        NODE_DOWN,

        /** The node is further behind than it may be, and is not read from. */
        LAGGING,

        /** The node is near enough again, and is read from. */
        CAUGHT_UP,

        /** The node is one of the database's now. */
        NODE_JOINED,

        /** The node is none of the database's any more; what is under way there is let end. */
        NODE_LEFT,

        /**
         * What takes writes has less than what took them had: a backup was restored, time was wound back, or a reader was promoted that
         * had not replayed everything. Whatever was cached may be newer than the database.
         */
        WENT_BACK
    }
}
