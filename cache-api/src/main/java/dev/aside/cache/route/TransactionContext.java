package dev.aside.cache.route;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transaction under way, as what is bound to its COMMIT sees it. Made by a {@link CommitSource}, and found by the thread that uses
 * the transaction's connection.
 *
 * <p>Several may be open on a thread, as where one was suspended for another. The one that was used last is the present one, and
 * when it ends, the one used before it is.
 *
 * <p><b>Thread-safety:</b> as a connection's: one thread at a time, and another one only after the first has handed it over.
 */
public abstract class TransactionContext {

    /** A transaction, and those that were used before it on the same thread. */
    private record Frame(TransactionContext top, @Nullable Frame below) {
        private @Nullable Frame without(TransactionContext one) {
            Frame rest = below == null ? null : below.without(one);
            return top == one || !top.isOpen() ? rest : new Frame(top, rest);
        }
    }

    private static final ThreadLocal<@Nullable Frame> USED = new ThreadLocal<>();

    /** For databases; a user finds one by {@link #current}. */
    protected TransactionContext() {}

    /**
     * Returns the transaction of a database that this thread is in.
     *
     * @param source the database
     * @return the one that was used last and is still open, or null if there is none
     */
    public static @Nullable TransactionContext current(CommitSource source) {
        for (Frame at = USED.get(); at != null; at = at.below()) {
            if (at.top().source() == source && at.top().isOpen()) {
                return at.top();
            }
        }
        return null;
    }

    /** This thread uses the transaction now. */
    protected final void use() {
        Frame used = USED.get();
        if (used == null || used.top() != this) {
            USED.set(new Frame(this, used == null ? null : used.without(this)));
        }
    }

    /** This thread uses the transaction no more. What other threads know of it they forget when they look next. */
    protected final void leave() {
        Frame used = USED.get();
        Frame rest = used == null ? null : used.without(this);
        if (rest == null) {
            USED.remove();
        } else {
            USED.set(rest);
        }
    }

    /**
     * Returns the database.
     *
     * @return the database
     */
    public abstract CommitSource source();

    /**
     * Returns whether what is done on the connection does not commit by itself.
     *
     * @return whether that is so still
     */
    public abstract boolean isOpen();

    /**
     * Returns whether anything has been sent since the last COMMIT or ROLLBACK.
     *
     * @return whether it has
     */
    public abstract boolean hasBegun();

    /**
     * Returns whether the transaction may read something other than what is committed: something has been sent that may have changed
     * that, or a change is bound, as where what is changed is written by an object mapper when it commits. When in doubt, yes.
     *
     * @return whether it may
     */
    public abstract boolean hasWritten();

    /**
     * Returns what is bound to the transaction's end, and binds it if nothing of the kind is yet.
     *
     * @param <B> the kind
     * @param kind the kind, of which there is one a transaction
     * @param first makes it
     * @return what is bound until the next COMMIT or ROLLBACK
     */
    public abstract <B extends CommitBound> B bound(Class<B> kind, Supplier<B> first);
}
