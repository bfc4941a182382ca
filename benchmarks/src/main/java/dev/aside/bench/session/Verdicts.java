package dev.aside.bench.session;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The figures of the last line, and what they say about the goals, by the defaults; and beside them those of requests that ask the server
 * each time, which a node has not served before.
 */
final class Verdicts {
    private static final String READ_ONLY = "requests_read_only";
    private static final String CHANGED = "requests_changed";
    private static final String SPRING = "vs_spring";
    private static final String INDEXED = "vs_spring_indexed";
    private static final String KILOBYTES = "kb_per_request";
    private static final String ASKING = ", asking each time";

    private static final List<Goal> GOALS = List.of(
            new Goal(READ_ONLY, Weight.MUST, Side.AT_MOST, 1),
            new Goal(READ_ONLY, Weight.AIM, Side.AT_MOST, 0.1),
            new Goal(READ_ONLY + ASKING, Weight.MUST, Side.AT_MOST, 1),
            new Goal(CHANGED + ASKING, Weight.MUST, Side.AT_MOST, 2),
            new Goal(CHANGED, Weight.MUST, Side.AT_MOST, 2),
            new Goal(SPRING, Weight.MUST, Side.AT_LEAST, 4),
            new Goal(INDEXED, Weight.MUST, Side.AT_LEAST, 6),
            new Goal(KILOBYTES, Weight.MUST, Side.AT_MOST, 10));

    private final Map<String, Spread> figures = new LinkedHashMap<>();

    Verdicts(Rounds<Subject> rounds) {
        put(rounds, Subject.ASIDE, "");
        put(rounds, Subject.ASIDE_ASKING, ASKING);
    }

    private void put(Rounds<Subject> rounds, Subject ours, String how) {
        figures.put(READ_ONLY + how, rounds.spread(ours, Requests.READ_REQUESTS));
        figures.put(CHANGED + how, rounds.spread(ours, Requests.CHANGE_REQUESTS));
        figures.put(SPRING + how, ratio(rounds, ours, Subject.SPRING));
        figures.put(INDEXED + how, ratio(rounds, ours, Subject.SPRING_INDEXED));
        figures.put(KILOBYTES + how, kilobytes(rounds, ours));
    }

    /** Of both requests the mean, which is the root of their product. */
    private static Spread ratio(Rounds<Subject> rounds, Subject us, Subject peer) {
        List<Double> reads = ratios(rounds, us, peer, Requests.READ_NANOS);
        List<Double> changes = ratios(rounds, us, peer, Requests.CHANGE_NANOS);
        List<Double> both = new ArrayList<>();
        for (int round = 0; round < reads.size(); round++) {
            both.add(Math.sqrt(reads.get(round) * changes.get(round)));
        }
        return Spread.of(both);
    }

    private static List<Double> ratios(Rounds<Subject> rounds, Subject us, Subject peer, String figure) {
        List<Double> ours = rounds.of(us, figure);
        List<Double> theirs = rounds.of(peer, figure);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            ratios.add(theirs.get(round) / ours.get(round));
        }
        return ratios;
    }

    private static Spread kilobytes(Rounds<Subject> rounds, Subject us) {
        List<Double> reads = rounds.of(us, Requests.READ_BYTES);
        List<Double> changes = rounds.of(us, Requests.CHANGE_BYTES);
        List<Double> both = new ArrayList<>();
        for (int round = 0; round < reads.size(); round++) {
            both.add((reads.get(round) + changes.get(round)) / 2 / 1_000);
        }
        return Spread.of(both);
    }

    Table board() {
        return new Scoreboard(GOALS).judge(figures);
    }

    private double figure(String key) {
        return Objects.requireNonNull(figures.get(key)).figure();
    }

    LastLine lastLine() {
        return new LastLine("session")
                .cost(READ_ONLY, figure(READ_ONLY))
                .cost(CHANGED, figure(CHANGED))
                .gain(SPRING, figure(SPRING))
                .gain(INDEXED, figure(INDEXED))
                .cost(KILOBYTES, figure(KILOBYTES));
    }
}
