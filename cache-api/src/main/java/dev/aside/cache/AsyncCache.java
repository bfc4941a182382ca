package dev.aside.cache;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Cache} for callers that do not wait: each method does what its namesake there does, and completes its future
 * exceptionally with what that one would throw. Null arguments and misuse are thrown at once.
 *
 * <p><b>Threads:</b> no method blocks. A future completes on the caller's thread for a hit, otherwise on a thread of the
 * backend, the loads' executor or the timer: do not block in a dependent stage; use the {@code …Async} methods of
 * {@link CompletableFuture}. Cancelling a future cancels one caller's interest, never the load others wait for.
 *
 * <p>Made by Aside alone: a later version may add methods.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface AsyncCache<K, V> {

    /**
     * Returns the name.
     *
     * @return the name
     */
    String name();

    /**
     * See {@link Cache#get}.
     *
     * @param key the key
     * @return a future of the value, or of null if the loader says that there is none
     */
    CompletableFuture<@Nullable V> get(K key);

    /**
     * See {@link Cache#getIfPresent}.
     *
     * @param key the key
     * @return a future of the value, or of null
     */
    CompletableFuture<@Nullable V> getIfPresent(K key);

    /**
     * See {@link Cache#getAll}.
     *
     * @param keys the keys
     * @return a future of the values
     */
    CompletableFuture<Map<K, V>> getAll(Collection<? extends K> keys);

    /**
     * See {@link Cache#put}.
     *
     * @param key the key
     * @param value the value
     * @return a future of the outcome
     */
    CompletableFuture<ChangeOutcome> put(K key, V value);

    /**
     * See {@link Cache#invalidate}.
     *
     * @param key the key
     * @return a future of the outcome
     */
    CompletableFuture<ChangeOutcome> invalidate(K key);

    /**
     * See {@link Cache#invalidateAll}.
     *
     * @param keys the keys
     * @return a future of the weakest outcome
     */
    CompletableFuture<ChangeOutcome> invalidateAll(Collection<? extends K> keys);

    /**
     * See {@link Cache#invalidateTag}.
     *
     * @param tag the tag, of at most 4,096 characters
     * @return a future of the outcome
     */
    CompletableFuture<ChangeOutcome> invalidateTag(String tag);

    /**
     * See {@link Cache#refresh}.
     *
     * @param key the key
     * @return a future of the value, or of null if the loader says that there is none
     */
    CompletableFuture<@Nullable V> refresh(K key);

    /**
     * See {@link Cache#clear}.
     *
     * @return a future of the outcome
     */
    CompletableFuture<ChangeOutcome> clear();

    /**
     * See {@link Cache#explain}.
     *
     * @param key the key
     * @return a future of the explanation
     */
    CompletableFuture<Explanation> explain(K key);

    /**
     * See {@link Cache#stats}.
     *
     * @return a snapshot
     */
    CacheStats stats();

    /**
     * See {@link Cache#withMaxAge}.
     *
     * @param maxAge the age
     * @return the view
     */
    AsyncCache<K, V> withMaxAge(Duration maxAge);

    /**
     * See {@link Cache#withToken}.
     *
     * @param token what was changed
     * @return the view
     */
    AsyncCache<K, V> withToken(ChangeToken token);
}
