package dev.aside.cache.route;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Who is told what has changed in a database, and has been committed, by others than the caller's own code: a cache. Called on any
 * thread; does not block. Each answer is whether every tier knows.
 */
public interface ChangeListener {

    /**
     * These changes were left behind by a process that has gone, or that could not tell.
     *
     * @param changes of the cache that listens
     * @return the weakest outcome of all
     */
    CompletionStage<ChangeOutcome> changed(List<ChangeRecord> changes);

    /**
     * Somebody says that a row has changed.
     *
     * @param text the key, as text
     * @return the outcome
     * @throws IllegalArgumentException if that is no key of the cache; the message does not repeat it
     */
    CompletionStage<ChangeOutcome> keyChanged(String text);

    /**
     * Somebody says that all has changed that carries a tag.
     *
     * @param tag the tag
     * @return the outcome
     * @throws IllegalArgumentException if it is too long, or the cache was built without tags
     */
    CompletionStage<ChangeOutcome> tagChanged(String tag);

    /**
     * Everything may have changed: somebody says so, or what was said may have been missed.
     *
     * @return the outcome
     */
    CompletionStage<ChangeOutcome> allChanged();
}
