package dev.aside.cache.spi;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map in this process that answers hits: no lock, no allocation, no clock but the coarse one. Safe for use by many
 * threads.
 *
 * @param <K> the type of the keys
 */
public interface NearTier<K> {

    /** What {@link #get} returns for a key whose value is known to be absent. */
    Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "absent";
        }
    };

    /**
     * What a tier holds of one key.
     *
     * @param absent whether it is known that there is no value
     * @param current whether it is of the present epoch, and has not been left unread for too long
     * @param quietMillis for how long it may be served without being looked at; zero or less if no longer
     */
    record Copy(boolean absent, boolean current, long quietMillis) {}

    /**
     * Returns what may be served for the key without asking anybody: it is there, below the age at which it must be looked
     * at, of the present {@linkplain #retire() epoch}, and the tier is {@linkplain #aliveUntil alive}. Counts a hit if so.
     * MUST be lock-free.
     *
     * @param key the key
     * @return the value, {@link #ABSENT}, or null if somebody must be asked
     */
    @Nullable
    Object get(K key);

    /**
     * Puts a value there, if the condition still holds at the moment when the key's place in the map is locked. A view of a
     * store, which has the value already, only notes that the entry was found valid in the present epoch.
     *
     * @param key the key
     * @param value the value, or {@link #ABSENT}
     * @param quietMillis for how long it may be served without being looked at
     * @param epoch the tier's {@link #epoch()} before the value was read
     * @param stands the condition, which MUST be quick and take no lock
     */
    void put(K key, Object value, long quietMillis, int epoch, BooleanSupplier stands);

    /**
     * Removes the key.
     *
     * @param key the key
     */
    void remove(K key);

    /** Removes everything, at a cost that does not depend on how much there is. */
    void clear();

    /**
     * Returns the epoch.
     *
     * @return a number that {@link #retire()} changes
     */
    int epoch();

    /** Makes every entry one that must be looked at again before it is served, at a cost that does not depend on how many. */
    void retire();

    /**
     * Says until when the tier may answer at all.
     *
     * @param coarseMillis a time of the {@link CoarseClock}
     */
    void aliveUntil(int coarseMillis);

    /**
     * Returns for how long the tier may answer at all.
     *
     * @return milliseconds from now; zero or less if it may not
     */
    long aliveMillis();

    /**
     * Returns what the tier holds of the key, whether or not it would be served. For people: counts no hit, and is no use.
     *
     * @param key the key
     * @return what it holds, or null if that is nothing
     */
    @Nullable
    Copy look(K key);

    /** Notes a read that the tier could not answer: what it keeps is chosen by reads, and reads lead to it through misses. */
    void recordMiss();

    /**
     * Returns the hits.
     *
     * @return the count since the tier was made
     */
    long hits();

    /**
     * Returns the entries dropped for size.
     *
     * @return the count since the tier was made
     */
    long evictions();

    /**
     * Returns how many entries there are.
     *
     * @return an estimate
     */
    long estimatedSize();
}
