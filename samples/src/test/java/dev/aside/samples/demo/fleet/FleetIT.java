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

/** Two processes, cache servers and a PostgreSQL server, for some seconds. */
class FleetIT {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void noReadOfTwoProcessesIsWrong() throws IOException, InterruptedException {
        assertThat(run(plan(0.3, true, FarTier.REDIS))).as(out::toString).isTrue();
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
        assertThat(run(plan(0.1, false, FarTier.REDIS))).as(out::toString).isTrue();
        Matcher share =
                Pattern.compile("reader ([0-9.]+) %; writes at a reader: 0").matcher(out.toString());
        assertThat(share.find()).as(out::toString).isTrue();
        assertThat(Double.parseDouble(share.group(1)))
                .as("a busy machine proves a reader later than a quiet one: %s", out)
                .isGreaterThan(50);
    }

    @Test
    void eachOfThreeMemcachedServersHasItsPart() throws IOException, InterruptedException {
        assertThat(run(plan(0.3, true, FarTier.MEMCACHED))).as(out::toString).isTrue();
        assertThat(out.toString())
                .contains("3 Memcached servers, started here; PostgreSQL, started here")
                .containsPattern("memcached-1 +[1-9][0-9,]* +[1-9]")
                .containsPattern("memcached-2 +[1-9][0-9,]* +[1-9]")
                .containsPattern("memcached-3 +[1-9][0-9,]* +[1-9]")
                .containsPattern("nodes=2 mode=BOUNDED\\(1000ms\\) reads=[1-9].* failed=0 .* wrong=0 ");
    }

    private static FleetPlan plan(double writes, boolean near, FarTier tier) {
        Consistency mode = Consistency.bounded(Consistency.DEFAULT_BOUND);
        return new FleetPlan(Trace.ORM_NIGHT, 6_000, 2, writes, 2, mode, 10_000, near, tier, Source.ONE);
    }

    private boolean run(FleetPlan plan) throws IOException, InterruptedException {
        PrintWriter writer = new PrintWriter(out, true);
        return new FleetRun(plan, folder, writer, new Progress(writer, false)).run(null, null, false);
    }
}
