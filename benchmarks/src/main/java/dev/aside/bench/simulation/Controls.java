package dev.aside.bench.simulation;

import dev.aside.bench.kit.Figures;
import dev.aside.bench.kit.Table;
import dev.aside.simulation.control.Control;
import dev.aside.simulation.search.Hunt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** The checker's own test: bugs are planted one at a time, and looked for as the shipped engine is. */
final class Controls {

    /** After so many seeds a bug counts as not found. */
    static final int MOST_SEEDS = 10_000;

    /** Shallow looks at all of them first, so that one which hides well keeps no other from being looked for. */
    private static final List<Integer> SHALLOW = List.of(50, 500, MOST_SEEDS);

    private record Hunted(Control control, Hunt.Result result) {
        boolean isFound() {
            return !result.takes().isEmpty();
        }

        /** How many seeds it takes; of one that is not found, how many have been looked at. */
        long median() {
            return isFound() ? result.median() : result.seeds();
        }

        long worst() {
            return isFound() ? result.worst() : result.seeds();
        }
    }

    private final List<Hunted> hunted;

    private Controls(List<Hunted> hunted) {
        this.hunted = hunted;
    }

    /**
     * Looks for each once.
     *
     * @param threads on how many threads, a bug each
     * @param endNanos when to end, by the machine's clock
     */
    static Controls huntOnce(int threads, long endNanos) throws InterruptedException {
        List<Hunted> all = Control.all().stream()
                .map(control -> new Hunted(control, Hunt.of(control.plant(), 1, 1, 0, endNanos)))
                .toList();
        for (int depth : SHALLOW) {
            all = deeper(all, threads, one -> one.isFound() ? one : look(one.control(), 1, depth, endNanos));
        }
        return new Controls(all);
    }

    /**
     * Looks for each so many times, each time from the seed after the one that found it.
     *
     * @param times how often
     * @param threads on how many threads, a bug each
     * @param endNanos when to end, by the machine's clock
     */
    static Controls hunt(int times, int threads, long endNanos) throws InterruptedException {
        Controls once = huntOnce(threads, endNanos);
        return new Controls(deeper(
                once.hunted,
                threads,
                one -> one.isFound() ? look(one.control(), times, times * MOST_SEEDS, endNanos) : one));
    }

    private static Hunted look(Control control, int times, int most, long endNanos) {
        return new Hunted(control, Hunt.of(control.plant(), 1, times, most, endNanos));
    }

    private static List<Hunted> deeper(List<Hunted> before, int threads, UnaryOperator<Hunted> look)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Hunted>> looks = new ArrayList<>();
            before.forEach(one -> looks.add(() -> look.apply(one)));
            List<Hunted> after = new ArrayList<>();
            for (Future<Hunted> one : workers.invokeAll(looks)) {
                after.add(one.get());
            }
            return after;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a hunt ended with an error", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    int planted() {
        return hunted.size();
    }

    /** Returns how many have not been found, for want of time or altogether. */
    long notFound() {
        return hunted.stream().filter(one -> !one.isFound()).count();
    }

    /** Returns whether one has not been found in as many seeds as it may take at most. */
    boolean isOneMissed() {
        return hunted.stream().anyMatch(one -> !one.isFound() && one.result().seeds() >= MOST_SEEDS);
    }

    double median() {
        return Figures.median(hunted.stream().map(one -> (double) one.median()).toList());
    }

    long worst() {
        return hunted.stream().mapToLong(Hunted::worst).max().orElse(0);
    }

    Table table() {
        Table table = new Table(List.of("planted bug", "rule", "found as", "median seeds", "most seeds"));
        hunted.forEach(one -> table.row(List.of(
                one.control().name(),
                one.control().rule(),
                one.isFound() ? one.result().first().get(0).violation().rule() : "NOT FOUND",
                String.format(Locale.ROOT, "%,d", one.median()),
                String.format(Locale.ROOT, "%,d", one.worst()))));
        return table;
    }
}
