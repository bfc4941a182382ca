package dev.aside.bench.hotpath;

import dev.aside.bench.kit.Fork;
import dev.aside.bench.kit.Pace;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Who is measured where and how often. A round is every subject once at every point, neighbours in time at each point, in an order drawn
 * anew with a fixed seed so that nobody always follows the same one.
 *
 * @param subjects who
 * @param sizes how many entries
 * @param threads how many threads
 * @param rounds how often
 * @param fork how long, each time
 * @param redis where the Redis behind our near tier is, or nothing
 * @param budget how long together
 */
record Plan(
        List<Subject> subjects,
        List<Integer> sizes,
        List<Integer> threads,
        int rounds,
        Fork fork,
        String redis,
        Duration budget) {
    private static final long SEED = 1;

    static Plan full(String redis) {
        Fork fork = new Fork(HitLoop.class, 3, 5, 500);
        return new Plan(Subject.all(), List.of(16_384, 100_000), List.of(1, 2), 3, fork, redis, Duration.ofHours(1));
    }

    static Plan quick(String redis) {
        Fork fork = new Fork(HitLoop.class, 3, 3, 350);
        return new Plan(Subject.named(), List.of(16_384), List.of(1, 2), 1, fork, redis, Duration.ofSeconds(43));
    }

    /** Runs it; each fork is told of before it starts. */
    Samples run(Consumer<String> progress) {
        Samples samples = new Samples();
        Random order = new Random(SEED);
        Pace pace = Pace.of(budget, rounds * sizes.size() * threads.size() * subjects.size());
        for (int round = 0; round < rounds; round++) {
            for (int entries : sizes) {
                for (int count : threads) {
                    measure(samples, round, new Point(entries, count), inTurn(order), pace, progress);
                }
            }
        }
        return samples;
    }

    private List<Subject> inTurn(Random order) {
        List<Subject> turn = new ArrayList<>(subjects);
        Collections.shuffle(turn, order);
        return turn;
    }

    private void measure(
            Samples samples, int round, Point point, List<Subject> turn, Pace pace, Consumer<String> progress) {
        for (Subject subject : turn) {
            progress.accept("round " + (round + 1) + " of " + rounds + ": " + point + ", " + subject.label());
            Map<String, String> parameters =
                    Map.of("subject", subject.name(), "entries", Integer.toString(point.entries()), "redis", redis);
            Sample sample = pace.run(fork, parameters, point.threads());
            samples.add(round, point.toString(), subject.name(), sample);
        }
    }

    /** How many entries, how many threads. */
    record Point(int entries, int threads) {
        @Override
        public String toString() {
            return entries + " entries, " + threads + (threads == 1 ? " thread" : " threads");
        }
    }
}
