package dev.aside.bench.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * How much of the processors everybody else used while we measured, the hypervisor among them. Known on Linux only. A run beside busy
 * neighbours shows little.
 */
public final class Neighbours {
    private static final Path ALL = Path.of("/proc/stat");
    private static final Path OWN = Path.of("/proc/self/stat");

    private final Ticks start = Ticks.now();

    private Neighbours() {}

    /**
     * Begins to watch.
     *
     * @return the watch
     */
    public static Neighbours watch() {
        return new Neighbours();
    }

    /**
     * What was seen until now.
     *
     * @return such as {@code Other processes used 3 % of the processors.}
     */
    public String seen() {
        Ticks now = Ticks.now();
        long total = now.total - start.total;
        if (total <= 0) {
            return "What other processes used of the processors is unknown.";
        }
        long others = Math.max(0, (now.busy - start.busy) - (now.own - start.own));
        return String.format(Locale.ROOT, "Other processes used %.0f %% of the processors.", 100.0 * others / total);
    }

    /**
     * Processor time since the system began, in the kernel's ticks.
     *
     * @param total of all processors, idle or not
     * @param busy spent by anybody
     * @param own spent by this process and the children it awaited
     */
    record Ticks(long total, long busy, long own) {
        static Ticks now() {
            if (!Files.isReadable(ALL) || !Files.isReadable(OWN)) {
                return new Ticks(0, 0, 0);
            }
            try {
                return parse(Files.readString(ALL), Files.readString(OWN));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The first line of all: user, nice, system, idle, waiting, two interrupts, stolen. Of the own: four times behind field 13. */
        static Ticks parse(String all, String own) {
            long[] spent = numbers(all.lines().findFirst().orElseThrow().replaceFirst("cpu +", ""));
            long total = Arrays.stream(spent, 0, 8).sum();
            String[] fields = own.substring(own.lastIndexOf(')') + 2).split(" ", -1);
            long mine = Arrays.stream(numbers(String.join(" ", Arrays.copyOfRange(fields, 11, 15))))
                    .sum();
            return new Ticks(total, total - spent[3] - spent[4], mine);
        }

        private static long[] numbers(String line) {
            return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        }
    }
}
