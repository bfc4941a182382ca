package dev.aside.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.simulation.control.Control;
import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.run.Outcome;
import dev.aside.simulation.run.Run;
import dev.aside.simulation.run.Subject;
import dev.aside.simulation.search.Found;
import dev.aside.simulation.search.Search;
import dev.aside.simulation.search.Seeds;
import dev.aside.simulation.search.Shrinker;
import dev.aside.simulation.search.Story;
import dev.aside.simulation.world.RecordedChoices;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long FROM = 1;

    /** From here on the first that is found shrinks to a short story; not all do, as a smaller plan may hide what is planted. */
    private static final long SHORT = 1_038;

    private static final long SEEDS = 300;
    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

    @Test
    void shippedEngine_breaksNoPromise() throws InterruptedException {
        Search.Result result = Search.of(Subject.SHIPPED, FROM, SEEDS, A_MINUTE, 1);

        assertThat(result.found()).as("seeds that break a promise").isEmpty();
        assertThat(result.operations()).isGreaterThan(100 * result.seeds());
    }

    @Test
    void run_isTheSame_toldOrNot_andReplayedFromItsRecord() {
        for (long seed = FROM; seed < FROM + 40; seed++) {
            Outcome quiet = Seeds.run(seed, Subject.SHIPPED, /* told= */ false);
            Outcome told = Seeds.run(seed, Subject.SHIPPED, /* told= */ true);
            Plan plan = Plan.random(seed);
            RecordedChoices record = RecordedChoices.replaying(quiet.choices());
            Outcome again = Run.of(plan, record, Seeds.order(seed), Subject.SHIPPED, /* told= */ true);

            assertThat(List.of(told.events(), told.nanos(), told.operations()))
                    .isEqualTo(List.of(quiet.events(), quiet.nanos(), quiet.operations()));
            assertThat(told.choices()).isEqualTo(quiet.choices());
            assertThat(quiet.story()).isEmpty();
            assertThat(again.story()).isEqualTo(told.story()).isNotEmpty();
        }
    }

    @Test
    void plantedBug_isFound_andShrunkToAStory() throws InterruptedException {
        Subject planted = Control.named("fill without stamp").plant();
        Search.Result result = Search.of(planted, SHORT, 200, A_MINUTE, 1);
        assertThat(result.found()).isNotEmpty();

        Found found = result.found().get(0).found();
        Found smallest = new Shrinker(planted, 5_000).shrink(found);

        assertThat(smallest.plan().operations()).isLessThanOrEqualTo(4);
        assertThat(Story.of(smallest, planted))
                .contains(smallest.violation().toString(), " commits ", " asks: fill ", " stored");
    }
}
