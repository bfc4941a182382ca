package dev.aside.cache.jdbc;

import dev.aside.cache.route.ChangeFeed;
import dev.aside.cache.route.ChangeOutcome;
import dev.aside.cache.route.ChangeRecord;
import dev.aside.cache.route.CommitBound;
import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.CommitSource;
import dev.aside.cache.route.TransactionContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What one connection does while it does not commit by itself: one transaction after the other. Those that use the connection one after
 * the other see what was done before.
 */
final class Transaction extends TransactionContext {

    private static final System.Logger LOGGER = System.getLogger(Transaction.class.getName());

    private final CommitSource source;
    private volatile Map<Class<?>, CommitBound> bounds = Map.of();
    private volatile boolean isOpen = true;
    private volatile boolean isCommitting;
    private volatile boolean hasBegun;
    private volatile boolean hasWritten;

    Transaction(CommitSource source) {
        this.source = source;
        use();
    }

    @Override
    public CommitSource source() {
        return source;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean hasBegun() {
        return hasBegun;
    }

    /** {@inheritDoc} Who tells of a change before it is sent reads his own, too. */
    @Override
    public boolean hasWritten() {
        return hasWritten || isBound();
    }

    @Override
    public <B extends CommitBound> B bound(Class<B> kind, Supplier<B> first) {
        CommitBound known = bounds.get(kind);
        if (known != null) {
            return kind.cast(known);
        }
        B made = first.get();
        Map<Class<?>, CommitBound> more = new LinkedHashMap<>(bounds);
        more.put(kind, made);
        bounds = more;
        return made;
    }

    boolean isBound() {
        return !bounds.isEmpty();
    }

    /** A statement is sent. */
    void sends(boolean onlyReads) {
        use();
        hasBegun = true;
        hasWritten |= !onlyReads;
    }

    /** COMMIT is about to be sent; what this throws keeps it from that. */
    void beforeCommit() {
        isCommitting = true;
        bounds.values().forEach(CommitBound::beforeCommit);
    }

    List<ChangeRecord> records() {
        return bounds.values().stream()
                .flatMap(bound -> bound.records().stream())
                .toList();
    }

    /** Returns what it is to say itself to those who keep copies. */
    Map<ChangeFeed.Voice, List<ChangeRecord>> told() {
        Map<ChangeFeed.Voice, List<ChangeRecord>> told = new LinkedHashMap<>();
        bounds.values().forEach(bound -> told.putAll(bound.told()));
        return told;
    }

    /** COMMIT is not sent. What is bound stays so: it may be tried again. */
    void refused() {
        isCommitting = false;
    }

    /** Returns whether everybody knows. */
    ChangeOutcome committed(CommitPosition position) {
        ChangeOutcome[] outcome = {ChangeOutcome.APPLIED};
        end(bound -> outcome[0] = outcome[0].and(bound.committed(position)));
        return outcome[0];
    }

    void rolledBack() {
        end(CommitBound::rolledBack);
    }

    void unknown() {
        end(CommitBound::unknown);
    }

    void rolledBackPartly() {
        tell(CommitBound::rolledBackPartly);
    }

    private void end(Consumer<CommitBound> how) {
        tell(how);
        bounds = Map.of();
        isCommitting = false;
        hasBegun = false;
        hasWritten = false;
    }

    /** Whatever becomes of it: the transaction has ended, and its user is to be told how, and not how it went with a cache. */
    private void tell(Consumer<CommitBound> how) {
        for (CommitBound bound : bounds.values()) {
            try {
                how.accept(bound);
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "what was bound to a transaction has failed at its end", e);
            }
        }
    }

    /**
     * The connection commits by itself again, or is closed. What was not committed is not; of a COMMIT that another thread is waiting for
     * that one will say what has become.
     */
    void close() {
        if (!isCommitting) {
            rolledBack();
        }
        isOpen = false;
        leave();
    }
}
