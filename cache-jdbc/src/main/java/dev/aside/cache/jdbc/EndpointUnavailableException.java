package dev.aside.cache.jdbc;

import java.io.Serial;
import java.sql.SQLTransientConnectionException;

/**
 * There is no connection to be had, and nothing was sent. The same call may succeed later. The message says what each node has said
 * of itself or why it is not reached.
 */
public final class EndpointUnavailableException extends SQLTransientConnectionException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why there is none. */
    public enum Reason {
        /** No node says that it takes writes. */
        NO_WRITER,

        /** More than one node says that it takes writes, and nobody can tell which of them is to be believed. */
        TWO_WRITERS,

        /** No reader may answer, and the writer is not to be asked instead. */
        NO_READER,

        /** No member of the group may answer. */
        EMPTY_GROUP,

        /** The gate was held for longer than the caller waits. */
        HELD,

        /** There are nodes, and no connection became free, or could be made, in the time that the caller waits. */
        TIMEOUT
    }

    /** What had been known, by its name, when it was thrown. */
    private final Reason reason;

    EndpointUnavailableException(Reason reason, String message) {
        super(message, "08001");
        this.reason = reason;
    }

    EndpointUnavailableException(Reason reason, String message, Throwable cause) {
        super(message, "08001", cause);
        this.reason = reason;
    }

    /**
     * Returns why there is none.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
