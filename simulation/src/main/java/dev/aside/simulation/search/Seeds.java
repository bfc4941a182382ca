package dev.aside.simulation.search;

import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Run;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.RecordedChoices;
import org.jspecify.annotations.Nullable;

/** From a seed to its run: the plan, the choices and the order each have a stream of their own. */
public final class Seeds {
    private static final long CHOICES = 0x5DEECE66DL;
    private static final long ORDER = 0xBB67AE8584CAA73BL;

    private Seeds() {}

    /** Carries out the run of a seed. */
    public static Outcome run(long seed, Subject subject, boolean told) {
        return run(Plan.random(seed), seed, subject, told);
    }

    /** Returns the seed of a run's order. */
    public static long order(long seed) {
        return seed ^ ORDER;
    }

    /** Carries out a plan with the choices of a seed. */
    static Outcome run(Plan plan, long seed, Subject subject, boolean told) {
        return Run.of(plan, RecordedChoices.seeded(seed ^ CHOICES), order(seed), subject, told);
    }

    /** Carries out a plan with the choices of a seed, and returns it if it breaks a promise. */
    static @Nullable Found find(Plan plan, long seed, Subject subject) {
        return found(plan, order(seed), run(plan, seed, subject, /* told= */ false));
    }

    static @Nullable Found found(Plan plan, long order, Outcome outcome) {
        return outcome.isViolated() ? Found.of(plan, order, outcome) : null;
    }

    /** Returns what a seed finds, or null. */
    public static @Nullable Found find(long seed, Subject subject) {
        return find(Plan.random(seed), seed, subject);
    }
}
