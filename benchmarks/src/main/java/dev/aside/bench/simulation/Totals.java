package dev.aside.bench.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all recorded runs together have simulated: read from the page of the last one, and written on that of this one.
 *
 * @param seeds how many seeds of the shipped engine
 * @param operations how many operations they carried out
 * @param violations how many of the seeds broke a promise
 */
record Totals(long seeds, long operations, long violations) {
    private static final Path PAGE = Path.of("benchmarks", "results", "simulation.md");
    private static final Pattern LINE =
            Pattern.compile("All recorded runs: (\\d+) seeds, (\\d+) operations, (\\d+) violations");

    /** Reads what there is. */
    static Totals soFar() {
        try {
            Matcher line = LINE.matcher(Files.exists(PAGE) ? Files.readString(PAGE) : "");
            return line.find() ? new Totals(number(line, 1), number(line, 2), number(line, 3)) : new Totals(0, 0, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    Totals plus(long moreSeeds, long moreOperations, long moreViolations) {
        return new Totals(seeds + moreSeeds, operations + moreOperations, violations + moreViolations);
    }

    @Override
    public String toString() {
        return "All recorded runs: " + seeds + " seeds, " + operations + " operations, " + violations
                + " violations in what is shipped. No violation in n seeds says that fewer than 3/n of the seeds of this "
                + "distribution break a promise, with 95 % confidence, and nothing of what is not simulated.";
    }
}
