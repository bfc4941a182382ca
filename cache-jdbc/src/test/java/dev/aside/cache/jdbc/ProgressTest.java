package dev.aside.cache.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.route.CommitPosition;
import org.junit.jupiter.api.Test;

/** What is needed, who has it, and what that proves. */
final class ProgressTest {

    private static Progress at(String gtids) {
        return Gtids.progress(gtids);
    }

    private static CommitPosition place(String gtid) {
        return at(gtid).asOne();
    }

    /** Not their merge: of places that do not compare each is asked for. */
    @Test
    void aFloorAndASample_areBothNeeded() {
        assertThat(at("0-1-7").and(CommitPosition.NONE)).isEqualTo(at("0-1-7"));
        assertThat(at("0-1-7").and(place("0-1-9"))).isEqualTo(at("0-1-9"));
        assertThat(at("0-1-7").and(place("0-1-5"))).isEqualTo(at("0-1-7"));
        assertThat(at("0-1-7,1-1-3").and(place("1-1-9"))).isEqualTo(at("0-1-7,1-1-9"));
        assertThat(at("0-1-7,1-1-3").and(place("0-1-9"))).isEqualTo(at("0-1-9,1-1-3"));
    }

    @Test
    void aFloorOfAnotherHistory_nobodyIsKnownToHave() {
        assertThat(at("0-1-7").and(place("1-1-3")).isKnown()).isFalse();
        assertThat(at("0-2-7").and(place("0-1-3")).isKnown()).isFalse();
        assertThat(at("0-1-7").and(CommitPosition.UNKNOWN).isKnown()).isFalse();
        assertThat(Progress.UNKNOWN.and(CommitPosition.NONE).isKnown()).isFalse();
        assertThat(Progress.UNKNOWN.and(place("0-1-3")).isKnown()).isFalse();
    }

    @Test
    void whatIsNotKnown_nobodyHas_andHasNothing() {
        assertThat(at("0-1-7").has(Progress.UNKNOWN)).isFalse();
        assertThat(Progress.UNKNOWN.has(at("0-1-7"))).isFalse();
        assertThat(Progress.UNKNOWN.has(Progress.UNKNOWN)).isFalse();
    }

    @Test
    void aFloor_isProvenInItsOwnHistory() {
        assertThat(at("0-1-7,1-1-3").proof(place("1-1-2"))).isEqualTo(place("1-1-3"));
        assertThat(at("0-1-7,1-1-3").proof(place("0-1-7"))).isEqualTo(place("0-1-7"));
        assertThat(at("0-1-7").proof(place("0-1-8"))).isEqualTo(CommitPosition.UNKNOWN);
    }

    /** Of several it is one that no replica is known to have reached: whoever refreshes what was loaded asks the writer. */
    @Test
    void withoutAFloor_allThatAServerHasIsTheProof() {
        assertThat(at("0-1-7").proof(CommitPosition.NONE)).isEqualTo(place("0-1-7"));
        CommitPosition both = at("0-1-7,1-1-3").proof(CommitPosition.NONE);
        assertThat(both.isUnknown()).isFalse();
        assertThat(both.isAtLeast(place("0-1-7"))).isFalse();
        assertThat(at("0-1-9,1-1-9").and(both).isKnown()).isFalse();
    }

    @Test
    void beyond_isWhoHasMoreInAHistoryOfBoth() {
        assertThat(at("0-1-8").isBeyond(at("0-1-7"))).isTrue();
        assertThat(at("0-1-7").isBeyond(at("0-1-7"))).isFalse();
        assertThat(at("0-1-7,1-1-4").isBeyond(at("0-1-8,1-1-3"))).isTrue();
        assertThat(at("0-2-8").isBeyond(at("0-1-7"))).isFalse();
        assertThat(at("0-1-8").isBeyond(Progress.UNKNOWN)).isFalse();
        assertThat(Progress.UNKNOWN.isBeyond(at("0-1-8"))).isFalse();
    }
}
