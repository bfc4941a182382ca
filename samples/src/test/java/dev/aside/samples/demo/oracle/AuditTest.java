package dev.aside.samples.demo.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AuditTest {
    private static final long SECOND = 1_000_000_000L;

    private final Oracle oracle = new Oracle(1, Duration.ofSeconds(10));

    @Test
    void aBoundAllowsAnAgeUpToIt() {
        Audit audit = new Audit(oracle, Duration.ofSeconds(1));
        oracle.acknowledge(0, 2, 0);

        audit.judge(0, 1, SECOND);
        assertThat(audit.wrongReads()).isZero();
        assertThat(audit.oldestServed()).isEqualTo(Duration.ofSeconds(1));

        audit.judge(0, 1, SECOND + 1);
        assertThat(audit.wrongReads()).isEqualTo(1);
    }

    @Test
    void noBoundAllowsNoAge() {
        Audit audit = new Audit(oracle, Duration.ZERO);
        oracle.acknowledge(0, 2, 0);

        audit.judge(0, 2, SECOND);
        audit.judge(0, 1, 0);
        assertThat(audit.wrongReads()).isZero();

        audit.judge(0, 1, 1);
        assertThat(audit.wrongReads()).isEqualTo(1);
        assertThat(audit.oldestServed()).isEqualTo(Duration.ofNanos(1));
    }

    @Test
    void aForeignValueIsWrongWhateverTheBound() {
        Audit audit = new Audit(oracle, Duration.ofDays(1));
        audit.judgeForeign();

        assertThat(audit.wrongReads()).isEqualTo(1);
        assertThat(audit.oldestServed()).isZero();
    }
}
