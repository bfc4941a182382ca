package dev.aside.simulation.search;

import dev.aside.simulation.oracle.Violation;
import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Run;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.world.RecordedChoices;

/**
 * A run that breaks a promise, with all that is needed to see it again.
 *
 * @param plan what is done
 * @param record the choices
 * @param order the seed of the nodes, and of the order of what happens at the same time
 * @param violation what is broken
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these or changes the record
public record Found(Plan plan, int[] record, long order, Violation violation) {

    static Found of(Plan plan, long order, Outcome outcome) {
        return new Found(plan, outcome.choices(), order, outcome.violations().get(0));
    }

    /** Runs it again and keeps its story. */
    public Outcome tell(Subject subject) {
        return Run.of(plan, RecordedChoices.replaying(record), order, subject, /* told= */ true);
    }
}
