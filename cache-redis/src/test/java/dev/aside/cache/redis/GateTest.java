package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.SlotStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who waits for a connection, and who does not, while there is none. */
final class GateTest {

    private static final int MOST = 3;

    private final Gate gate = new Gate(new Unanswered(MOST, 1_000_000));

    private Batch sent() {
        SlotStep read = new SlotStep.Read(TestNode.key("k"), EndpointRole.WRITER);
        Batch batch = new Batch(new Slots(TestNode.SPEC, "", () -> {}), List.of(read), 0);
        gate.send(batch);
        return batch;
    }

    @Test
    void stepsWait_untilAnAttemptHasFailed() {
        Batch first = sent();
        Batch second = sent();
        assertThat(gate.isDown()).isFalse();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        gate.fail("it is not there");
        assertThat(first.getNow(List.of())).containsExactly(Failures.notApplied("it is not there"));
        assertThat(second.getNow(List.of())).containsExactly(Failures.notApplied("it is not there"));
    }

    @Test
    void noMoreWaitThanMayBeSent() {
        for (int i = 0; i < MOST; i++) {
            assertThat(sent()).isNotDone();
        }
        assertThat(sent().getNow(List.of())).containsExactly(Failures.notApplied("there is no connection to redis"));
    }

    @Test
    void afterAFailureNobodyWaits() {
        gate.fail("it is not there");
        assertThat(gate.isDown()).isTrue();
        assertThat(sent().getNow(List.of())).containsExactly(Failures.notApplied("there is no connection to redis"));
    }

    @Test
    void nobodyWaitsForWhatIsClosed() {
        Batch early = sent();
        gate.close();
        assertThat(early.getNow(List.of())).containsExactly(Failures.notApplied("the backend is closed"));
        assertThat(sent()).isDone();
    }
}
