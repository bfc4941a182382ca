package dev.aside.simulation.run;

import dev.aside.simulation.oracle.Violation;
import dev.aside.simulation.world.World;
import java.util.List;

/**
 * What came of a run.
 *
 * @param violations what is wrong
 * @param operations how many operations were carried out
 * @param events how many events there were
 * @param nanos how long it took in its own time
 * @param choices the choices made
 * @param story what happened, if it was told
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares outcomes or changes the record
public record Outcome(
        List<Violation> violations, long operations, long events, long nanos, int[] choices, List<World.Line> story) {

    /** Returns whether something is wrong. */
    public boolean isViolated() {
        return !violations.isEmpty();
    }
}
