package dev.aside.bench.routing;

import dev.aside.bench.kit.Fork;
import dev.aside.bench.kit.Pace;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Who is measured and how often. A round is every subject once at every point, neighbours in time at each point, in an order drawn anew
 * with a fixed seed so that nobody always follows the same one.
 *
 * @param onlyNamed whether those only of whom a key of the last line speaks
 * @param rounds how often
 * @param fork how long, each time
 * @param budget how long together
 */
record Plan(boolean onlyNamed, int rounds, Fork fork, Duration budget) {
    private static final long SEED = 1;
    private static final List<Integer> THREADS = List.of(1, 2);

    static Plan full() {
        return new Plan(false, 5, new Fork(BorrowLoop.class, 8, 5, 500), Duration.ofHours(1));
    }

    static Plan quick() {
        return new Plan(true, 1, new Fork(BorrowLoop.class, 6, 3, 350), Duration.ofSeconds(42));
    }

    /** Runs it; each fork is told of before it starts. */
    Map<Act, Samples> run(Consumer<String> progress) {
        Map<Act, Samples> samples = new EnumMap<>(Act.class);
        Random order = new Random(SEED);
        Pace pace = Pace.of(budget, forks());
        for (int round = 0; round < rounds; round++) {
            for (Act act : Act.values()) {
                Samples shown = samples.computeIfAbsent(act, none -> new Samples());
                for (int threads : THREADS) {
                    for (Subject subject : inTurn(act, order)) {
                        String point = point(threads);
                        progress.accept("round " + (round + 1) + " of " + rounds + ": " + act.label() + ", " + point
                                + ", " + subject.label());
                        shown.add(round, point, subject.name(), measure(pace, subject, act, threads));
                    }
                }
            }
        }
        return samples;
    }

    private Sample measure(Pace pace, Subject subject, Act act, int threads) {
        return pace.run(fork, Map.of("subject", subject.name(), "act", act.name()), threads);
    }

    private int forks() {
        int each = 0;
        for (Act act : Act.values()) {
            each += doing(act).size();
        }
        return rounds * THREADS.size() * each;
    }

    /** Those of the plan who do it. */
    List<Subject> doing(Act act) {
        return Subject.doing(act, onlyNamed);
    }

    private List<Subject> inTurn(Act act, Random order) {
        List<Subject> turn = new ArrayList<>(doing(act));
        Collections.shuffle(turn, order);
        return turn;
    }

    private static String point(int threads) {
        return threads + (threads == 1 ? " thread" : " threads");
    }
}
