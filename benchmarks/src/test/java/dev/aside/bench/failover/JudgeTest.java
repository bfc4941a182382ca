package dev.aside.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.failover.Call.Saw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds: the writer at port 1 is killed at 1,000, and the one at port 2 takes writes at 1,200. */
class JudgeTest {
    private static final int OLD = 1;
    private static final int HEIR = 2;
    private static final int OTHER = 3;

    private final List<Call> calls = new ArrayList<>();

    private void at(long millis, Saw saw, long id, int server, long position) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        calls.add(new Call(saw, id, server, position, nanos, nanos + 1));
    }

    private Judge judge(Long... there) {
        return new Judge(new Story(
                calls,
                Set.of(there),
                OLD,
                HEIR,
                TimeUnit.MILLISECONDS.toNanos(1_000),
                TimeUnit.MILLISECONDS.toNanos(1_200)));
    }

    @Test
    void anAcknowledgedInsertThatIsNotThere_isLost_andOneThatIsUnknownIsNot() {
        at(900, Saw.INSERTED, 1, OLD, 10);
        at(950, Saw.INSERTED, 2, OLD, 20);
        at(1_000, Saw.UNKNOWN, 3, 0, 0);
        assertThat(judge(1L).lost()).isOne();
        assertThat(judge(1L, 2L).lost()).isZero();
    }

    @Test
    void aFailedInsertThatIsThere_isCounted_andOneThatWasSaidToBeUnknownIsNot() {
        at(1_000, Saw.REFUSED, 1, 0, 0);
        at(1_000, Saw.UNKNOWN, 2, 0, 0);
        assertThat(judge(1L, 2L).refusedAndThere()).isOne();
        assertThat(judge(2L).refusedAndThere()).isZero();
    }

    @Test
    void theOutage_isFromTheLastOfTheOldToTheFirstOfTheNew() {
        at(900, Saw.INSERTED, 1, OLD, 10);
        at(990, Saw.INSERTED, 2, OLD, 20);
        at(1_250, Saw.INSERTED, 3, HEIR, 30);
        at(1_300, Saw.INSERTED, 4, HEIR, 40);
        assertThat(judge().outageNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(260));
        assertThat(judge().findingNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50) + 1);
    }

    @Test
    void aReadOfAReaderTooFarBehind_isWrongOnceThatCouldBeSeen() {
        at(1_250, Saw.INSERTED, 1, HEIR, Judge.LAG_BOUND + 100);
        at(2_000, Saw.READ, 0, OTHER, 50);
        assertThat(judge().wrong()).isZero();
        at(2_300, Saw.READ, 0, OTHER, 100);
        assertThat(judge().wrong()).isZero();
        at(2_300, Saw.READ, 0, OTHER, 99);
        assertThat(judge().wrong()).isOne();
        assertThat(judge().furthestBehind()).isEqualTo(Judge.LAG_BOUND + 50);
    }

    @Test
    void aReadAtAWriter_isWrongWhereItWasKnownToBeOne() {
        at(1_300, Saw.READ_AT_WRITER, 0, HEIR, 0);
        assertThat(judge().wrong()).isZero();
        at(1_300, Saw.READ_AT_KNOWN_WRITER, 0, HEIR, 0);
        assertThat(judge().wrong()).isOne();
    }

    @Test
    void anInsertThatTheOldWriterAcknowledgesAfterThePromotion_isWrong() {
        at(1_100, Saw.INSERTED, 1, OLD, 10);
        at(1_300, Saw.INSERTED, 2, HEIR, 20);
        assertThat(judge().wrong()).isZero();
        at(1_300, Saw.INSERTED, 3, OLD, 20);
        assertThat(judge().wrong()).isOne();
    }

    @Test
    void theLongestSilence_isBetweenReadsThatEndWell() {
        at(900, Saw.READ, 0, OTHER, 0);
        at(1_000, Saw.READ_FAILED, 0, 0, 0);
        at(1_100, Saw.READ_AT_WRITER, 0, HEIR, 0);
        at(1_150, Saw.READ, 0, OTHER, 0);
        assertThat(judge().silenceNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }
}
