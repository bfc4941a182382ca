package dev.aside.cache.jdbc;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/**
 * A COMMIT was sent, or a statement that commits by itself, and its answer was lost. Nobody knows whether it was done: it must be
 * looked up, and not be sent again as if it had not been. Its SQLState is 08007.
 */
public final class TransactionOutcomeUnknownException extends SQLNonTransientConnectionException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The node's name. */
    private final String node;

    TransactionOutcomeUnknownException(String node, SQLException cause) {
        super(
                "the connection to " + node
                        + " was lost before it had answered, so nobody knows whether the transaction was"
                        + " committed; look before it is sent again",
                "08007",
                cause.getErrorCode(),
                cause);
        this.node = node;
    }

    /**
     * Returns which node it was.
     *
     * @return its name
     */
    public String node() {
        return node;
    }
}
