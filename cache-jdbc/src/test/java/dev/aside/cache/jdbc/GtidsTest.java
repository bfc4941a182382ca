package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GTIDs say of each other, and what they do not. */
final class GtidsTest {

    @ParameterizedTest(name = "{0} has {1}: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "0-1-7; 0-1-7; true",
                "0-1-8; 0-1-7; true",
                "0-1-10; 0-1-9; true",
                "0-1-6; 0-1-7; false",
                // another domain says nothing
                "1-1-8; 0-1-7; false",
                "0-1-7,1-1-8; 0-1-7; true",
                "0-1-6,1-1-8; 0-1-7; false",
                // all domains are needed
                "0-1-7,1-1-8; 0-1-7,1-1-8; true",
                "0-1-7,1-1-7; 0-1-7,1-1-8; false",
                "0-1-7; 0-1-7,1-1-8; false",
                "1-1-9,0-1-9; 0-1-7,1-1-8; true",
                // what another server has written since may have been begun below what is asked for
                "0-2-8; 0-1-7; false",
                "0-2-7; 0-1-7; false",
                "0-2-8,1-1-1; 0-1-7; false",
                // numbers have 64 bits
                "0-1-18446744073709551615; 0-1-9223372036854775807; true",
                "0-1-9223372036854775807; 0-1-18446744073709551615; false"
            })
    void whoHasComeSoFar_hasWhatIsBelowInTheSameDomain_byTheSameServer(String come, String need, boolean has) {
        assertThat(Gtids.progress(come).has(Gtids.progress(need))).isEqualTo(has);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "0-1",
                "0-1-7-1",
                "0-1-",
                "-1-7",
                "0--7",
                "0-1-7,",
                ",0-1-7",
                "0-1-7,,1-1-1",
                "0-1-7 1-1-1",
                "0-1-7,x",
                "0-1-7,0-2-8",
                "0-1-18446744073709551616",
                "0-1--7",
                "0-1-0x7",
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5"
            })
    void whatNoServerWouldSay_isNotKnown(String text) {
        assertThat(Gtids.progress(text).isKnown()).isFalse();
        assertThat(Gtids.progress("0-1-7", text).isKnown())
                .as("nor is what is said beside it")
                .isFalse();
        assertThat(Gtids.commit("", text)).isEqualTo(CommitPosition.UNKNOWN);
    }

    @Test
    void nothingSaid_isNotKnown() {
        assertThat(Gtids.progress("").isKnown()).isFalse();
        assertThat(Gtids.progress("", "").isKnown()).isFalse();
        assertThat(Gtids.progress("", "0-1-7")).isEqualTo(Gtids.progress("0-1-7"));
    }

    @Test
    void moreDomainsThanAnybodyHas_areNotKnown() {
        StringBuilder many = new StringBuilder("0-1-1");
        for (int domain = 1; domain < 64; domain++) {
            many.append(',').append(domain).append("-4294967295-18446744073709551615");
        }
        assertThat(Gtids.progress(many.toString()).isKnown()).isTrue();
        assertThat(Gtids.progress(many.toString()).proof(CommitPosition.NONE).isUnknown())
                .as("what is proven fits into a position")
                .isFalse();
        assertThat(Gtids.progress(many + ",64-1-1").isKnown()).isFalse();
    }

    @Test
    void aCommit_isAtItsGtid() {
        CommitPosition place = Gtids.commit("0-1-6", "0-1-7");
        assertThat(Progress.of(place)).isEqualTo(Gtids.progress("0-1-7"));
        assertThat(Gtids.commit("", "0-1-7")).isEqualTo(place);
    }

    /** The session keeps the GTID of an earlier transaction, which is not behind this one. */
    @Test
    void aCommitThatHasNoGtidOfItsOwn_isNowhere() {
        assertThat(Gtids.commit("0-1-7", "0-1-7")).isEqualTo(CommitPosition.UNKNOWN);
        assertThat(Gtids.commit("", "")).isEqualTo(CommitPosition.UNKNOWN);
    }
}
