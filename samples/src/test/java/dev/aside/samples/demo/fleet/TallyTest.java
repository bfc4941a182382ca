package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void whatWasThereBeforeTheBeginDoesNotCount() {
        tally.see(Map.of("gets", 5L), true);
        tally.begin();
        tally.see(Map.of("gets", 12L, "sets", 2L), false);

        assertThat(tally.of("gets")).isEqualTo(7);
        assertThat(tally.of("sets")).isEqualTo(2);
        assertThat(tally.of("deletes")).isZero();
    }

    @Test
    void aServerThatCountsFromZeroAgainAddsToWhatTheLastOneDid() {
        tally.see(Map.of("gets", 5L), true);
        tally.begin();
        tally.see(Map.of("gets", 12L), false);
        tally.see(Map.of("gets", 3L), true);
        tally.see(Map.of("gets", 4L), false);

        assertThat(tally.of("gets")).isEqualTo(11);
        assertThat(tally.last("gets")).isEqualTo(4);
    }
}
