package dev.aside.simulation.search;

import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Subject;
import java.util.ArrayList;
import java.util.List;

/** Looks for one bug again and again, each time from another seed on: how many seeds it takes. */
public final class Hunt {

    /**
     * What came of it.
     *
     * @param seeds how many seeds were run
     * @param operations how many operations they carried out
     * @param takes how many seeds each finding took, smallest first; empty if there was none
     * @param first the first finding
     */
    public record Result(long seeds, long operations, List<Long> takes, List<Found> first) {

        /** Returns how many seeds it takes in one half of all cases. */
        public long median() {
            return takes.get(takes.size() / 2);
        }

        /** Returns how many seeds it took at most. */
        public long worst() {
            return takes.get(takes.size() - 1);
        }
    }

    private Hunt() {}

    /**
     * Hunts.
     *
     * @param subject with the bug in it
     * @param from the first seed
     * @param times how often it is to be found
     * @param most how many seeds may be run at most
     * @param endNanos when to end, by the machine's clock
     */
    public static Result of(Subject subject, long from, int times, long most, long endNanos) {
        List<Long> takes = new ArrayList<>();
        List<Found> first = new ArrayList<>();
        long operations = 0;
        long seed = from;
        long last = from - 1;
        for (; seed < from + most && takes.size() < times && System.nanoTime() - endNanos < 0; seed++) {
            Plan plan = Plan.random(seed);
            Outcome outcome = Seeds.run(plan, seed, subject, /* told= */ false);
            operations += outcome.operations();
            if (outcome.isViolated()) {
                takes.add(seed - last);
                last = seed;
                first.add(Found.of(plan, Seeds.order(seed), outcome));
            }
        }
        takes.sort(null);
        return new Result(seed - from, operations, takes, first.isEmpty() ? first : first.subList(0, 1));
    }
}
