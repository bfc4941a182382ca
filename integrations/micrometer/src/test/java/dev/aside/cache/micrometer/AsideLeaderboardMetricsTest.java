package dev.aside.cache.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Score;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class AsideLeaderboardMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private double count(String name, String... tags) {
        return registry.get(name)
                .tags(tags)
                .tags("board", "arcade")
                .functionCounter()
                .count();
    }

    @Test
    void boardOfAnAside_isMetered() {
        try (Aside aside = Aside.builder().recorder(AsideMetrics.of(registry)).build()) {
            Leaderboard board = aside.leaderboard("arcade").build();
            Score score = Score.of("ada", 2).operation("match-1");
            board.submit(score);
            board.submit(score);
            board.submit("ada", 1);
            board.ban("bob");
            board.submit("bob", 1);
            board.top(10);
            board.count();

            assertThat(count("leaderboard.submissions", "result", "applied")).isEqualTo(1);
            assertThat(count("leaderboard.submissions", "result", "unchanged")).isEqualTo(1);
            assertThat(count("leaderboard.submissions", "result", "refused")).isEqualTo(1);
            assertThat(count("leaderboard.submissions", "result", "repeated")).isEqualTo(1);
            assertThat(count("leaderboard.queries", "result", "far")).isEqualTo(2);
            assertThat(count("leaderboard.unavailable")).isZero();
        }
    }
}
