package dev.aside.bench.faults;

import static dev.aside.bench.faults.Stories.CHANGED;
import static dev.aside.bench.faults.Stories.NEAR;
import static dev.aside.bench.faults.Stories.STRICT;
import static dev.aside.bench.faults.Stories.call;
import static dev.aside.bench.faults.Stories.nanos;
import static dev.aside.bench.faults.Stories.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.bench.faults.Call.Saw;
import dev.aside.bench.kit.Pauses;
import dev.aside.bench.kit.Pauses.Pause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each bug that a row can have is planted once, and must be found. */
class JudgementTest {
    private static final Pauses NONE = Pauses.of(List.of());

    private static Judgement judged(Call... calls) {
        return new Judgement(Stories.of(TestRow.PLAIN, calls), NONE);
    }

    @Test
    void whatIsAsItMustBeIsOk() {
        Judgement judged = judged(
                read(NEAR, Value.FIRST, 500),
                read(NEAR, Value.FIRST, 1_999),
                read(NEAR, CHANGED + NEAR, 3_000),
                read(STRICT, CHANGED + STRICT, 1_001),
                call(Saw.CHANGE_FAILED, STRICT, 0, 10, 100, "CacheUnavailableException"));
        assertThat(judged.verdict()).isEqualTo("ok");
        assertThat(judged.count(Saw.VALUE)).isEqualTo(4);
    }

    @Test
    void aValueOlderThanTheBoundIsFound() {
        Judgement judged = judged(read(NEAR, Value.FIRST, 2_001));
        assertThat(judged.freshness().stale()).isEqualTo(1);
        assertThat(judged.verdict()).contains("1 stale reads, the oldest by 1001 ms");
    }

    @Test
    void aStrictValueOlderThanAnAcknowledgementIsFound_whereTheServerKeepsItsFences() {
        Call old = read(STRICT, Value.FIRST, 1_001);
        assertThat(judged(old).freshness().stale()).isEqualTo(1);
        Judgement lossy = new Judgement(Stories.of(TestRow.LOSSY, old), NONE);
        assertThat(lossy.freshness().stale()).isZero();
        assertThat(lossy.freshness().unpromised()).isEqualTo(1);
    }

    @Test
    void aValueThatWasNeverCommittedIsFound() {
        assertThat(judged(read(NEAR, 99, 500)).freshness().stale()).isEqualTo(1);
    }

    @Test
    void anErrorThatBecameNothingIsFound() {
        assertThat(judged(call(Saw.NOTHING, NEAR, 0, 0, 1, "")).verdict()).contains("1 reads got nothing");
    }

    @Test
    void anExceptionThatNobodyHasDocumentedIsFound() {
        Judgement judged = judged(call(Saw.READ_FAILED, NEAR, 0, 0, 1, "NullPointerException"));
        assertThat(judged.verdict()).contains("NullPointerException is not documented");
    }

    @Test
    void aLongCallIsFound_butNotThatTheMachineStoodStill() {
        Call slow = call(Saw.PENDING, NEAR, 8, 100, 160, "");
        assertThat(judged(slow).verdict()).contains("the longest call took 160 ms: PENDING of NEAR, begun 100 ms");
        Pauses paused = Pauses.of(List.of(new Pause(nanos(90), nanos(120)), new Pause(nanos(300), nanos(400))));
        Judgement excused = new Judgement(Stories.of(TestRow.PLAIN, slow), paused);
        assertThat(excused.times().longest()).isEqualTo(nanos(140));
        assertThat(excused.isOk()).isTrue();
    }

    @Test
    void waitingForAServerThatIsKnownToBeAwayIsFound() {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(new Call(Saw.VALUE, NEAR, Value.FIRST, 0, nanos(i < 20 ? 0 : 5), true, ""));
        }
        assertThat(judged(calls.toArray(Call[]::new)).verdict()).contains("calls behind the breaker took 0.00 / 5.00");
    }

    @Test
    void aServerThatIsNotUsedAgainIsFound() {
        Story late = Stories.of(TestRow.PLAIN, List.of(), 1_001);
        assertThat(new Judgement(late, NONE).verdict()).contains("not used again within 1000 ms");
        Story silent = Stories.of(TestRow.SILENT, List.of(), 1_001);
        assertThat(new Judgement(silent, NONE).isOk()).isTrue();
    }

    @Test
    void whatIsLeftIsFound() {
        Story leaking = Stories.of(TestRow.PLAIN, List.of("the thread lettuce-1 runs on"), 0);
        assertThat(new Judgement(leaking, NONE).verdict()).contains("lettuce-1");
    }

    @Test
    void theLastLineHasEveryKeyInItsOrder() {
        assertThat(Faults.lastLine("redis-faults", List.of(judged(read(NEAR, Value.FIRST, 2_001)), judged())))
                .hasToString("redis-faults rows=2 ok=1 worst_call_ms=1.00 stale=1");
    }
}
