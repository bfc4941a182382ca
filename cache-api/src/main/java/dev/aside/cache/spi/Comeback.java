package dev.aside.cache.spi;

/**
 * How a store has come back as another, as far as its client knows.
 *
 * <p>One that took over from the one before has lost the last of what that had acknowledged, at most. One that was started from
 * a dump has lost everything since the dump, and holds values which have been changed longer ago than anybody remembers. Where
 * a client cannot tell the two apart it MUST say that what is there may be older.
 *
 * @param heardNanos when the store was last heard as it was before, by the {@link Ticker}: it has acknowledged nothing to this
 *     process long after that. What a change was acknowledged before counts from here, and not from when the store is back
 * @param life a number by chance which all processes know the new life by, and not zero, if what the store holds may be older
 *     than {@link StoreSpec#memory} before that; zero if it is not, or if the store came back empty
 */
public record Comeback(long heardNanos, long life) {

    /**
     * Returns that of a store which has lost what was acknowledged lately, or everything.
     *
     * @param heardNanos when it was last heard as it was before
     * @return the comeback
     */
    public static Comeback young(long heardNanos) {
        return new Comeback(heardNanos, 0);
    }

    /**
     * Returns whether the store may hold what was changed longer ago than anybody remembers.
     *
     * @return whether it may
     */
    public boolean isOlder() {
        return life != 0;
    }
}
