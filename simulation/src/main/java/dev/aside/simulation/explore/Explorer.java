package dev.aside.simulation.explore;

import dev.aside.simulation.oracle.Violation;
import dev.aside.simulation.run.SmallCase;
import dev.aside.simulation.run.SmallRun;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.FreeOrder;
import dev.aside.simulation.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes every way through a case, but none twice from a state that it has been in. */
public final class Explorer {
    private static final int ANY = Integer.MAX_VALUE;

    /**
     * What came of it.
     *
     * @param states how many states there were in which something could be chosen
     * @param schedules how many ways were begun
     * @param whole whether all ways were gone
     * @param violations what is wrong with the first one that something is wrong with
     * @param story that way
     */
    public record Result(
            long states, long schedules, boolean whole, List<Violation> violations, List<World.Line> story) {

        /** Returns whether something is wrong. */
        public boolean isViolated() {
            return !violations.isEmpty();
        }

        /** Returns in a word how it ended. */
        String end() {
            if (isViolated()) {
                return "VIOLATED";
            }
            return whole ? "all of it" : "CUT OFF";
        }
    }

    private final SmallCase small;
    private final Subject subject;
    private final long mostStates;
    private final long endNanos;
    private long schedules;

    private Explorer(SmallCase small, Subject subject, long mostStates, long nanos) {
        this.small = small;
        this.subject = subject;
        this.mostStates = mostStates;
        this.endNanos = System.nanoTime() + nanos;
    }

    /**
     * Explores a case until all is known, or something is wrong.
     *
     * @param small the case
     * @param subject what is tried
     * @param mostStates how many states to go on to
     * @param nanos for how long to go on
     */
    public static Result all(SmallCase small, Subject subject, long mostStates, long nanos) {
        return new Explorer(small, subject, mostStates, nanos).explore(ANY);
    }

    /**
     * Looks for a way on which something is wrong, and finds one that deviates as little as possible from the tame way.
     *
     * @param small the case
     * @param subject what is tried
     * @param mostDeviations how much to deviate at most
     * @param nanos for how long to look
     */
    public static Result shortest(SmallCase small, Subject subject, int mostDeviations, long nanos) {
        Explorer explorer = new Explorer(small, subject, Long.MAX_VALUE, nanos);
        Result result = explorer.explore(0);
        for (int most = 1; most <= mostDeviations && result.violations().isEmpty() && !explorer.isLate(); most++) {
            result = explorer.explore(most);
        }
        return result;
    }

    private boolean isLate() {
        return System.nanoTime() > endNanos;
    }

    private Result explore(int mostDeviations) {
        States states = new States();
        Path path = new Path(states, mostDeviations);
        boolean more = true;
        while (more && !isLate() && states.size() < mostStates) {
            SmallRun.Result result = run(path, /* told= */ false);
            if (!result.violations().isEmpty()) {
                return new Result(states.size(), schedules, false, result.violations(), story(path));
            }
            more = path.turn();
        }
        return new Result(states.size(), schedules, !more && !path.isNarrowed(), List.of(), List.of());
    }

    /** Returns the numbers of all ends there are, with ways left out that need not be gone, or without. */
    static Set<Long> ends(SmallCase small, Subject subject, boolean sparing) {
        Explorer explorer = new Explorer(small, subject, Long.MAX_VALUE, Long.MAX_VALUE / 2);
        Path path = sparing ? new Path(new States(), ANY) : new EveryPath();
        Set<Long> ends = new HashSet<>();
        boolean more = true;
        while (more) {
            SmallRun.Result result = explorer.run(path, /* told= */ false);
            if (!path.isKnown()) {
                ends.add(result.end());
            }
            more = path.turn();
        }
        return ends;
    }

    /** Goes every way to its end. */
    private static final class EveryPath extends Path {
        EveryPath() {
            super(new States(), ANY);
        }

        @Override
        public boolean goesOn(long state) {
            return true;
        }

        @Override
        public void noOther() {
            // there always is another
        }
    }

    private SmallRun.Result run(Path path, boolean told) {
        schedules++;
        path.restart();
        return SmallRun.of(small, new FreeOrder(path, small.lapses()), subject, told);
    }

    private List<World.Line> story(Path path) {
        Replay replay = new Replay(path.record());
        return SmallRun.of(small, new FreeOrder(replay, small.lapses()), subject, /* told= */ true)
                .story();
    }

    /** A way that is gone again. */
    private static final class Replay implements FreeOrder.Guide {
        private final int[] choices;
        private int made;

        Replay(int[] choices) {
            this.choices = choices;
        }

        @Override
        public boolean goesOn(long state) {
            return true;
        }

        @Override
        public int pickNext(int bound) {
            return pick(bound);
        }

        @Override
        public void noOther() {}

        @Override
        public int pick(int bound) {
            return made < choices.length ? choices[made++] : 0;
        }
    }
}
