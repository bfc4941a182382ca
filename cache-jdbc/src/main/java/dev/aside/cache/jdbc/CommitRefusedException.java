package dev.aside.cache.jdbc;

import java.sql.SQLException;

/**
 * COMMIT was not sent: a cache whose change is bound to the transaction does not allow a change that it cannot be told of beforehand, as
 * those in STRICT mode. Nothing is committed; the transaction is to be rolled back, and may be begun again. It may also be committed once
 * more; but {@code setAutoCommit(true)}, by which frameworks clean up, rolls it back.
 *
 * <p>Its SQLState is 40000, and its cause the cache's own error.
 */
public final class CommitRefusedException extends SQLException {

    private static final long serialVersionUID = 1L;

    CommitRefusedException(String node, RuntimeException cause) {
        super(node + ": COMMIT was not sent, as a cache refuses a change that it cannot be told of", "40000", cause);
    }
}
