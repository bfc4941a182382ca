package dev.aside.cache.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.spi.LeaderboardBackend;
import dev.aside.cache.testkit.BoardModelRun;
import dev.aside.cache.testkit.RealTime;
import org.junit.jupiter.api.Test;

/** What servers hold of boards against a sorted list: random steps on three nodes. */
final class BoardModelIT {

    private static final int STEPS = Boolean.getBoolean("aside.long") ? 500_000 : 40_000;
    private static final long SEED = 20_261_129;

    @Test
    @SuppressWarnings("SystemOut") // a run that did nothing would be green; the number is what tells
    void threeServersHoldWhatTheListSays() {
        try (Site site = Site.of(3);
                RealTime time = new RealTime();
                MemcachedBackend backend = site.backend()) {
            BoardModelRun run =
                    BoardModelRun.of(backend.find(LeaderboardBackend.class).orElseThrow(), time, STEPS, SEED);
            System.out.println("board model: " + run.steps() + " steps on three nodes, seed " + SEED + ", "
                    + run.differences().size() + " differences");
            assertThat(run.differences()).isEmpty();
        }
    }
}
