package dev.aside.simulation.run;

import dev.aside.simulation.oracle.Own;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done on a node.
 *
 * @param node the node
 * @param user for whom, or null if for nobody who goes on to another
 */
record Visit(Node node, @Nullable User user) {

    /** What is done there for nobody who goes on to another node. */
    static Visit at(Node node) {
        return new Visit(node, null);
    }

    /** Calls a cache. */
    <T> T call(Supplier<T> what) {
        return user == null ? what.get() : user.call(what);
    }

    /** Returns what the user has been told of his changes, wherever he was. */
    @Nullable
    Own own() {
        return user == null ? null : user.own;
    }
}
