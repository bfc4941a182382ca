package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.EndpointRole;
import dev.aside.cache.spi.CacheRuntime;
import dev.aside.cache.spi.CoarseClock;
import dev.aside.cache.spi.SlotStep;
import dev.aside.cache.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the waiting for an answer ends. */
final class DeadlinesTest {

    private static final long DEADLINE = 100;

    private final ManualTime time = new ManualTime();

    /** How long the process has stood still, while the time of others went on. */
    private long stoodNanos;

    private final CacheRuntime runtime = new CacheRuntime(
            () -> time.nanos() + stoodNanos, new CoarseClock(time), time.wallClock(), time, Runnable::run, () -> 1L);
    /** What the thread that reads is to do, while it has no turn. */
    private final List<Runnable> undone = new ArrayList<>();

    private boolean readerStands;
    private boolean sent;

    private final Deadlines.Reader reader = new Deadlines.Reader() {
        @Override
        public void execute(Runnable task) {
            if (readerStands) {
                undone.add(task);
            } else {
                task.run();
            }
        }

        @Override
        public void schedule(Runnable task, Duration pause) {
            time.schedule(() -> execute(task), pause);
        }
    };

    private final Deadlines deadlines = new Deadlines(runtime);

    /** A batch that is not sent, and whose answers are read by our reader if it counts as sent. */
    private final class Asked implements Deadlines.Waiting {
        private final Batch batch;

        Asked(Batch batch) {
            this.batch = batch;
        }

        @Override
        public boolean isDone() {
            return batch.isDone();
        }

        @Override
        public long deadlineNanos() {
            return batch.deadlineNanos();
        }

        @Override
        public Deadlines.@Nullable Reader reader() {
            return sent ? reader : null;
        }

        @Override
        public void expire() {
            batch.expire();
        }
    }

    private Batch batch() {
        SlotStep read = new SlotStep.Read(TestNode.key("k"), EndpointRole.WRITER);
        Batch batch = new Batch(
                new Slots(TestNode.SPEC, "", () -> {}),
                List.of(read),
                runtime.ticker().nanos() + Duration.ofMillis(DEADLINE).toNanos());
        deadlines.add(new Asked(batch));
        return batch;
    }

    private void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private void standStill(long millis) {
        stoodNanos += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void waitingEndsAtTheDeadlineAndAPeriodLaterAtMost() {
        Batch batch = batch();
        pass(DEADLINE - 1);
        assertThat(batch).isNotDone();
        pass(1 + Deadlines.PERIOD.toMillis());
        assertThat(batch).isDone();
    }

    @Test
    void whatEndsWhileTheProcessStandsStill_mayBeAnsweredAfterAll_forAMoment() {
        Batch late = batch();
        Batch answered = batch();
        pass(20);
        standStill(10_000);
        pass(Deadlines.PERIOD.toMillis());
        assertThat(late).as("its answer may have come").isNotDone();
        answered.complete(List.of());
        pass(Deadlines.GRACE.toMillis() - 1);
        assertThat(late).isNotDone();
        pass(1);
        assertThat(late).isDone();
        assertThat(answered.join()).as("left as it is").isEmpty();
    }

    @Test
    void graceIsNoLongerThanTheStandstill() {
        Batch batch = batch();
        pass(90);
        standStill(30);
        pass(Deadlines.PERIOD.toMillis());
        assertThat(batch).isNotDone();
        pass(30);
        assertThat(batch).isDone();
    }

    @Test
    void graceIsGivenOnce_howeverOftenTheProcessStandsStill() {
        Batch batch = batch();
        Batch other = batch();
        pass(20);
        for (int i = 0; i < 8; i++) {
            standStill(200);
            pass(Deadlines.PERIOD.toMillis());
            other = other.isDone() ? batch() : other;
        }
        assertThat(batch).isDone();
    }

    private void readerGoesOn() {
        readerStands = false;
        List<Runnable> now = List.copyOf(undone);
        undone.clear();
        now.forEach(Runnable::run);
    }

    @Test
    void whatWasSentEndsOnceItsReaderHasHadATurn() {
        sent = true;
        Batch batch = batch();
        pass(DEADLINE);
        assertThat(batch).as("what has come is read first").isNotDone();
        pass(Deadlines.PERIOD.toMillis() + 1);
        assertThat(batch).isDone();
    }

    @Test
    void aReaderThatHadNoTurnMayStillReadTheAnswer() {
        sent = true;
        readerStands = true;
        Batch late = batch();
        Batch answered = batch();
        pass(DEADLINE + 100);
        assertThat(late).isNotDone();
        readerGoesOn();
        answered.complete(List.of());
        pass(Deadlines.GRACE.toMillis() - 1);
        assertThat(late).as("its answer may be on its way").isNotDone();
        pass(1);
        assertThat(late).isDone();
        assertThat(answered.join()).as("left as it is").isEmpty();
    }

    @Test
    void aReaderThatHasNoTurnAtAllIsNotWaitedForWithoutEnd() {
        sent = true;
        readerStands = true;
        Batch batch = batch();
        pass(DEADLINE + Deadlines.PERIOD.plus(Deadlines.LONGEST).toMillis());
        assertThat(batch).isDone();
        readerGoesOn();
    }

    @Test
    void aLittleLate_isNotAStandstill() {
        Batch batch = batch();
        pass(90);
        standStill(Deadlines.LATE.toMillis());
        pass(Deadlines.PERIOD.toMillis());
        assertThat(batch).isDone();
    }
}
