package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import java.util.Set;

/**
 * What a node has said of itself.
 *
 * @param role what it is
 * @param server which server it is, and since which start; another one behind the same name has another
 * @param history names what its positions are places of
 * @param position how far it has written, or replayed: bytes since the beginning of the history, or {@link #NOWHERE}
 * @param members the names of all nodes, as far as it says; empty if it does not
 * @param askedNanos when it was asked
 * @param answeredNanos when it had answered
 */
record Sighting(
        EndpointRole role,
        String server,
        String history,
        long position,
        Set<String> members,
        long askedNanos,
        long answeredNanos) {

    /** It has not said where it stands. */
    static final long NOWHERE = -1;

    boolean isWriter() {
        return role == EndpointRole.WRITER;
    }
}
