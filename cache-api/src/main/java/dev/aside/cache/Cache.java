package dev.aside.cache;

import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeToken;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cache beside a source of truth: it answers from its tiers where its mode allows, loads where it must, and what it stored
 * does not outlive what was changed by more than the bound of its {@link Consistency} mode.
 *
 * <p><b>Thread-safety:</b> safe for use by many threads. One load runs per key and change in this process, whoever asks; its
 * waiters share the result and the failure. Operations on one key are linearizable with each other in one process; an
 * operation over many keys is atomic per key only.
 *
 * <p><b>Blocking:</b> a hit in this process takes no lock and waits for nobody. Everything else waits at most the cache's
 * time-outs, as the builder sets them; a caller that runs a loader or writer itself is in it until it returns. A waiting thread that is interrupted throws {@link CacheInterruptedException} with
 * its interrupt flag set; the load it waited for goes on for the others.
 *
 * <p><b>Null:</b> a null key, value, collection or tag is a {@link NullPointerException}, before anything happens.
 *
 * <p><b>Errors</b> are never misses: a failure is a {@link CacheException}, or a degradation that an option of the builder
 * allows and {@link #stats()} counts. Messages hold neither keys nor values. Exceptions of a key's own {@code equals} or
 * {@code hashCode} pass through.
 *
 * <p>Where the backend holds bytes a key takes at most 4,096 of them once it is encoded, and text as many characters; a longer
 * one is an {@link IllegalArgumentException}, and one that its codec refuses a {@link CacheCodecException}, before anything
 * happens.
 *
 * <p>Keys are compared by {@code equals}; a key changed while it is cached is undefined. Values held by reference are shared
 * with the caller: treat them as immutable, or use a backend that copies.
 *
 * <p>Made by Aside alone: a later version may add methods.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface Cache<K, V> {

    /**
     * Returns the name, which is unique within its {@code Aside}.
     *
     * @return the name
     */
    String name();

    /**
     * Returns the value for the key, loading it if no tier has one that the mode allows.
     *
     * @param key the key
     * @return the value, or null if the loader says that there is none
     * @throws CacheLoadException if the loader failed and no older value may be served
     * @throws CacheTimeoutException if the load took longer than the hard time-out; it goes on in the background
     * @throws CacheOverloadedException if too many loads are running or waiting
     * @throws RecursiveLoadException if called from inside the load of the same key
     * @throws IllegalStateException if the cache has no loader and no tier has the value
     */
    @Nullable
    V get(K key);

    /**
     * Returns the value for the key if a tier has one that the mode allows. Never loads.
     *
     * @param key the key
     * @return the value, or null if no tier has one or it is known to be absent
     * @throws CacheUnavailableException if the backend does not answer, as in the first moments before it is connected:
     *     there is no source to ask instead, and a failure is no miss
     */
    @Nullable
    V getIfPresent(K key);

    /**
     * Returns the values of the keys, loading those that no tier has: in one call of the bulk loader where one is given.
     * Every missing key keeps its own flight, lease and negative life, so a concurrent {@link #get} of one of them shares
     * its load.
     *
     * @param keys the keys; duplicates count once, at most 1,000,000
     * @return the values in the order of the keys, without the absent ones; the caller owns the map
     * @throws CacheLoadException if the load of any key failed
     * @throws IllegalArgumentException if there are too many keys
     */
    Map<K, V> getAll(Collection<? extends K> keys);

    /**
     * Makes the value the one for the key. With a {@link CacheWriter} and {@link WriteStrategy#WRITE_THROUGH} the source is
     * written first and the value is then cached, unless another change of the key overlapped; with
     * {@link WriteStrategy#WRITE_AROUND} the source is written and the key invalidated. Without a writer the caller says
     * that the source holds the value already.
     *
     * @param key the key
     * @param value the value
     * @return whether every tier knows
     * @throws CacheWriteException if the writer failed; its outcome says what is known of the source
     * @throws CacheUnavailableException if the mode or an option refuses a change that the cache cannot be told of; the
     *     writer has not been called
     */
    ChangeOutcome put(K key, V value);

    /**
     * Says that the source has changed for the key. No load that began before this call can store its value afterwards, in
     * any tier.
     *
     * @param key the key
     * @return whether every tier knows
     */
    ChangeOutcome invalidate(K key);

    /**
     * Does what {@link #invalidate} does for each key.
     *
     * @param keys the keys; if the collection throws while it is walked, nothing is invalidated
     * @return the weakest outcome of all
     */
    ChangeOutcome invalidateAll(Collection<? extends K> keys);

    /**
     * Invalidates every entry that carries the tag, at a cost that does not depend on their number.
     *
     * @param tag the tag, of at most 4,096 characters
     * @return whether every tier knows
     * @throws IllegalArgumentException if the tag is longer
     * @throws IllegalStateException if the cache was built without tags
     */
    ChangeOutcome invalidateTag(String tag);

    /**
     * Loads the value again and replaces what is cached; readers are served the old value meanwhile. Returns when the new
     * value is there. If a refresh of the key is running, or a load that has come as far as the loader, and nothing has
     * changed since it began, this joins it. A read that still asks the tiers may yet be answered with an older value, so it
     * is not joined, and the loader may then be asked twice. What joins sees the source as of when the load began, which may be
     * before this call: of a change that the cache was not told of, say so by {@link #invalidate}.
     *
     * @param key the key
     * @return the value, or null if the loader says that there is none
     * @throws CacheLoadException if the loader failed; the old value stays
     */
    @Nullable
    V refresh(K key);

    /**
     * Invalidates every entry of this cache, at a cost that does not depend on their number.
     *
     * @return whether every tier knows
     */
    ChangeOutcome clear();

    /**
     * Says what each tier knows of the key and why a read would be answered as it would. For people: it takes the slow way,
     * asks no backend that has stopped answering, loads nothing and counts nothing.
     *
     * @param key the key
     * @return the explanation, without the value
     */
    Explanation explain(K key);

    /**
     * Returns the counts since the cache was built.
     *
     * @return a snapshot; counts of one moment, but not all of the same one
     */
    CacheStats stats();

    /**
     * Returns a view of this cache whose reads do not return a value older than the age, where age counts from before the
     * value was loaded. It strengthens, never weakens.
     *
     * @param maxAge the age; zero loads always, negative is refused
     * @return the view, which shares everything else
     */
    Cache<K, V> withMaxAge(Duration maxAge);

    /**
     * Returns a view of this cache whose reads show what the token says to have changed, whichever node has changed it: they pass by
     * the copies of this process and whoever follows the cache's writer. All other keys are read as before. It strengthens, never
     * weakens; tokens of views of views add up. In {@link Consistency#READ_YOUR_WRITES} mode {@link OwnChanges} does this for a thread.
     *
     * @param token what was changed
     * @return the view, which shares everything else
     */
    Cache<K, V> withToken(ChangeToken token);

    /**
     * Returns this cache for callers that do not wait.
     *
     * @return the view, which shares everything
     */
    AsyncCache<K, V> async();
}
