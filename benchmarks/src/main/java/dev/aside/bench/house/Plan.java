package dev.aside.bench.house;

import dev.aside.bench.kit.Plot;
import dev.aside.bench.kit.Svg;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A drawing of packages on floors: each stands above all that it uses. */
final class Plan implements Plot {
    private static final int WIDTH = 260;
    private static final int HEIGHT = 56;
    private static final int ACROSS = 24;
    private static final int BETWEEN = 60;
    private static final int TOP = 60;

    private final Map<Storey, List<Room>> rooms;
    private final Arrows<Storey> arrows;
    private final Map<Storey, Integer> floors;
    private final Map<Storey, Integer> columns = new HashMap<>();

    Plan(Collection<Room> all) {
        rooms = all.stream().collect(Collectors.groupingBy(Room::storey));
        arrows = Arrows.between(all, Room::storey);
        floors = arrows.floors();
        for (int floor = highest(); floor > 0; floor--) {
            List<Storey> beside = on(floor)
                    .sorted(Comparator.comparing(Storey::module).thenComparing(Storey::packageName))
                    .sorted(Comparator.comparingDouble(this::wanted))
                    .toList();
            beside.forEach(storey -> columns.put(storey, beside.indexOf(storey)));
        }
    }

    /** Below those who use it, so that arrows do not cross more than they must. */
    private double wanted(Storey storey) {
        return columns.keySet().stream()
                .filter(user -> arrows.direct(user).contains(storey))
                .mapToDouble(user -> (double) columns.getOrDefault(user, 0) / beside(user))
                .average()
                .orElse(1);
    }

    private Stream<Storey> on(int floor) {
        return arrows.nodes().stream().filter(storey -> floors.getOrDefault(storey, 0) == floor);
    }

    /** How many are on the same floor, itself among them. */
    private long beside(Storey storey) {
        return on(floors.getOrDefault(storey, 0)).count();
    }

    private int highest() {
        return floors.values().stream().mapToInt(floor -> floor).max().orElse(0);
    }

    private int widest() {
        return columns.values().stream().mapToInt(column -> column).max().orElse(0) + 1;
    }

    @Override
    public String title() {
        return "The packages that are shipped; each stands above all that it uses";
    }

    @Override
    public String svg() {
        Svg svg = new Svg(ACROSS + widest() * (WIDTH + ACROSS), TOP + highest() * (HEIGHT + BETWEEN));
        svg.text(ACROSS, 28, "start", title() + ". Arrows that a longer way implies are not drawn.");
        arrows.nodes().forEach(from -> arrows.direct(from).forEach(to -> arrow(svg, from, to)));
        arrows.nodes().forEach(storey -> box(svg, storey));
        return svg.end();
    }

    private void arrow(Svg svg, Storey from, Storey to) {
        svg.line(middle(from), top(from) + HEIGHT, middle(to), top(to), "#999999", 1);
        svg.dot(middle(to), top(to), "#666666");
    }

    private void box(Svg svg, Storey storey) {
        List<Room> files = rooms.getOrDefault(storey, List.of());
        int lines = files.stream().mapToInt(room -> room.lines().size()).sum();
        svg.box(left(storey), top(storey), WIDTH, HEIGHT, "#eaf2f8");
        svg.text(middle(storey), top(storey) + 23, "middle", storey.label());
        svg.text(
                middle(storey),
                top(storey) + 43,
                "middle",
                storey.artifact() + ", " + files.size() + " files, " + lines + " lines");
    }

    private double left(Storey storey) {
        double indent = (widest() - beside(storey)) * (WIDTH + ACROSS) / 2.0;
        return ACROSS + indent + columns.getOrDefault(storey, 0) * (double) (WIDTH + ACROSS);
    }

    private double middle(Storey storey) {
        return left(storey) + WIDTH / 2.0;
    }

    private double top(Storey storey) {
        return TOP + (highest() - floors.getOrDefault(storey, 0)) * (double) (HEIGHT + BETWEEN);
    }
}
