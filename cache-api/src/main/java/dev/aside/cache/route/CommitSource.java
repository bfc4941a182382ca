package dev.aside.cache.route;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A database whose transactions are seen: what a cache is loaded from, and what its changes are bound to. Two are the same only if
 * they are the same object.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads.
 */
public interface CommitSource {

    /**
     * Asks to be told when the database has gone back to what it was before: restored from a backup in its place, or taken over by a
     * server that had less. What was read before may never have been.
     *
     * @param listener told a number that all processes know the database's new life by, and which is not zero; on any thread, and it
     *     does not block
     * @return what ends it; closing it twice does nothing more
     */
    Listening onOlder(LongConsumer listener);

    /**
     * Asks to be told what others have changed of a cache, as far as the database keeps or hears it.
     *
     * @param cache the cache's name
     * @param listener who is told
     * @return what ends it; closing it twice does nothing more
     */
    Listening onChange(String cache, ChangeListener listener);

    /**
     * Returns the way by which all who are loaded from it hear of each other's changes.
     *
     * @return the way, always the same; null if there is none, as by default
     */
    default @Nullable ChangeFeed feed() {
        return null;
    }

    /** Somebody is told of something until this is closed. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
