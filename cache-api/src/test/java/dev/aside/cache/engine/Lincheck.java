package dev.aside.cache.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** How much is tried: few operations, since the races in question take two or three, and every switch between them. */
final class Lincheck {

    private Lincheck() {}

    /** Tries interleavings one by one, and then as the machine has them. */
    static void check(Class<?> subject, Class<?> specification) {
        modelChecking(subject, specification, 5, 80, 2);
        new StressOptions()
                .iterations(2)
                .invocationsPerIteration(50)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .sequentialSpecification(specification)
                .check(subject);
    }

    private static void modelChecking(
            Class<?> subject, Class<?> specification, int scenarios, int schedules, int actors) {
        new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(schedules)
                .threads(2)
                .actorsPerThread(actors)
                .actorsBefore(0)
                .actorsAfter(1)
                .minimizeFailedScenario(false)
                .sequentialSpecification(specification)
                .check(subject);
    }

    /** Controls that a planted bug is found: what finds nothing proves nothing. It ends at the first scenario that fails. */
    static void mustFail(Class<?> subject, Class<?> specification) {
        assertThatThrownBy(() -> modelChecking(subject, specification, 50, 400, 3))
                .isInstanceOf(LincheckAssertionError.class);
    }
}
