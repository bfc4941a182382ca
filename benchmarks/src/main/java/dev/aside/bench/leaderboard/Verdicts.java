package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Ratio;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Sample;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The figures of the last line, and what they say about the goals. */
final class Verdicts {
    private static final String SUBMIT = "submit_vs_lettuce";
    private static final String AROUND = "around_vs_lettuce";
    private static final String REDISSON = "vs_redisson";
    private static final String EMBEDDED = "embedded_rank_vs_skiplist";
    private static final String REQUESTS = "requests_per_submit";
    private static final String BYTES = "bytes_per_member";
    private static final String BULK = "us per score of 100 in one go";
    private static final String GROWTH = "embedded rank, times for ten times the members";

    private static final List<Goal> GOALS = List.of(
            new Goal(SUBMIT, Weight.MUST, Side.AT_LEAST, 1.6),
            new Goal(AROUND, Weight.MUST, Side.AT_LEAST, 1.3),
            new Goal(REDISSON, Weight.MUST, Side.AT_LEAST, 3),
            new Goal(REDISSON, Weight.AIM, Side.AT_LEAST, 3.5),
            new Goal(REQUESTS, Weight.MUST, Side.AT_MOST, 1),
            new Goal(BULK, Weight.AIM, Side.AT_MOST, 10),
            new Goal(GROWTH, Weight.MUST, Side.AT_MOST, 2));

    private final Map<String, Spread> figures = new LinkedHashMap<>();

    Verdicts(Rounds<Subject> rounds, LocalShown local) {
        Samples samples = Samples.of(rounds);
        figures.put(SUBMIT, ratio(samples, Subject.LETTUCE, Act.SUBMIT));
        figures.put(AROUND, ratio(samples, Subject.LETTUCE, Act.AROUND));
        figures.put(REDISSON, ratio(samples, Subject.REDISSON, Act.SUBMIT, Act.AROUND));
        figures.put(EMBEDDED, local.rankVsSkipList().mean());
        figures.put(REQUESTS, rounds.spread(Subject.ASIDE, Boards.SUBMIT_REQUESTS));
        figures.put(BYTES, rounds.spread(Subject.ASIDE, Boards.BYTES));
        figures.put(BULK, bulk(rounds));
        figures.put(GROWTH, local.growth());
    }

    private static Spread ratio(Samples samples, Subject peer, Act... acts) {
        Ratio ratio = samples.ratio(
                List.of(acts).stream().map(Act::label).toList(), point -> List.of(peer.name()), Subject.ASIDE.name());
        return ratio.mean();
    }

    private static Spread bulk(Rounds<Subject> rounds) {
        return Spread.of(rounds.samples(Subject.ASIDE, Act.BULK).stream()
                .map(Sample::nanos)
                .map(nanos -> nanos / 1e3)
                .toList());
    }

    Table board() {
        return new Scoreboard(GOALS).judge(figures);
    }

    private double figure(String key) {
        return Objects.requireNonNull(figures.get(key)).figure();
    }

    LastLine lastLine() {
        return new LastLine("leaderboard")
                .gain(SUBMIT, figure(SUBMIT))
                .gain(AROUND, figure(AROUND))
                .gain(REDISSON, figure(REDISSON))
                .gain(EMBEDDED, figure(EMBEDDED))
                .cost(REQUESTS, figure(REQUESTS))
                .cost(BYTES, figure(BYTES));
    }
}
