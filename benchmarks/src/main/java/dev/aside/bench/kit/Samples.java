package dev.aside.bench.kit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Every sample of a question: subjects at points, in rounds. Not thread-safe: forks run one after another.
 *
 * <p>A ratio is formed inside one round and point, between neighbours in time, and only then is the median of the rounds taken.
 */
public final class Samples {
    private record Taken(int round, String point, String subject, Sample sample) {}

    private final List<Taken> taken = new ArrayList<>();

    /** None. */
    public Samples() {}

    /**
     * Every sample that rounds have shown, by the labels of calls and the names of subjects.
     *
     * @param <S> the subjects
     * @param rounds the rounds
     * @return the samples
     */
    public static <S extends Enum<S> & Entrant<?>> Samples of(Rounds<S> rounds) {
        Samples samples = new Samples();
        for (S subject : rounds.subjects()) {
            for (Timed call : subject.calls()) {
                List<Sample> all = rounds.samples(subject, call);
                for (int round = 0; round < all.size(); round++) {
                    samples.add(round, call.label(), subject.name(), all.get(round));
                }
            }
        }
        return samples;
    }

    /**
     * Adds what a fork showed.
     *
     * @param round counted from zero
     * @param point where it was measured, such as {@code 16k 2T}
     * @param subject what was measured
     * @param sample what it showed
     */
    public void add(int round, String point, String subject, Sample sample) {
        taken.add(new Taken(round, point, subject, sample));
    }

    /**
     * The points, in the order of their first sample.
     *
     * @return the points
     */
    public List<String> points() {
        return taken.stream().map(Taken::point).distinct().toList();
    }

    /**
     * Time per operation at one point.
     *
     * @param point where
     * @param subject of what
     * @return the median of the rounds with its spread, in nanoseconds
     */
    public Spread nanos(String point, String subject) {
        return Spread.of(at(point, subject, Sample::nanos));
    }

    /**
     * Bytes per operation at one point, noise taken as nothing.
     *
     * @param point where
     * @param subject of what
     * @return the median of the rounds with its spread
     */
    public Spread bytes(String point, String subject) {
        return Spread.of(at(point, subject, Samples::quietBytes));
    }

    /**
     * Bytes per operation over all points: a round's is the median of its points.
     *
     * @param subject of what
     * @return the median of all samples with the spread of the rounds
     */
    public Spread bytes(String subject) {
        List<Double> all = taken.stream()
                .filter(one -> one.subject().equals(subject))
                .map(one -> quietBytes(one.sample()))
                .toList();
        List<Double> rounds = IntStream.range(0, rounds())
                .mapToObj(round -> Figures.median(points().stream()
                        .map(point -> quietBytes(one(round, point, subject)))
                        .toList()))
                .toList();
        return Spread.of(Figures.median(all), rounds);
    }

    /**
     * How many times faster the base is than the fastest of the peers, each point having its own fastest.
     *
     * @param peers one name for a plain ratio, several for the best of them
     * @param base ours
     * @return the ratio over all points
     */
    public Ratio ratio(Collection<String> peers, String base) {
        return ratio(points(), point -> peers, base);
    }

    /**
     * How many times faster the base is than the fastest of the peers, where not every peer is measured at every point.
     *
     * @param points which points count
     * @param peersAt who is measured at a point
     * @param base ours
     * @return the ratio over these points
     */
    public Ratio ratio(Collection<String> points, Function<String, Collection<String>> peersAt, String base) {
        List<Double> byPoint = points.stream()
                .map(point -> fastest(peersAt.apply(point), peer -> Figures.median(atPoint(point, peer, base))))
                .toList();
        List<Double> byRound = IntStream.range(0, rounds())
                .mapToObj(round -> Figures.geometricMean(points.stream()
                        .map(point -> fastest(peersAt.apply(point), peer -> within(round, point, peer, base)))
                        .toList()))
                .toList();
        return Ratio.of(byPoint, byRound);
    }

    private static double fastest(Collection<String> peers, ToDoubleFunction<String> ratio) {
        return peers.stream().mapToDouble(ratio).min().orElseThrow();
    }

    private List<Double> atPoint(String point, String peer, String base) {
        return IntStream.range(0, rounds())
                .mapToObj(round -> within(round, point, peer, base))
                .toList();
    }

    private double within(int round, String point, String peer, String base) {
        return one(round, point, peer).nanos() / one(round, point, base).nanos();
    }

    private Sample one(int round, String point, String subject) {
        return taken.stream()
                .filter(one -> one.round() == round
                        && one.point().equals(point)
                        && one.subject().equals(subject))
                .map(Taken::sample)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "No sample of " + subject + " at " + point + " in round " + (round + 1)));
    }

    private List<Double> at(String point, String subject, ToDoubleFunction<Sample> what) {
        return IntStream.range(0, rounds())
                .mapToObj(round -> what.applyAsDouble(one(round, point, subject)))
                .toList();
    }

    private int rounds() {
        return taken.stream().mapToInt(Taken::round).max().orElse(-1) + 1;
    }

    /** The harness itself allocates a few kilobytes an iteration: below a hundredth of a byte per operation nothing was allocated. */
    private static double quietBytes(Sample sample) {
        return sample.bytes() < 0.01 ? 0 : sample.bytes();
    }
}
