package dev.aside.bench.kit;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One JVM of its own for one subject at one point, so that no other subject's classes and profiles stand in its way.
 *
 * @param benchmark the class of the one benchmark method, in nanoseconds per operation
 * @param warmups iterations thrown away
 * @param iterations iterations counted
 * @param millis how long an iteration lasts
 */
public record Fork(Class<?> benchmark, int warmups, int iterations, int millis) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** A heap that no cache of the run comes near, and a collector without barriers on the read path: for all subjects alike. */
    private static final List<String> JVM = List.of("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC");

    /**
     * The same fork with iterations of another length.
     *
     * @param length milliseconds
     * @return the fork
     */
    Fork lasting(int length) {
        return new Fork(benchmark, warmups, iterations, length);
    }

    /** How long all its iterations last, in milliseconds; its start comes on top. */
    long measured() {
        return (long) (warmups + iterations) * millis;
    }

    /**
     * Runs the fork to its end. Blocks.
     *
     * @param parameters the benchmark's parameters by name
     * @param threads how many threads call at once
     * @return what the fork showed
     * @throws IllegalStateException if the fork failed; the cause tells how
     */
    public Sample run(Map<String, String> parameters, int threads) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
                .forks(1)
                .threads(threads)
                .warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .jvmArgs(JVM.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        try {
            return sample(new Runner(options.build()).runSingle());
        } catch (RunnerException e) {
            throw new IllegalStateException("The fork of " + parameters + " with " + threads + " threads failed", e);
        }
    }

    private static Sample sample(RunResult result) {
        List<IterationResult> iterations = result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .toList();
        return new Sample(median(iterations, IterationResult::getPrimaryResult), median(iterations, Fork::allocated));
    }

    private static double median(List<IterationResult> iterations, Function<IterationResult, Result<?>> what) {
        return Figures.median(
                iterations.stream().map(one -> what.apply(one).getScore()).toList());
    }

    private static Result<?> allocated(IterationResult iteration) {
        return Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED), ALLOCATED);
    }
}
