package dev.aside.cache.spi;

import java.time.Duration;

/**
 * What others change, as the servers push it. One feed has one or more sources: the nodes that push.
 *
 * <p>A source is <i>proven alive</i> by an answer to a command that travels the same way as its pushes; the proof counts from
 * the moment when the command was sent, and MUST be reported after every push that came before the answer. A source that is
 * lost MUST be reported before anything of a new connection is.
 */
public interface InvalidationFeed {

    /** Told what the feed says. Called one at a time per source; MUST NOT block. */
    interface Listener {

        /**
         * A slot has been changed by another.
         *
         * @param source the node that says so
         * @param key the slot
         */
        void changed(int source, SlotKey key);

        /**
         * Pushes may have been lost, or everything has changed: nothing read from that node before counts any more.
         *
         * @param source the node
         */
        void lost(int source);

        /**
         * The source has been proven alive.
         *
         * @param source the node
         * @param sentNanos when the command that proved it was sent, by the runtime's ticker
         */
        void proven(int source, long sentNanos);
    }

    /** Ends a subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Starts telling the listener, beginning with a {@code lost} and then a {@code proven} of each source that is alive.
     *
     * @param listener the listener
     * @param proofEvery how often each source is to be proven
     * @return the subscription
     */
    Subscription subscribe(Listener listener, Duration proofEvery);

    /**
     * Returns how many sources there are. Their numbers run from zero.
     *
     * @return at least one
     */
    int sources();

    /**
     * Returns the feed's epoch: it changes with every {@code lost}, before the listener is told.
     *
     * @return a number, zero or more
     */
    long epoch();
}
