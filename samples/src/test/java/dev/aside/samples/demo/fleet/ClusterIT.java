package dev.aside.samples.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aside.cache.Consistency;
import dev.aside.samples.demo.report.Progress;
import dev.aside.samples.demo.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, a Redis server, and a PostgreSQL writer with two replicas that stand still in turn, for some seconds. */
class ClusterIT {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void replicasAnswerLoads_andNoReadIsWrong() throws IOException, InterruptedException {
        assertThat(run(Source.CLUSTER)).as(out::toString).isTrue();
        assertThat(out.toString())
                .contains("PostgreSQL with 2 replicas, started here")
                .containsPattern("stood still for .*, [1-9][0-9]* times in all")
                .containsPattern("rolled back +[1-9]")
                .containsPattern("kept off the database's writer: [1-9]")
                .contains("\nwrong reads: 0\n")
                .containsPattern(" failed=0 .* lost=0 .* loads_by_reader=[1-9].* wrong=0 ");
    }

    /** Without that the test above would show nothing. Nothing is wrong but that what replicas had not replayed was stored. */
    @Test
    void doneByHand_thereAreWrongReads() throws IOException, InterruptedException {
        assertThat(run(Source.CLUSTER_BY_HAND)).as(out::toString).isFalse();
        assertThat(out.toString())
                .containsPattern("\nwrong reads: [1-9]")
                .containsPattern(" failed=0 .* lost=0 uncommitted=0 .* loads_by_reader=[1-9].* wrong=[1-9]");
    }

    private boolean run(Source source) throws IOException, InterruptedException {
        Consistency mode = Consistency.bounded(Consistency.DEFAULT_BOUND);
        FleetPlan plan = new FleetPlan(Trace.ORM_NIGHT, 16_000, 2, 0.3, 2, mode, 10_000, true, FarTier.REDIS, source);
        PrintWriter writer = new PrintWriter(out, true);
        return new FleetRun(plan, folder, writer, new Progress(writer, false)).run(null, null, false);
    }
}
