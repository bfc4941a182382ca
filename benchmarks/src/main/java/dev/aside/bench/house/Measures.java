package dev.aside.bench.house;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What is measured of some files together. */
final class Measures {
    /** The columns of {@link #row}. */
    static final List<String> HEADER = List.of(
            "",
            "files",
            "lines",
            "median file",
            "largest file",
            "types shown : hidden",
            "Javadoc / code",
            "method median / p90 / p99",
            "circles of files",
            "repeats");

    private final Collection<Room> rooms;

    Measures(Collection<Room> rooms) {
        this.rooms = rooms;
    }

    List<String> row(String name) {
        Room largest = largest();
        return List.of(
                name,
                Integer.toString(rooms.size()),
                kilo(rooms.stream().mapToInt(room -> room.lines().size()).sum()),
                Integer.toString(fileLines(0.5)),
                largest.name() + " " + largest.lines().size(),
                sum(Room::shown) + " : " + sum(Room::hidden),
                String.format(Locale.ROOT, "%.2f", (double) javadoc() / code()),
                methodLines(0.5) + " / " + methodLines(0.9) + " / " + methodLines(0.99),
                Integer.toString(circles()),
                Integer.toString(repeats()));
    }

    private static String kilo(int lines) {
        return String.format(Locale.ROOT, "%.1fk", lines / 1000.0);
    }

    Room largest() {
        return rooms.stream()
                .max(Comparator.comparingInt(room -> room.lines().size()))
                .orElseThrow();
    }

    int methodLines(double share) {
        return at(
                share,
                rooms.stream().flatMap(room -> room.methods().stream()).sorted().toList());
    }

    private int fileLines(double share) {
        return at(
                share, rooms.stream().map(room -> room.lines().size()).sorted().toList());
    }

    private static int at(double share, List<Integer> sorted) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }

    int circles() {
        return Arrows.between(rooms, room -> room).circles().size();
    }

    int repeats() {
        return Repeats.in(rooms);
    }

    private int sum(Function<Room, Integer> part) {
        return rooms.stream().mapToInt(part::apply).sum();
    }

    private long javadoc() {
        return rooms.stream().mapToLong(Room::javadoc).sum();
    }

    private long code() {
        return rooms.stream().mapToLong(Room::code).sum();
    }
}
