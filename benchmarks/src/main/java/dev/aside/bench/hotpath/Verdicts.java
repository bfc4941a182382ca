package dev.aside.bench.hotpath;

import dev.aside.bench.kit.Goal;
import dev.aside.bench.kit.Goal.Side;
import dev.aside.bench.kit.Goal.Weight;
import dev.aside.bench.kit.LastLine;
import dev.aside.bench.kit.Ratio;
import dev.aside.bench.kit.Samples;
import dev.aside.bench.kit.Scoreboard;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of the last line, and what they say about the goals. */
record Verdicts(
        Ratio caffeine, Ratio expiring, Ratio best, Ratio jetcache, Ratio cacheable, Ratio spring, Spread bytes) {
    private static final String OURS = Subject.ASIDE.name();

    private static final List<Goal> GOALS = List.of(
            new Goal("vs_caffeine", Weight.MUST, Side.AT_LEAST, 1.10),
            new Goal("vs_caffeine_expiring", Weight.MUST, Side.AT_LEAST, 3),
            new Goal("vs_best_peer", Weight.AIM, Side.AT_LEAST, 1),
            new Goal("vs_jetcache", Weight.MUST, Side.AT_LEAST, 8),
            new Goal("vs_cacheable", Weight.MUST, Side.AT_LEAST, 5),
            new Goal("vs_spring", Weight.MUST, Side.AT_LEAST, 2.5),
            new Goal("alloc_b", Weight.MUST, Side.AT_MOST, 0));

    static Verdicts of(Samples samples, List<Subject> subjects) {
        return new Verdicts(
                ratio(samples, List.of(Subject.CAFFEINE)),
                ratio(samples, List.of(Subject.CAFFEINE_EXPIRING)),
                ratio(samples, Subject.peers(subjects)),
                ratio(samples, List.of(Subject.JETCACHE)),
                ratio(samples, List.of(Subject.SPRING_CACHEABLE)),
                ratio(samples, List.of(Subject.SPRING_CACHE)),
                samples.bytes(OURS));
    }

    private static Ratio ratio(Samples samples, List<Subject> peers) {
        return samples.ratio(peers.stream().map(Subject::name).toList(), OURS);
    }

    Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put("vs_caffeine", caffeine.mean());
        figures.put("vs_caffeine_expiring", expiring.mean());
        figures.put("vs_best_peer", best.mean());
        figures.put("vs_jetcache", jetcache.mean());
        figures.put("vs_cacheable", cacheable.mean());
        figures.put("vs_spring", spring.mean());
        figures.put("alloc_b", bytes);
        return new Scoreboard(GOALS).judge(figures);
    }

    LastLine lastLine(LastLine begun) {
        return begun.ratioWithMin("caffeine", caffeine)
                .ratioWithMin("caffeine_expiring", expiring)
                .ratioWithMin("best_peer", best)
                .ratio("jetcache", jetcache)
                .ratio("cacheable", cacheable)
                .ratio("spring", spring)
                .cost("alloc_b", bytes.figure());
    }
}
