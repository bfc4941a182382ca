package dev.aside.bench.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Figures of subjects, in rounds. A round is every subject once, neighbours in time, in an order drawn anew with a fixed seed so that
 * nobody always follows the same one. Not thread-safe.
 *
 * @param <S> the subjects
 */
public final class Rounds<S extends Enum<S>> {
    private static final long SEED = 1;

    private record Of(Enum<?> subject, String figure) {}

    private final Map<Of, List<Double>> values = new LinkedHashMap<>();
    private final List<S> subjects;

    private Rounds(List<S> subjects) {
        this.subjects = List.copyOf(subjects);
    }

    /**
     * Runs the rounds, and says on the error stream who is next. A round that would not end within the budget is not begun; the first
     * always is.
     *
     * @param <S> the subjects
     * @param rounds how many
     * @param budget for all together
     * @param subjects who
     * @param measure runs one subject, and returns its figures by name
     * @return what was shown
     */
    public static <S extends Enum<S>> Rounds<S> run(
            int rounds, Duration budget, List<S> subjects, Function<S, Map<String, Double>> measure) {
        return run(rounds, budget, subjects, measure, () -> System.nanoTime() / 1_000_000);
    }

    static <S extends Enum<S>> Rounds<S> run(
            int rounds,
            Duration budget,
            List<S> subjects,
            Function<S, Map<String, Double>> measure,
            LongSupplier millis) {
        return runTogether(rounds, budget, subjects, order -> each(order, measure), millis);
    }

    private static <S extends Enum<S>> Map<S, Map<String, Double>> each(
            List<S> order, Function<S, Map<String, Double>> measure) {
        Map<S, Map<String, Double>> round = new LinkedHashMap<>();
        for (S subject : order) {
            System.err.println(subject);
            round.put(subject, measure.apply(subject));
        }
        return round;
    }

    /**
     * Runs rounds in which the subjects take turns as the caller has them do. Otherwise as {@link #run(int, Duration, List, Function)}.
     *
     * @param <S> the subjects
     * @param rounds how many
     * @param budget for all together
     * @param subjects who
     * @param measure runs all subjects, whose order it is given, and returns their figures by name
     * @return what was shown
     */
    public static <S extends Enum<S>> Rounds<S> runTogether(
            int rounds, Duration budget, List<S> subjects, Function<List<S>, Map<S, Map<String, Double>>> measure) {
        return runTogether(rounds, budget, subjects, measure, () -> System.nanoTime() / 1_000_000);
    }

    private static <S extends Enum<S>> Rounds<S> runTogether(
            int rounds,
            Duration budget,
            List<S> subjects,
            Function<List<S>, Map<S, Map<String, Double>>> measure,
            LongSupplier millis) {
        Rounds<S> shown = new Rounds<>(subjects);
        Random order = new Random(SEED);
        long start = millis.getAsLong();
        for (int round = 0; round < rounds; round++) {
            long spent = millis.getAsLong() - start;
            if (round > 0 && spent + spent / round > budget.toMillis()) {
                break;
            }
            List<S> turn = new ArrayList<>(subjects);
            Collections.shuffle(turn, order);
            System.err.println("round " + (round + 1) + " of " + rounds);
            measure.apply(turn).forEach(shown::add);
        }
        return shown;
    }

    private void add(S subject, Map<String, Double> figures) {
        figures.forEach((figure, value) -> values.computeIfAbsent(new Of(subject, figure), of -> new ArrayList<>())
                .add(value));
    }

    /**
     * Who was measured.
     *
     * @return the subjects, in the order they were given
     */
    public List<S> subjects() {
        return subjects;
    }

    /**
     * The names of the figures.
     *
     * @return in the order of their first appearance
     */
    public List<String> figures() {
        return values.keySet().stream().map(Of::figure).distinct().toList();
    }

    /**
     * One figure of one subject.
     *
     * @param subject whose
     * @param figure which
     * @return one value a round
     * @throws IllegalStateException if there is none
     */
    public List<Double> of(S subject, String figure) {
        @Nullable List<Double> rounds = values.get(new Of(subject, figure));
        if (rounds == null) {
            throw new IllegalStateException("No " + figure + " of " + subject);
        }
        return List.copyOf(rounds);
    }

    /**
     * One figure of one subject.
     *
     * @param subject whose
     * @param figure which
     * @return the median of the rounds with its spread
     */
    public Spread spread(S subject, String figure) {
        return Spread.of(of(subject, figure));
    }

    /**
     * The samples of one call of one subject.
     *
     * @param subject whose
     * @param call which
     * @return one a round
     */
    public List<Sample> samples(S subject, Timed call) {
        List<Double> nanos = of(subject, call.nanos());
        List<Double> bytes = of(subject, call.bytes());
        return IntStream.range(0, nanos.size())
                .mapToObj(round -> new Sample(nanos.get(round), bytes.get(round)))
                .toList();
    }
}
