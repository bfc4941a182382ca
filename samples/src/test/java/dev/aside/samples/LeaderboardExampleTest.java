package dev.aside.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.Aside;
import dev.aside.cache.leaderboard.Leaderboard;
import dev.aside.cache.leaderboard.Page;
import dev.aside.cache.leaderboard.Period;
import dev.aside.cache.leaderboard.Score;
import dev.aside.cache.leaderboard.Standing;
import dev.aside.cache.leaderboard.Submission;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs README's example of leaderboards, and holds README to what is run. */
final class LeaderboardExampleTest {

    @Test
    @SuppressWarnings("NullAway") // the page leaves out what a reader knows
    void theExample_runs() {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        String matchId = "match-1";
        try (Aside aside = Aside.builder().build()) {
            // README begins
            Leaderboard arcade = aside.leaderboard("arcade")
                    .period(Period.weekly(zone, DayOfWeek.MONDAY))
                    .period(Period.allTime())
                    .build();
            Submission result = arcade.submit(
                    Score.of("ada", 4_200).operation(matchId).neighbours(2)); // once, however often it is sent
            List<Period> beaten = result.beaten(); // the periods in which it beats what ada had
            Standing standing = result.first().standing(); // rank, score, neighbours: of one moment, in one request
            Page top = arcade.top(10); // kept in this process for 250 ms
            List<Standing> friends = arcade.friends(List.of("bob", "cyd"));
            arcade.ban("mallory"); // gone from all periods, and refused
            // README ends
            assertThat(beaten).hasSize(2);
            assertThat(top.standings()).containsExactly(standing);
            assertThat(friends).isEmpty();
        }
    }

    @Test
    void readme_showsWhatRuns_inTenLinesAtMost() throws IOException {
        ReadmeExample.check("## Leaderboards", "LeaderboardExampleTest");
    }
}
