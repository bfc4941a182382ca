package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.StepReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FailuresTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.",
                "READONLY You can't write against a read only replica.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "NOREPLICAS Not enough good replicas to write.",
                "CLUSTERDOWN The cluster is down",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "ASIDEFULL a slot has room for 255 open changes",
                "NOAUTH Authentication required.",
                "NOPERM this user has no permissions to run the 'evalsha' command",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOSCRIPT No matching script. Please use EVAL.",
                "ERR unknown command 'GETEX', with args beginning with: 'secret' ",
                "ERR syntax error",
                "ERR Error running script (call to f_0a1): @user_script:1: @user_script: 1: -OOM command not allowed when",
                "ERR Error running script (call to f_0a1): @user_script:1: WRONGTYPE Operation against a key holding"
            })
    void whatTheServerRefusesBeforeItBeginsIsNotApplied(String error) {
        StepReply.Failed failed = Failures.of(error);
        assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.NOT_APPLIED);
        assertThat(failed.reason()).doesNotContain("secret").doesNotContain("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR value is not an integer or out of range",
                "SOMETHING new",
                "",
                "lower case secret",
                "ERR Error running script (call to f_0a1): @user_script:1: user_script:1: attempt to index a nil value"
            })
    void whatIsNotKnownIsUnknown(String error) {
        StepReply.Failed failed = Failures.of(error);
        assertThat(failed.outcome()).isEqualTo(StepReply.Outcome.UNKNOWN);
        assertThat(failed.reason()).doesNotContain("secret");
    }
}
