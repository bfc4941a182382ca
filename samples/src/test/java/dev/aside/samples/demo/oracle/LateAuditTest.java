package dev.aside.samples.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LateAuditTest {
    private static final long FIRST = 1;

    private final ChangeLog.Builder changes = new ChangeLog.Builder(2);

    @Test
    void anUnchangedObjectIsNeverStale() {
        assertThat(judge(0, 0, FIRST, 100)).isTrue();
    }

    @Test
    void theOrderOfCommitsCountsAndNotThatOfVersionsOrAcknowledgements() {
        changes.committed(0, 90);
        changes.committed(0, 10);
        changes.acknowledged(90, 60); // it was committed first and heard of last
        changes.acknowledged(10, 20);

        assertThat(judge(0, 0, 10, 100)).isTrue();
        assertThat(judge(0, 0, 90, 21)).isFalse();
        assertThat(judge(0, 0, 90, 20)).isTrue();
        assertThat(judge(0, 0, FIRST, 21)).isFalse();
    }

    @Test
    void ageCountsFromTheFirstAcknowledgementMissed() {
        changes.committed(0, 10);
        changes.committed(0, 11);
        changes.committed(0, 12);
        changes.acknowledged(12, 40);
        changes.acknowledged(11, 30);
        changes.acknowledged(10, 50);
        LateAudit audit = audit(60);

        assertThat(audit.judge(0, FIRST, 90)).isTrue();
        assertThat(audit.oldestServed()).isEqualTo(Duration.ofNanos(60));
        assertThat(audit.judge(0, 10, 91)).isFalse();
        assertThat(audit.judge(0, 11, 100)).isTrue();
        assertThat(audit.wrongReads()).isEqualTo(1);
    }

    @Test
    void inEventualNothingIsTooOld() {
        changes.committed(0, 10);
        changes.acknowledged(10, 20);
        LateAudit audit = new LateAudit(changes.build(), FIRST, Consistency.EVENTUAL.bound());

        assertThat(audit.judge(0, FIRST, Long.MAX_VALUE)).isTrue();
        assertThat(audit.wrongReads()).isZero();
    }

    @Test
    void nobodyIsHeldToAChangeThatWasNotAcknowledgedAndEverybodyMaySeeIt() {
        changes.committed(0, 10);

        assertThat(judge(0, 0, FIRST, 100)).isTrue();
        assertThat(judge(0, 0, 10, 100)).isTrue();
    }

    @Test
    void aValueThatWasNeverCommittedIsWrong() {
        changes.committed(0, 10);
        LateAudit audit = audit(1_000);

        assertThat(audit.judge(0, 11, 100)).isFalse();
        assertThat(audit.judge(1, 10, 100)).isFalse();
        assertThat(audit.wrongReads()).isEqualTo(2);
        assertThat(audit.uncommittedReads()).isEqualTo(2);
    }

    @Test
    void noValueIsWrong() {
        LateAudit audit = audit(1_000);
        audit.judgeForeign();

        assertThat(audit.wrongReads()).isEqualTo(1);
    }

    @Test
    void anAcknowledgedChangeThatTheDatabaseDoesNotHaveIsLost() {
        changes.committed(0, 10);
        changes.acknowledged(10, 20);
        changes.acknowledged(11, 30);
        ChangeLog log = changes.build();

        assertThat(log.lost()).isEqualTo(1);
        assertThat(log.committed()).isEqualTo(1);
    }

    private boolean judge(long bound, int object, long version, long began) {
        return audit(bound).judge(object, version, began);
    }

    private LateAudit audit(long bound) {
        return new LateAudit(changes.build(), FIRST, Duration.ofNanos(bound));
    }
}
