package dev.aside.bench.house;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds runs of lines that stand in two places. Imports, comments, blanks and lines of braces do not count. */
final class Repeats {
    /** Fewer lines are like each other by the language's own form. */
    static final int SHORTEST = 8;

    private record Place(Room room, int line) {}

    private Repeats() {}

    /** How many runs of lines stand in more than one place; a longer run is one. */
    static int in(Collection<Room> rooms) {
        Map<String, Place> first = new HashMap<>();
        int runs = 0;
        for (Room room : rooms) {
            List<String> lines = told(room);
            Place before = null;
            for (int line = 0; line + SHORTEST <= lines.size(); line++) {
                Place seen = first.putIfAbsent(
                        String.join("\n", lines.subList(line, line + SHORTEST)), new Place(room, line));
                runs += seen != null && !follows(seen, before) ? 1 : 0;
                before = seen;
            }
        }
        return runs;
    }

    private static boolean follows(Place seen, @Nullable Place before) {
        return before != null && seen.room().equals(before.room()) && seen.line() == before.line() + 1;
    }

    private static List<String> told(Room room) {
        return new ArrayList<>(room.lines().stream().filter(Repeats::tells).toList());
    }

    private static boolean tells(String line) {
        return line.chars().anyMatch(Character::isLetter)
                && !line.startsWith("import ")
                && !line.startsWith("package ")
                && !line.startsWith("*")
                && !line.startsWith("/");
    }
}
