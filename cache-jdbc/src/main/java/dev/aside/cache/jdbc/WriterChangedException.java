package dev.aside.cache.jdbc;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;

/**
 * The node does not take writes any more: another one does, or soon will. Nothing of the transaction has been kept, and it may be
 * begun again as a whole, on another connection. Its SQLState is 08S02.
 */
public final class WriterChangedException extends SQLRecoverableException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The node's name. */
    private final String node;

    WriterChangedException(String node, SQLException cause) {
        super(
                node + " takes no writes any more; the transaction is to be begun again on another connection",
                "08S02",
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
