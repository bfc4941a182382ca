package dev.aside.bench.memcachedread;

import dev.aside.bench.farread.Call;
import dev.aside.bench.farread.Judged;
import dev.aside.bench.farread.Shown;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of the last line, and what they say about the goals.
 *
 * @param spymemcached gets beside spymemcached's
 * @param smallest the rounds of the point where we are slowest beside it
 * @param many gets of many threads beside spymemcached's
 * @param singles a hundred keys by a call, beside as many gets of our own, one after the other
 * @param underWay the same beside gets of spymemcached's that are under way at once
 */
record Verdicts(Ratio spymemcached, Spread smallest, Ratio many, Ratio singles, Ratio underWay) implements Judged {
    private static final String OURS = Subject.ASIDE.name();

    private static final List<Goal> GOALS = List.of(
            new Goal("vs_spymemcached", Weight.MUST, Side.AT_LEAST, 1.3),
            new Goal("min_spymemcached", Weight.MUST, Side.AT_LEAST, 0.95),
            new Goal("t64_vs_spymemcached", Weight.MUST, Side.AT_LEAST, 2),
            new Goal("t64_vs_spymemcached", Weight.AIM, Side.AT_LEAST, 2.5),
            new Goal("getall_vs_singles", Weight.MUST, Side.AT_LEAST, 2));

    Verdicts(Rounds<Subject> rounds) {
        this(new Shown<>(rounds));
    }

    private Verdicts(Shown<Subject> shown) {
        this(
                gets(shown, Call.SYNC),
                smallest(shown),
                gets(shown, List.of(Call.GET_64)),
                all(shown, Subject.ASIDE, Call.GET_1),
                all(shown, Subject.SPYMEMCACHED, Call.ASYNC_100));
    }

    private static Ratio gets(Shown<Subject> shown, List<Call> calls) {
        return shown.samples().ratio(Call.labels(calls), point -> List.of(Subject.SPYMEMCACHED.name()), OURS);
    }

    private static Spread smallest(Shown<Subject> shown) {
        return Call.SYNC.stream()
                .map(call -> gets(shown, List.of(call)).mean())
                .min(Comparator.comparingDouble(Spread::figure))
                .orElseThrow();
    }

    /** Our call for many keys, beside other reads. */
    private static Ratio all(Shown<Subject> shown, Subject other, Call call) {
        Samples samples = new Samples();
        add(samples, OURS, shown.of(Subject.ASIDE, Call.ALL_100));
        add(samples, call.label(), shown.of(other, call));
        return samples.ratio(List.of(call.label()), OURS);
    }

    private static void add(Samples samples, String name, List<Sample> all) {
        for (int round = 0; round < all.size(); round++) {
            samples.add(round, Call.ALL_100.label(), name, all.get(round));
        }
    }

    @Override
    public Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put("vs_spymemcached", spymemcached.mean());
        figures.put("min_spymemcached", smallest);
        figures.put("t64_vs_spymemcached", many.mean());
        figures.put("getall_vs_singles", singles.mean());
        figures.put("the same beside spymemcached's gets in flight", underWay.mean());
        return new Scoreboard(GOALS).judge(figures);
    }

    @Override
    public LastLine lastLine() {
        return new LastLine("memcached-read")
                .ratioWithMin("spymemcached", spymemcached)
                .gain("t64_vs_spymemcached", many.mean().figure())
                .gain("getall_vs_singles", singles.mean().figure());
    }
}
