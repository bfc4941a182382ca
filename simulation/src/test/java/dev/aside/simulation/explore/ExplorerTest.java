package dev.aside.simulation.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotStep;
import dev.aside.simulation.model.ReplicaBug;
import dev.aside.simulation.model.SlotLaw;
import dev.aside.simulation.plan.Fault;
import dev.aside.simulation.plan.Knob;
import dev.aside.simulation.plan.Operation;
import dev.aside.simulation.plan.Plan;
import dev.aside.simulation.plan.Setting;
import dev.aside.simulation.run.SmallCase;
import dev.aside.simulation.run.Subject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The exploration knows small cases wholly, and finds what is wrong with what is planted in them. */
final class ExplorerTest {
    private static final long NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long STATES = 1_000_000;

    private static SmallCase small(String name) {
        return Cases.all().stream()
                .filter(small -> small.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertWhole(String name) {
        Explorer.Result result = Explorer.all(small(name), Subject.SHIPPED, STATES, NANOS);
        assertThat(result.violations()).isEmpty();
        assertThat(result.whole()).isTrue();
        assertThat(result.states()).isGreaterThan(100);
    }

    private static void assertFound(String name, Subject planted) {
        Explorer.Result found = Explorer.all(small(name), planted, STATES, NANOS);
        assertThat(found.violations()).isNotEmpty();
        Explorer.Result shortest = Explorer.shortest(small(name), planted, 8, NANOS);
        assertThat(shortest.violations()).isNotEmpty();
        assertThat(shortest.story()).anySatisfy(line -> assertThat(line.who()).isEqualTo("oracle"));
        assertThat(shortest.story()).hasSizeLessThanOrEqualTo(found.story().size());
    }

    /** A fill that is taken whatever the slot holds. */
    private static SlotLaw withoutStamp(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Fill fill && current != null
                ? law.apply(current, under(fill, current), now, epoch)
                : law.apply(current, step, now, epoch);
    }

    private static SlotStep under(SlotStep.Fill fill, Slot current) {
        return new SlotStep.Fill(
                fill.key(), current.stamp(), fill.epoch(), fill.stamp(), fill.lifeMillis(), fill.entry());
    }

    /** A fence that is set with no regard to what the slot holds. */
    private static SlotLaw blindBegin(SlotLaw law) {
        return (current, step, now, epoch) ->
                law.apply(step instanceof SlotStep.Begin ? null : current, step, now, epoch);
    }

    /** A fill into an absent slot, or into a changed one. */
    private static SlotLaw noFence(SlotLaw law) {
        return (current, step, now, epoch) -> step instanceof SlotStep.Begin || step instanceof SlotStep.Fence
                ? law.apply(current, new SlotStep.Release(step.key(), 0), now, epoch)
                : law.apply(current, step, now, epoch);
    }

    @Test
    void knowsAWriterAndAReader() {
        assertWhole("writer, reader");
    }

    @Test
    void knowsAWriterAReaderAndAnEviction() {
        assertWhole("writer, reader, eviction");
    }

    @Test
    void knowsAWriterThatDies() {
        assertWhole("writer, reader, crash of the writer");
    }

    @Test
    void knowsALaggingReplica() {
        assertWhole("invalidator, reader, lagging replica");
    }

    private static SmallCase tiny(List<Operation.Kind> kinds, List<Fault.Kind> faults) {
        Setting setting = Setting.tame().with(Knob.FEEDLESS, 1);
        List<List<Operation>> callers = kinds.stream()
                .map(kind -> List.of(new Operation(kind, List.of(0), Operation.Ending.COMMIT, /* removes= */ false)))
                .toList();
        List<Fault> wrong =
                faults.stream().map(kind -> new Fault(kind, 0, 0, 1)).toList();
        return new SmallCase("tiny", new Plan(setting, callers, wrong), callers.size(), 0, /* warm= */ false);
    }

    private static void assertNoEndLeftOut(SmallCase tiny) {
        assertThat(Explorer.ends(tiny, Subject.SHIPPED, /* sparing= */ true))
                .hasSizeGreaterThan(1)
                .isEqualTo(Explorer.ends(tiny, Subject.SHIPPED, /* sparing= */ false));
    }

    @Test
    void leavesOutNoEndOfTwoReaders() {
        assertNoEndLeftOut(tiny(List.of(Operation.Kind.GET, Operation.Kind.PEEK), List.of()));
    }

    @Test
    void leavesOutNoEndOfAReaderThatDiesBeforeOrAfterAnEviction() {
        assertNoEndLeftOut(tiny(List.of(Operation.Kind.GET), List.of(Fault.Kind.CRASH, Fault.Kind.EVICTION)));
    }

    @Test
    void leavesOutNoEndOfAChangeAndALook() {
        assertNoEndLeftOut(tiny(List.of(Operation.Kind.INVALIDATE, Operation.Kind.PEEK), List.of()));
    }

    @Test
    void findsAFillWithoutStamp() {
        assertFound("writer, reader", Subject.SHIPPED.with(ExplorerTest::withoutStamp));
    }

    @Test
    void findsAReplicaThatIsReadWithoutProof() {
        assertFound("change, reader, lagging replica", Subject.SHIPPED.with(ReplicaBug.NO_PROOF));
    }

    @Test
    void findsAChangeThatLeavesNoFence() {
        assertFound("invalidator, reader, lagging replica", Subject.SHIPPED.with(ExplorerTest::noFence));
    }

    @Test
    void findsABlindFence() {
        assertFound("two writers, crash of one", Subject.SHIPPED.with(ExplorerTest::blindBegin));
    }
}
