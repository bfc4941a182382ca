package dev.aside.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/redis.md to the code. */
final class RedisPageTest {

    private final String page = read();

    private static String read() {
        try {
            return Files.readString(Path.of(System.getProperty("project.root"), "docs", "redis.md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatAUserMayDoIsWhatIsShippedAndTried() {
        String commands = String.join(" ", LeastUser.commands());
        assertThat(page).contains("\n" + LeastUser.line() + "\n").contains(" " + commands + "\"");
        assertThat(LeastUser.line())
                .isEqualTo("user " + LeastUser.NAME + " on ~" + LeastUser.PREFIX + "* -@all " + commands);
    }

    @Test
    void theNumbersAreThoseOfTheCode() {
        assertThat(page).contains("every " + Timing.LONGEST_BEAT.toMillis() + " ms");
        assertThat(page).contains("left after " + Timing.SILENCE.toMillis() + " ms");
        assertThat(page).contains("looked at every " + Deadlines.PERIOD.toMillis() + " ms");
        assertThat(page).contains("more than " + Deadlines.LATE.toMillis() + " ms late");
        assertThat(page).contains("as\nlong again, " + Deadlines.GRACE.toMillis() + " ms at most");
        assertThat(page).contains("or " + Deadlines.LONGEST.toMillis() + " ms have passed");
        assertThat(page).contains("after 20 to 500 ms");
        assertThat(List.of(Timing.SHORTEST_PAUSE, Timing.LONGEST_PAUSE))
                .containsExactly(Duration.ofMillis(20), Duration.ofMillis(500));
        assertThat(Timing.CONNECT).isEqualTo(Duration.ofSeconds(1));
        assertThat(page).contains("after 2.5 to 5 minutes");
        assertThat(Recycling.LONGEST).isEqualTo(Duration.ofMinutes(5));
        assertThat(page).contains("1.2 s at most");
        assertThat(Roster.PATIENCE).isEqualTo(Duration.ofMillis(1_200));
        assertThat(page).contains("| " + String.format(Locale.ROOT, "%,d", RedisBackend.MAXIMUM_COMMANDS) + " |");
        assertThat(page).contains("| " + (RedisBackend.MAXIMUM_BYTES >> 20) + " MiB of values |");
    }
}
