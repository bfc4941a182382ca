package dev.aside.bench.house;

import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Is the source easy to find one's way in? */
@Command(
        name = "house",
        description = "Sizes of the source's files and methods, what is shown and hidden, and circles.")
public final class House extends Question {
    private static final String ASKS = """
            Is the source easy to find one's way in?

            Main source, read by the JDK's parser. A method's lines are those between its braces. A type is hidden if it is not public. A circle
            is of files that use each other, however many stand between; a repeat is a run of eight lines or more that stands twice, imports and
            comments not counted. The peers' figures are of their core modules, as they were read in July and August 2026, methods by a script.""";

    private static final String WHY = """
            Well-kept code in this field has methods of at most 15 to 20 lines at p90, a median file of 60 to 110, Javadoc of 0.35 to 0.7 lines to
            one of code, and at most one big file, the engine. Ours has none: the engine is a floor of its own (`dev.aside.cache.engine`). Types
            that are public in that package are exported to nobody.""";

    /** What a user may depend on. */
    static final List<String> SHIPPED = List.of(
            "cache-api",
            "cache-local",
            "cache-redis",
            "cache-memcached",
            "cache-jdbc",
            "integrations/micrometer",
            "integrations/jackson",
            "integrations/spring-session",
            "cache-testkit");

    /** What stays at home. */
    static final List<String> KEPT = List.of("simulation", "samples", "benchmarks");

    /** By the columns of {@link Measures}. */
    private static final List<List<String>> PEERS = List.of(
            List.of(
                    "*Caffeine*",
                    "51",
                    "20.5k",
                    "183",
                    "BoundedLocalCache 4,992",
                    "19 : 29",
                    "0.34",
                    "1 / 15 / 44",
                    "2",
                    ""),
            List.of(
                    "*reactor-pool*",
                    "22",
                    "4.3k",
                    "104",
                    "SimpleDequePool 910",
                    "16 : 3",
                    "0.54",
                    "1 / 18 / 49",
                    "0",
                    ""),
            List.of("*HikariCP*", "45", "9.1k", "114", "HikariConfig 1,255", "37 : 7", "0.28", "2 / 15 / 52", "2", ""),
            List.of(
                    "*Lettuce*",
                    "1,068",
                    "199k",
                    "93",
                    "RedisCommandBuilder 4,900",
                    "787 : 219",
                    "0.99",
                    "1 / 11 / 35",
                    "8",
                    ""),
            List.of("*JetCache*", "90", "7.5k", "52", "Cache 460", "89 : 1", "0.14", "1 / 12 / 41", "not drawn", ""));

    private static final Path HERE = Path.of("");

    @Override
    public Integer call() {
        List<Room> shipped = Survey.of(HERE, SHIPPED);
        List<Room> kept = Survey.of(HERE, KEPT);
        List<Room> all = new ArrayList<>(shipped);
        all.addAll(kept);
        Report report = new Report("house", isQuick(), ASKS, Versions.of("aside")).add(table(all));
        if (!isQuick()) {
            report.plot(new Plan(shipped));
        }
        report.add(WHY).end(lastLine(new Measures(all)));
        return 0;
    }

    private static Table table(List<Room> all) {
        Table table = new Table(Measures.HEADER);
        all.stream()
                .map(Room::module)
                .distinct()
                .forEach(module -> table.row(of(all, module).row(module)));
        table.row(new Measures(all).row("all"));
        PEERS.forEach(table::row);
        return table;
    }

    private static Measures of(List<Room> all, String module) {
        return new Measures(
                all.stream().filter(room -> room.module().equals(module)).toList());
    }

    private static LastLine lastLine(Measures all) {
        return new LastLine("house")
                .count("circles", all.circles())
                .count("method_p90", all.methodLines(0.9))
                .count("largest_file", all.largest().lines().size())
                .count("repeats", all.repeats());
    }
}
