package dev.aside.bench.redisread;

import dev.aside.bench.farread.Call;
import dev.aside.bench.farread.Judged;
import dev.aside.bench.farread.Shown;
import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Ratio;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the last line, and what they say about the goals. */
record Verdicts(Ratio lettuce, Ratio async, Ratio pipelined, Ratio best, Spread smallest, Spread bytes)
        implements Judged {
    private static final String OURS = Subject.ASIDE.name();

    private static final List<Goal> GOALS = List.of(
            new Goal("vs_lettuce", Weight.MUST, Side.AT_LEAST, 1.2),
            new Goal("vs_lettuce", Weight.AIM, Side.AT_LEAST, 1.4),
            new Goal("min_lettuce", Weight.MUST, Side.AT_LEAST, 0.95),
            new Goal("async_vs_lettuce", Weight.MUST, Side.AT_LEAST, 1.8),
            new Goal("getall_vs_pipelined", Weight.MUST, Side.AT_LEAST, 2),
            new Goal("vs_best_peer", Weight.AIM, Side.AT_LEAST, 1),
            new Goal("alloc_b", Weight.MUST, Side.AT_MOST, 800));

    Verdicts(Rounds<Subject> rounds) {
        this(new Shown<>(rounds).samples(), rounds.subjects());
    }

    private Verdicts(Samples samples, List<Subject> subjects) {
        this(
                lettuce(samples, Call.SYNC),
                lettuce(samples, Call.ASYNC),
                lettuce(samples, List.of(Call.ALL_100)),
                samples.ratio(
                        Call.labels(List.copyOf(Subject.ASIDE.calls())),
                        point -> Subject.peersAt(subjects, called(point)),
                        OURS),
                smallest(samples),
                samples.bytes(Call.GET_1.label(), OURS));
    }

    /** The first argument of the points' labels decides the call. */
    private static Call called(String label) {
        return List.of(Call.values()).stream()
                .filter(call -> call.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static Ratio lettuce(Samples samples, List<Call> calls) {
        return samples.ratio(Call.labels(calls), point -> List.of(Subject.LETTUCE.name()), OURS);
    }

    /** The rounds of the point where we are slowest beside Lettuce. */
    private static Spread smallest(Samples samples) {
        return Call.SYNC.stream()
                .map(call -> lettuce(samples, List.of(call)).mean())
                .min((one, other) -> Double.compare(one.figure(), other.figure()))
                .orElseThrow();
    }

    @Override
    public Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put("vs_lettuce", lettuce.mean());
        figures.put("min_lettuce", smallest);
        figures.put("async_vs_lettuce", async.mean());
        figures.put("getall_vs_pipelined", pipelined.mean());
        figures.put("vs_best_peer", best.mean());
        figures.put("alloc_b", bytes);
        return new Scoreboard(GOALS).judge(figures);
    }

    @Override
    public LastLine lastLine() {
        return new LastLine("redis-read")
                .ratioWithMin("lettuce", lettuce)
                .gain("async_vs_lettuce", async.mean().figure())
                .gain("getall_vs_pipelined", pipelined.mean().figure())
                .ratioWithMin("best_peer", best)
                .cost("alloc_b", bytes.figure());
    }
}
