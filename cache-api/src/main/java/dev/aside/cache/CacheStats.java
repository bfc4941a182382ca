package dev.aside.cache;

import java.time.Duration;

/**
 * The counts of one cache since it was built. Every read is a near hit, a far hit or a miss; a read of many keys counts each.
 *
 * <p>Made by Aside alone: a later version may add methods.
 */
public interface CacheStats {

    /**
     * Returns the reads answered in this process.
     *
     * @return the count
     */
    long nearHits();

    /**
     * Returns the reads answered by the backend's servers; zero for the embedded backend.
     *
     * @return the count
     */
    long farHits();

    /**
     * Returns the reads that no tier could answer, those that joined a running load included.
     *
     * @return the count
     */
    long misses();

    /**
     * Returns the loads that ended well.
     *
     * @return the count
     */
    long loads();

    /**
     * Returns the loads that failed, those refused for overload included.
     *
     * @return the count
     */
    long loadFailures();

    /**
     * Returns the time spent in loads, failed ones included.
     *
     * @return the sum
     */
    Duration loadTime();

    /**
     * Returns the values stored by {@link Cache#put}.
     *
     * @return the count
     */
    long puts();

    /**
     * Returns the keys, tags and clears invalidated by callers, those of change scopes that did not end undone included.
     *
     * @return the count
     */
    long invalidations();

    /**
     * Returns the entries dropped for size, as far as this process decides it.
     *
     * @return the count
     */
    long evictions();

    /**
     * Returns the loaded values that were not stored because something had changed meanwhile, or their proof was missing.
     *
     * @return the count
     */
    long refusedFills();

    /**
     * Returns the values that could not be stored: expiry, weigher, tagger or codec refused them, or a codec could not read
     * what was stored.
     *
     * @return the count
     */
    long unstorable();

    /**
     * Returns the reads answered with a value past its hard life, as an option allowed.
     *
     * @return the count
     */
    long staleServed();

    /**
     * Returns the reads and loads that had to do without the cache because it did not answer.
     *
     * @return the count
     */
    long bypasses();

    /**
     * Returns the entries held in this process.
     *
     * @return an estimate
     */
    long estimatedSize();

    /**
     * Returns the changes that the backend has not acknowledged yet.
     *
     * @return the count at this moment
     */
    long pendingChanges();

    /**
     * Returns the share of reads that a tier answered.
     *
     * @return from 0 to 1; 1 while there was no read
     */
    default double hitRatio() {
        long hits = nearHits() + farHits();
        long reads = hits + misses();
        return reads == 0 ? 1 : (double) hits / reads;
    }
}
