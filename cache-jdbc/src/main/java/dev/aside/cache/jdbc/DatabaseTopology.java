package dev.aside.cache.jdbc;

import dev.aside.cache.route.EndpointRole;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a database's nodes at a moment. Immutable.
 *
 * @param epoch the number of this topology; a later one has a higher number
 * @param writer the name of the node that writes go to, or null if they are refused
 * @param nodes all nodes, in the order in which they were given
 */
public record DatabaseTopology(long epoch, @Nullable String writer, List<Node> nodes) {

    /**
     * Keeps a copy of the list.
     *
     * @param epoch the number
     * @param writer the name, or null
     * @param nodes the nodes
     */
    public DatabaseTopology {
        nodes = List.copyOf(nodes);
    }

    /**
     * What is known of a node.
     *
     * @param id its name
     * @param role what it said last that it is, or null if it has never been heard
     * @param failure why it is not reached, in words and without secrets, or null if it is
     * @param lagBytes how many bytes it is behind the writer, or -1 if that is not known
     * @param isRead whether reads go there, as to a reader
     * @param connections how many connections there are to it
     * @param lent how many of them are lent
     * @param waiting how many callers wait for one
     * @param borrows how often one was lent since the node is there
     */
    public record Node(
            String id,
            @Nullable EndpointRole role,
            @Nullable String failure,
            long lagBytes,
            boolean isRead,
            int connections,
            int lent,
            int waiting,
            long borrows) {}

    static DatabaseTopology of(Routes routes) {
        Standing writer = routes.writer();
        return new DatabaseTopology(
                routes.epoch(),
                writer == null ? null : writer.pool().node(),
                routes.all().stream().map(DatabaseTopology::node).toList());
    }

    private static Node node(Standing one) {
        NodePool pool = one.pool();
        Sighting seen = one.seen();
        return new Node(
                pool.node(),
                seen == null ? null : seen.role(),
                one.failure(),
                one.isUp() ? one.lag() : Sighting.NOWHERE,
                one.isReader() && one.mayRead(),
                pool.connections(),
                pool.lent(),
                pool.waiting(),
                pool.borrows());
    }
}
