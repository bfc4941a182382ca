package dev.aside.cache.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a server that follows another is known to be near enough behind it. */
class ReaderProofTest {

    private static final Duration BOUND = Duration.ofNanos(100);

    private final ReaderProof proof = new ReaderProof();

    @Test
    void nothingKnown_isNoProof() {
        assertThat(proof.isProven(0, BOUND)).isFalse();
        proof.reached("a", 5);
        assertThat(proof.isProven(0, BOUND)).isFalse();
    }

    @Test
    void readerThatHasCome_isProvenForTheBoundAfterTheWriterWasAsked() {
        proof.sampled(1_000, "a", 5);
        assertThat(proof.isProven(1_000, BOUND)).isFalse();
        proof.reached("a", 5);
        assertThat(proof.isProven(1_100, BOUND)).isTrue();
        assertThat(proof.isProven(1_101, BOUND)).isFalse();
    }

    @Test
    void readerThatIsBehind_provesTheLastSampleThatItHas() {
        proof.sampled(1_000, "a", 5);
        proof.sampled(1_050, "a", 6);
        proof.sampled(1_060, "a", 9);
        proof.reached("a", 8);
        assertThat(proof.isProven(1_150, BOUND)).isTrue();
        assertThat(proof.isProven(1_151, BOUND)).isFalse();
        proof.reached("a", 9);
        assertThat(proof.isProven(1_160, BOUND)).isTrue();
    }

    @Test
    void readerThatStands_provesNothingNew() {
        proof.sampled(1_000, "a", 5);
        proof.reached("a", 5);
        for (int i = 1; i <= 1_000; i++) {
            proof.sampled(1_000 + i, "a", 5 + i);
            proof.reached("a", 5);
        }
        assertThat(proof.isProven(1_101, BOUND)).isFalse();
    }

    @Test
    void anotherHistory_isNotCompared() {
        proof.reached("a", 100);
        proof.sampled(1_000, "b", 5);
        assertThat(proof.isProven(1_000, BOUND)).isFalse();
        proof.reached("b", 5);
        assertThat(proof.isProven(1_000, BOUND)).isTrue();
        proof.sampled(1_050, "c", 1);
        assertThat(proof.isProven(1_050, BOUND)).as("the writer is another").isFalse();
    }

    @Test
    void anotherReader_beginsWithNothing() {
        proof.sampled(1_000, "a", 5);
        proof.reached("a", 7);
        proof.forget();
        proof.sampled(1_010, "a", 6);
        assertThat(proof.isProven(1_010, BOUND)).isFalse();
        proof.reached("a", 6);
        assertThat(proof.isProven(1_010, BOUND)).isTrue();
    }

    @Test
    void serversThatNameNoHistory_orNoOffset_proveNothing() {
        proof.sampled(1_000, "", 5);
        proof.reached("", 5);
        assertThat(proof.isProven(1_000, BOUND)).isFalse();
        proof.sampled(1_000, "a", -1);
        proof.reached("a", -1);
        proof.reached("a", 5);
        assertThat(proof.isProven(1_000, BOUND)).isFalse();
    }
}
