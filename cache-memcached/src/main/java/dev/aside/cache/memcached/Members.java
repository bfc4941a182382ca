package dev.aside.cache.memcached;

import java.util.List;

/**
 * Which nodes there are, and what is on which.
 *
 * @param ring what is on which
 * @param nodes the nodes, in the order of the ring's names
 */
record Members(Ring ring, List<Node> nodes) {

    static Members of(List<Node> nodes) {
        return new Members(new Ring(nodes.stream().map(Node::name).toList()), nodes);
    }

    /** Returns the node that has a slot, and keeps it while it is down. */
    Node nodeOf(String name) {
        return nodes.size() == 1 ? nodes.get(0) : nodes.get(ring.nodeOf(name));
    }
}
