package dev.aside.bench.faults;

import dev.aside.bench.kit.Pauses;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * How long the calls of a row took, without what the machine paused meanwhile.
 *
 * @param story the row
 * @param pauses the machine's
 */
record Times(Story story, Pauses pauses) {
    /** Fewer calls show nothing. */
    private static final int ENOUGH = 20;

    private static final double MEDIAN = 0.5;
    private static final double NINE_OF_TEN = 0.9;

    /** The longest call, in nanoseconds. */
    long longest() {
        return longest(call -> true);
    }

    /** The longest read. */
    long longestRead() {
        return longest(call -> call.saw().isRead());
    }

    /** The longest change. */
    long longestChange() {
        return longest(call -> !call.saw().isRead());
    }

    private long longest(Predicate<Call> which) {
        return story.calls().stream()
                .filter(which)
                .mapToLong(this::without)
                .max()
                .orElse(0);
    }

    /** Which the longest call was, and when. */
    String longestCall() {
        return story.calls().stream()
                .max(Comparator.comparingLong(this::without))
                .map(call -> String.format(
                        Locale.ROOT,
                        "%s ms: %s of %s, begun %d ms after the fault and %d ms after its end",
                        millis(without(call)),
                        call.saw(),
                        Use.of(call.object()),
                        (call.began() - story.recovery().struck()) / 1_000_000,
                        (call.began() - story.recovery().mended()) / 1_000_000))
                .orElse("");
    }

    /** What nine of ten calls take at most once the cache does without its server; zero where too few are seen. */
    long behindBreaker() {
        long[] sorted = sortedBehind();
        return sorted.length < ENOUGH ? 0 : quantile(sorted, NINE_OF_TEN);
    }

    /** The median of the calls behind the breaker, and what nine of ten take at most. */
    String behind() {
        long[] sorted = sortedBehind();
        return sorted.length < ENOUGH
                ? ""
                : millis(quantile(sorted, MEDIAN)) + " / " + millis(quantile(sorted, NINE_OF_TEN));
    }

    private long[] sortedBehind() {
        return story.calls().stream()
                .filter(Call::behindBreaker)
                .mapToLong(this::without)
                .sorted()
                .toArray();
    }

    private static long quantile(long[] sorted, double share) {
        return sorted[(int) (sorted.length * share)];
    }

    static String millis(long nanos) {
        double millis = nanos / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%.0f", millis);
    }

    /** Returns what is left of a call when the machine's pauses are taken off. */
    private long without(Call call) {
        return pauses.without(call.began(), call.ended());
    }
}
