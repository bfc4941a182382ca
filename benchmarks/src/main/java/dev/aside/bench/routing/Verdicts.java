package dev.aside.bench.routing;

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

/**
 * The figures of the last line, and what they say about the goals. Each is of calls that are the same for both: HikariCP's and the wrapper's
 * of borrowing beside ours in a scope, Spring's of reading beside ours where the connection is told.
 */
record Verdicts(Ratio hikari, Ratio springLazy, Ratio aws, Spread bytes) {
    private static final List<Goal> GOALS = List.of(
            new Goal("vs_hikari", Weight.MUST, Side.AT_LEAST, 0.83),
            new Goal("vs_hikari", Weight.AIM, Side.AT_LEAST, 1),
            new Goal("vs_aws", Weight.MUST, Side.AT_LEAST, 7),
            new Goal("alloc_b", Weight.MUST, Side.AT_MOST, 0));

    static Verdicts of(Map<Act, Samples> samples, boolean onlyNamed) {
        Samples borrow = samples.getOrDefault(Act.BORROW, new Samples());
        Samples read = samples.getOrDefault(Act.READ, new Samples());
        List<String> wrappers = Subject.doing(Act.BORROW, onlyNamed).stream()
                .filter(Subject::isWrapper)
                .map(Subject::name)
                .toList();
        return new Verdicts(
                borrow.ratio(List.of(Subject.HIKARI.name()), Subject.ASIDE.name()),
                read.ratio(List.of(Subject.SPRING_LAZY.name()), Subject.ASIDE_READ_ONLY.name()),
                borrow.ratio(wrappers, Subject.ASIDE.name()),
                above(borrow.bytes(Subject.ASIDE.name()), borrow.bytes(Subject.HIKARI.name())));
    }

    /**
     * What one allocates above the other; its spread is as wide as both allow. Parts of a byte are not a borrower's: what looks after the
     * nodes and the harness allocate meanwhile, and the slower the machine, the more for each call.
     */
    private static Spread above(Spread ours, Spread theirs) {
        return new Spread(
                Math.rint(ours.figure() - theirs.figure()),
                Math.rint(ours.low() - theirs.high()),
                Math.rint(ours.high() - theirs.low()),
                ours.rounds());
    }

    Table board() {
        Map<String, Spread> figures = new LinkedHashMap<>();
        figures.put("vs_hikari", hikari.mean());
        figures.put("vs_spring_lazy", springLazy.mean());
        figures.put("vs_aws", aws.mean());
        figures.put("alloc_b", bytes);
        return new Scoreboard(GOALS).judge(figures);
    }

    LastLine lastLine() {
        return new LastLine("routing")
                .ratio("hikari", hikari)
                .ratio("spring_lazy", springLazy)
                .ratio("aws", aws)
                .cost("alloc_b", bytes.figure());
    }
}
