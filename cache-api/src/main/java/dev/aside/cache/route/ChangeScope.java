package dev.aside.cache.route;

/**
 * An open change over one or many keys and tags. While it is open nothing that a load reads is stored for them; it ends in
 * exactly one of four ways: {@linkplain #committed() committed}, {@linkplain #undo() undone}, {@linkplain #unknown() unknown},
 * or by its own deadline, which is the same as unknown. The deadline is the cache's write time-out.
 *
 * <p>Open it before COMMIT is sent, end it after the answer:
 *
 * <pre>{@code
 * try (ChangeScope change = aside.change().key(products, 42L).tag(products, "category:7").open()) {
 *     jdbc.update("update product set price = ? where id = 42", price);   // commits
 *     change.committed();
 * }   // left without that, as by an exception: unknown
 * }</pre>
 *
 * <p><b>Thread-safety:</b> safe for use by many threads; the first end wins and later ones answer the same. <b>Blocking:</b>
 * each end waits for the cache at most its operation time-out.
 *
 * <p>Made by Aside alone: a later version may add methods.
 */
public interface ChangeScope extends AutoCloseable {

    /**
     * Ends the scope: the change was committed, and nobody says where in the database's commit order. As {@link
     * #close(CommitPosition)} with {@link CommitPosition#NONE}: a cache whose loads may read replicas then takes only what its
     * next load has read from the writer.
     *
     * @return whether every tier knows
     */
    default ChangeOutcome committed() {
        return close(CommitPosition.NONE);
    }

    /**
     * Ends the scope: the change was committed at a place that is known.
     *
     * @param position where in the database's commit order, or {@link CommitPosition#NONE} where no replica is ever read
     * @return whether every tier knows
     */
    ChangeOutcome close(CommitPosition position);

    /**
     * Ends the scope: the change was rolled back for certain. Removes only what this scope placed.
     *
     * @return whether every tier knows
     */
    ChangeOutcome undo();

    /**
     * Ends the scope: nobody knows whether the change was committed. Its keys stay uncached until the scope's deadline, and
     * for the replica lag more, and are invalidated then.
     *
     * @return always {@link ChangeOutcome#UNKNOWN}
     */
    ChangeOutcome unknown();

    /** Ends the scope as {@link #unknown()} unless it has ended already. For {@code try}; what was committed says so before. */
    @Override
    void close();
}
