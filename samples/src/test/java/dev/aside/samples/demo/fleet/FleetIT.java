package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, a Redis server with a replica and a PostgreSQL server, for some seconds. */
class FleetIT {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void noReadOfTwoProcessesIsWrong() throws IOException, InterruptedException {
        FleetPlan plan = new FleetPlan(
                Trace.ORM_NIGHT, 6_000, 2, 0.3, 2, Consistency.bounded(Consistency.DEFAULT_BOUND), 10_000, true);
        PrintWriter writer = new PrintWriter(out, true);

        assertThat(new FleetRun(plan, folder, writer, new Progress(writer, false)).run(null, null, false))
                .as(out::toString)
                .isTrue();
        assertThat(out.toString())
                .contains("Redis with a replica, started here; PostgreSQL, started here")
                .containsPattern("redis +[1-9][0-9,]* +100.00 %")
                .containsPattern("nodes=2 mode=BOUNDED\\(1000ms\\) reads=[1-9].* failed=0 .* wrong=0 ");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void withoutANearTier_theReaderAnswersWhatItMay_andIsNeverWrittenTo() throws IOException, InterruptedException {
        FleetPlan plan = new FleetPlan(
                Trace.ORM_NIGHT, 6_000, 2, 0.1, 2, Consistency.bounded(Consistency.DEFAULT_BOUND), 10_000, false);
        PrintWriter writer = new PrintWriter(out, true);

        assertThat(new FleetRun(plan, folder, writer, new Progress(writer, false)).run(null, null, false))
                .as(out::toString)
                .isTrue();
        Matcher share =
                Pattern.compile("reader ([0-9.]+) %; writes at a reader: 0").matcher(out.toString());
        assertThat(share.find()).as(out::toString).isTrue();
        assertThat(Double.parseDouble(share.group(1)))
                .as("a busy machine proves a reader later than a quiet one: %s", out)
                .isGreaterThan(50);
    }
}
