package dev.aside.cache.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.testkit.BoardModelRun;
import dev.aside.cache.testkit.ManualTime;
import org.junit.jupiter.api.Test;

final class EmbeddedBoardModelTest {

    @Test
    void boardsInThisProcessAreWhatASortedListIs() {
        try (EmbeddedBackend backend = EmbeddedBackend.create()) {
            LeaderboardBackend boards = backend.find(LeaderboardBackend.class).orElseThrow();
            BoardModelRun run = BoardModelRun.of(boards, new ManualTime(), 100_000, 1);
            assertThat(run.differences()).isEmpty();
            assertThat(run.steps()).isGreaterThanOrEqualTo(100_000);
        }
    }
}
