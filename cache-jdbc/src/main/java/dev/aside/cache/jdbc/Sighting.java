package dev.aside.cache.jdbc;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import java.util.Set;

/**
 * What a node has said of itself.
 *
 * @param role what it is
 * @param server which server it is, and since which start; another one behind the same name has another
 * @param history names what its positions are places of: the database, and behind a slash the timeline, where that is known
 * @param position how far it has written, or replayed: bytes since the beginning of the history, or {@link #NOWHERE}
 * @param members the names of all nodes, as far as it says; empty if it does not
 * @param askedNanos when it was asked
 * @param answeredNanos when it had answered
 * @param gtids how far in GTIDs, or {@link Progress#UNKNOWN}
 * @param openedNanos when the connection was opened on which it was asked: from then on at the latest its name led to this server
 */
record Sighting(
        EndpointRole role,
        String server,
        String history,
        long position,
        Set<String> members,
        long askedNanos,
        long answeredNanos,
        Progress gtids,
        long openedNanos) {

    /** It has not said where it stands. */
    static final long NOWHERE = -1;

    /** Returns which database it is one of the servers of. */
    String database() {
        int end = history.indexOf('/');
        return end < 0 ? history : history.substring(0, end);
    }

    /** Returns how far it has come, if that can be told from what it says. */
    Progress progress() {
        boolean isTold = position != NOWHERE && history.indexOf('/') >= 0;
        return isTold ? Progress.of(CommitPosition.ordered(history, position)) : gtids;
    }

    /** One on a connection that has just been opened. */
    Sighting(
            EndpointRole role,
            String server,
            String history,
            long position,
            Set<String> members,
            long askedNanos,
            long answeredNanos,
            Progress gtids) {
        this(role, server, history, position, members, askedNanos, answeredNanos, gtids, askedNanos);
    }

    /** One without GTIDs. */
    Sighting(
            EndpointRole role,
            String server,
            String history,
            long position,
            Set<String> members,
            long askedNanos,
            long answeredNanos) {
        this(role, server, history, position, members, askedNanos, answeredNanos, Progress.UNKNOWN);
    }

    /** Returns the same, asked on a connection that was opened then. */
    Sighting openedAt(long nanos) {
        return new Sighting(role, server, history, position, members, askedNanos, answeredNanos, gtids, nanos);
    }

    /** Returns whether what the other says is of later: the same server has been asked later, or the name leads to another one by now. */
    boolean isBefore(Sighting other) {
        return server.equals(other.server) ? askedNanos - other.askedNanos < 0 : openedNanos - other.openedNanos < 0;
    }

    boolean isWriter() {
        return role == EndpointRole.WRITER;
    }
}
