package dev.aside.cache.memcached;

import dev.aside.cache.spi.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Small items, one on each node, that are there as long as the node has lost nothing: what tells a board that was lost from one that has
 * not begun. A node that was begun anew has none, one that is down does not show it, and one that is new on the list never had it.
 */
final class Beacons {

    private static final char KIND = 'w';
    private static final byte[] LIGHT = new BoardOutput(KIND).done();
    private static final int KEPT = 16;

    private final Fleet fleet;
    private final Asks asks;
    private final BoardNames names;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(null, Map.of()));

    /** Which nodes have which, as long as these are the nodes. */
    private record Known(@Nullable Members members, Map<Long, List<String>> byGeneration) {}

    Beacons(Fleet fleet, Asks asks, BoardNames names) {
        this.fleet = fleet;
        this.asks = asks;
        this.names = names;
    }

    /** Returns the names of those of a generation, or with zero of those that say that there is a board: one on each node. */
    List<String> of(long generation) {
        Members members = fleet.members();
        Known now = Objects.requireNonNull(known.get());
        if (!members.equals(now.members()) || now.byGeneration().size() > KEPT) {
            now = new Known(members, new ConcurrentHashMap<>());
            known.set(now);
        }
        return now.byGeneration().computeIfAbsent(generation, number -> find(members, number));
    }

    /** Returns a number that is the same as long as these are the nodes: another has what is asked of others. */
    long nodes() {
        List<String> all =
                fleet.members().nodes().stream().map(Node::name).sorted().toList();
        return Digest.ofText(String.join(" ", all)).high();
    }

    /** Tries one name after the other until each node has one. */
    private List<String> find(Members members, long generation) {
        IntFunction<String> name = generation == 0 ? names::beacon : number -> names.beacon(generation, number);
        Set<Node> missing = new HashSet<>(members.nodes());
        List<String> found = new ArrayList<>();
        for (int i = 0; !missing.isEmpty(); i++) {
            String one = name.apply(i);
            if (missing.remove(members.nodeOf(one))) {
                found.add(one);
            }
        }
        return List.copyOf(found);
    }

    /** Lights those of a generation on all nodes, or of the board; it is stopped if one of the nodes does not answer. */
    CompletableFuture<List<Boolean>> light(long generation) {
        return Asks.all(of(generation).stream()
                .map(name -> asks.set(name, Life.FOR_EVER, LIGHT))
                .toList());
    }
}
