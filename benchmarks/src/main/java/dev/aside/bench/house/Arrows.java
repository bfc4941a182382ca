package dev.aside.bench.house;

import com.google.common.graph.Graph;
import com.google.common.graph.GraphBuilder;
import com.google.common.graph.Graphs;
import com.google.common.graph.MutableGraph;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who uses whom.
 *
 * @param <N> what stands for a room: the file, or its package
 */
final class Arrows<N> {
    private final Graph<N> graph;

    /** From each node to all that it uses, however many stand between; from each to itself, too. */
    private final Map<N, Set<N>> ways = new HashMap<>();

    private Arrows(Graph<N> graph) {
        this.graph = graph;
        graph.nodes().forEach(node -> ways.put(node, Graphs.reachableNodes(graph, node)));
    }

    /**
     * Draws the arrows between files, taken together as the caller likes.
     *
     * @param rooms the files
     * @param place which of the nodes a file is
     */
    static <N> Arrows<N> between(Collection<Room> rooms, Function<Room, N> place) {
        MutableGraph<N> graph = GraphBuilder.directed().build();
        Map<String, Room> byType = rooms.stream().collect(Collectors.toMap(Room::type, room -> room));
        for (Room room : rooms) {
            N from = place.apply(room);
            graph.addNode(from);
            used(room, byType).map(place).filter(to -> !to.equals(from)).forEach(to -> graph.putEdge(from, to));
        }
        return new Arrows<>(graph);
    }

    /** A type that is not imported by its name is one of the file's own package, or none of ours. */
    private static Stream<Room> used(Room room, Map<String, Room> byType) {
        Stream<String> neighbours = room.names().stream().map(name -> room.packageName() + "." + name);
        return Stream.concat(room.imports().stream().map(Arrows::topLevel), neighbours)
                .filter(byType::containsKey)
                .map(byType::get)
                .distinct();
    }

    /** The file that a nested type stands in. */
    private static String topLevel(String type) {
        return type.replaceFirst("(\\.[A-Z]\\w*)\\..*$", "$1");
    }

    /** The nodes that use each other, however many stand between. */
    List<Set<N>> circles() {
        return graph.nodes().stream()
                .map(this::circle)
                .filter(circle -> circle.size() > 1)
                .distinct()
                .toList();
    }

    private Set<N> circle(N node) {
        return reached(node).stream()
                .filter(other -> reached(other).contains(node))
                .collect(Collectors.toSet());
    }

    private Set<N> reached(N from) {
        return ways.getOrDefault(from, Set.of());
    }

    Set<N> nodes() {
        return graph.nodes();
    }

    /** What a node uses. */
    Set<N> uses(N node) {
        return graph.successors(node);
    }

    /** What a node uses, but for what it uses by way of another. */
    Set<N> direct(N node) {
        return uses(node).stream()
                .filter(to -> uses(node).stream()
                        .noneMatch(by -> !by.equals(to) && reached(by).contains(to)))
                .collect(Collectors.toSet());
    }

    /**
     * The floor of each node: one above all that it uses.
     *
     * @throws IllegalStateException if there are circles
     */
    Map<N, Integer> floors() {
        if (Graphs.hasCycle(graph)) {
            throw new IllegalStateException("There are circles: " + circles());
        }
        Map<N, Integer> floors = new HashMap<>();
        graph.nodes().forEach(node -> floor(node, floors));
        return floors;
    }

    private int floor(N node, Map<N, Integer> floors) {
        Integer known = floors.get(node);
        if (known != null) {
            return known;
        }
        int floor = 1
                + graph.successors(node).stream()
                        .mapToInt(to -> floor(to, floors))
                        .max()
                        .orElse(0);
        floors.put(node, floor);
        return floor;
    }
}
