package dev.aside.cache.memcached;

import net.spy.memcached.ops.CancelledOperationStatus;
import net.spy.memcached.ops.OperationStatus;
import net.spy.memcached.ops.StatusCode;

/** What has become of a command. */
enum Fate {
    /** It did what it says. */
    DONE,
    /** The slot is not, or no longer, what the command asks for: it did nothing. */
    MISSED,
    /** It was surely not sent. */
    NOT_SENT,
    /** The server says that it cannot. It may have forgotten what the slot held. */
    REFUSED;

    static Fate of(OperationStatus status) {
        StatusCode code = status.getStatusCode();
        if (status instanceof CancelledOperationStatus || code == StatusCode.CANCELLED) {
            return NOT_SENT;
        } else if (code == null || code == StatusCode.SUCCESS) {
            return status.isSuccess() ? DONE : REFUSED;
        }
        return switch (code) {
            case ERR_NOT_FOUND, ERR_EXISTS, ERR_NOT_STORED -> MISSED;
            default -> REFUSED;
        };
    }
}
