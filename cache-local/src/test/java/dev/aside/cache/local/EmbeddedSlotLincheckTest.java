package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aside.cache.route.CommitPosition;
import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.Entry;
import dev.aside.cache.spi.EntryStore;
import dev.aside.cache.spi.NearSpec;
import dev.aside.cache.spi.Payload;
import dev.aside.cache.spi.Slot;
import dev.aside.cache.spi.SlotKey;
import dev.aside.cache.spi.SlotRules;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.spi.StepReply;
import dev.aside.cache.spi.StoreSpec;
import java.time.Duration;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Steps on one slot of the embedded store have the effect that the rules give them one after another. */
final class EmbeddedSlotLincheckTest {

    private static final SlotKey KEY = SlotKey.ofReference(SlotKey.Kind.ENTRY, "k");
    private static final long MINUTE = 60_000;
    private static final Duration LAG = Duration.ofSeconds(1);
    private static final Duration MEMORY = Duration.ofSeconds(30);

    /** The time at which everything happens: the coarse clock of a time that nobody moves. */
    private static final long NOW = 0;

    @Test
    void stepsAreAtomicOnTheRealStore() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(4)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(Model.class)
                .check(Real.class);
    }

    @Test
    void readingAndThenSettingIsFound() {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(50)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(1)
                .minimizeFailedScenario(false)
                .sequentialSpecification(Model.class);
        assertThatThrownBy(() -> options.check(Planted.class)).isInstanceOf(LincheckAssertionError.class);
    }

    /** The steps of two loads, one write and one change, each with its stamp. */
    abstract static class Steps {
        abstract StepReply run(SlotStep step);

        String leaseOf(long stamp) {
            return text(run(new SlotStep.Lease(KEY, stamp, MINUTE, 0, false)));
        }

        String fillUnder(long stamp) {
            return text(run(new SlotStep.Fill(KEY, stamp, 1, stamp + 10, MINUTE, entry(stamp))));
        }

        String fenceIt() {
            return text(run(new SlotStep.Fence(KEY, 3, CommitPosition.NONE)));
        }

        String beginIt() {
            return text(run(new SlotStep.Begin(KEY, 4, MINUTE, CommitPosition.NONE)));
        }

        String endIt() {
            return text(run(new SlotStep.End(KEY, 4, CommitPosition.NONE, 14, MINUTE, entry(4))));
        }

        String readIt() {
            return text(run(new SlotStep.Read(KEY, EndpointRole.WRITER)));
        }

        private static Entry entry(long number) {
            Payload payload = new Payload.Reference(number);
            return new Entry("", 0, NOW, MINUTE, MINUTE, 5, CommitPosition.NONE, 0, List.of(), payload);
        }

        private static String text(StepReply reply) {
            if (reply instanceof StepReply.Seen seen) {
                return "seen " + text(seen.slot());
            } else if (reply instanceof StepReply.Present present) {
                return "present " + text(present.value());
            }
            return reply.toString();
        }

        private static String text(@Nullable Slot slot) {
            return slot == null ? "nothing" : slot.getClass().getSimpleName() + slot.stamp();
        }
    }

    /** The store. */
    public static final class Real extends Steps {
        private final EntryStore store = EmbeddedBackend.create()
                .open(
                        new StoreSpec(
                                "test", LAG, MEMORY, Duration.ZERO, new NearSpec("test", 100, -1, null, null), null),
                        new ManualTime().runtime());

        @Override
        StepReply run(SlotStep step) {
            return EmbeddedStoreTest.run(store, step);
        }

        @Operation
        public String lease1() {
            return leaseOf(1);
        }

        @Operation
        public String lease2() {
            return leaseOf(2);
        }

        @Operation
        public String fill1() {
            return fillUnder(1);
        }

        @Operation
        public String fill2() {
            return fillUnder(2);
        }

        @Operation
        public String fence() {
            return fenceIt();
        }

        @Operation
        public String begin() {
            return beginIt();
        }

        @Operation
        public String end() {
            return endIt();
        }

        @Operation
        public String read() {
            return readIt();
        }
    }

    /** One slot that nobody else touches. */
    public static final class Model extends Steps {
        private final SlotRules rules = new SlotRules(LAG.toMillis(), MEMORY.toMillis());
        private @Nullable Slot slot;

        @Override
        StepReply run(SlotStep step) {
            SlotRules.Transition done = rules.apply(slot, step, NOW, 1);
            slot = done.slot();
            return done.reply();
        }

        public String lease1() {
            return leaseOf(1);
        }

        public String lease2() {
            return leaseOf(2);
        }

        public String fill1() {
            return fillUnder(1);
        }

        public String fill2() {
            return fillUnder(2);
        }

        public String fence() {
            return fenceIt();
        }

        public String begin() {
            return beginIt();
        }

        public String end() {
            return endIt();
        }

        public String read() {
            return readIt();
        }
    }

    /** Reads the slot, and then sets it. */
    public static final class Planted extends Steps {
        private final SlotRules rules = new SlotRules(LAG.toMillis(), MEMORY.toMillis());
        private volatile @Nullable Slot slot;

        @Override
        StepReply run(SlotStep step) {
            SlotRules.Transition done = rules.apply(slot, step, NOW, 1);
            slot = done.slot();
            return done.reply();
        }

        @Operation
        public String lease1() {
            return leaseOf(1);
        }

        @Operation
        public String lease2() {
            return leaseOf(2);
        }

        @Operation
        public String fill1() {
            return fillUnder(1);
        }

        @Operation
        public String fence() {
            return fenceIt();
        }

        @Operation
        public String read() {
            return readIt();
        }
    }
}
