package dev.aside.bench.simulation;

import dev.aside.bench.kit.Table;
import dev.aside.simulation.search.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All recorded runs of the shipped engine, as the page keeps them: each goes on where the one before ended. */
final class Runs {
    private static final Pattern ROW = Pattern.compile(
            "\\| (\\d{4}-\\d{2}-\\d{2}) +\\| ([\\d,]+) +\\| ([\\d,]+) +\\| ([\\d,]+) +\\| ([\\d,]+) +\\| ([\\d,]+) +\\|");

    /** One run; seeds are counted on through all of them. */
    private record Run(String date, long from, long seeds, long operations, long seconds, long violations) {
        List<String> cells() {
            return List.of(date, number(from), number(seeds), number(operations), number(seconds), number(violations));
        }
    }

    private final List<Run> runs = new ArrayList<>();

    /** Reads what a page has of runs; a page that is not there has none. */
    static Runs read(Path page) throws IOException {
        Runs all = new Runs();
        if (Files.exists(page)) {
            Matcher row = ROW.matcher(Files.readString(page));
            while (row.find()) {
                all.runs.add(new Run(
                        row.group(1),
                        number(row.group(2)),
                        number(row.group(3)),
                        number(row.group(4)),
                        number(row.group(5)),
                        number(row.group(6))));
            }
        }
        return all;
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    /** Returns the first seed that no run has had. */
    long nextSeed() {
        return runs.stream().mapToLong(run -> run.from() + run.seeds()).max().orElse(1);
    }

    void add(long from, Search.Result result) {
        runs.add(new Run(
                LocalDate.now(Clock.systemUTC()).toString(),
                from,
                result.seeds(),
                result.operations(),
                result.nanos() / 1_000_000_000,
                result.violations()));
    }

    Table table() {
        Table table = new Table(List.of("run", "first seed", "seeds", "operations", "seconds", "violations"));
        runs.forEach(run -> table.row(run.cells()));
        table.row(List.of(
                "all",
                "",
                number(runs.stream().mapToLong(Run::seeds).sum()),
                number(runs.stream().mapToLong(Run::operations).sum()),
                number(runs.stream().mapToLong(Run::seconds).sum()),
                number(runs.stream().mapToLong(Run::violations).sum())));
        return table;
    }
}
