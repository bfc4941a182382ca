package dev.aside.bench.slowload;

import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Does anybody wait for somebody else's slow load? */
@Command(name = "slow-load", description = "Hits and other loads while loads of 100 ms run.")
public final class SlowLoad extends Question {
    private static final String ASKS = """
            Do hits, or loads of other keys, wait while loads of 100 ms run?

            A cache holds 16,384 entries and has room for as many again. One thread hits, or loads fresh keys from a source that answers at
            once; in turn while nothing else goes on (idle), and while 16 threads load from a source that takes 100 ms (busy). Keys that
            load fall into 256 bins of a Java map, so that what happens once in thousands of loads of a large table happens all the time
            here: that one falls into the bin where a slow one runs. Each subject runs in a JVM of its own, in interleaved rounds. A figure is the 99.9th
            percentile, the median of the turns of a round and then of the rounds, with their spread in brackets; a ratio is busy by
            idle within one turn. Who took more than 50 ms has waited for a slow load.""";

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        Rounds<Subject> rounds = isQuick()
                ? run(Duration.ofSeconds(44), Subject.named(), 2, 350)
                : run(Duration.ofMinutes(4), Subject.all(), 5, 500);
        Verdicts verdicts = new Verdicts(rounds);
        Report report = new Report("slow-load", isQuick(), ASKS, versions());
        for (What what : What.values()) {
            report.add(table(rounds, what));
        }
        report.add(verdicts.board()).add(neighbours.seen()).end(verdicts.lastLine());
        return 0;
    }

    private static Rounds<Subject> run(Duration budget, List<Subject> subjects, int turns, int millis) {
        return Rounds.run(
                3,
                budget,
                subjects,
                subject -> Stage.CHILD.run(subject.name(), Integer.toString(turns), Integer.toString(millis)));
    }

    private static Table table(Rounds<Subject> rounds, What what) {
        Table table = new Table(List.of(
                what == What.HIT ? "hits" : "other loads",
                "idle, us",
                "busy, us",
                "busy by idle",
                "longest busy, ms",
                "waited, %"));
        for (Subject subject : rounds.subjects()) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            row.add(in(1e3, rounds.spread(subject, what.of(Figure.IDLE))).full(2));
            row.add(in(1e3, rounds.spread(subject, what.of(Figure.BUSY))).full(2));
            row.add(rounds.spread(subject, what.of(Figure.RATIO)).full(2));
            row.add(in(1e6, rounds.spread(subject, what.of(Figure.MAX))).full(1));
            row.add(rounds.spread(subject, what.of(Figure.WAITED)).full(2));
            table.row(row);
        }
        return table;
    }

    private static Spread in(double unit, Spread nanos) {
        return new Spread(nanos.figure() / unit, nanos.low() / unit, nanos.high() / unit, nanos.rounds());
    }

    private static String versions() {
        return Versions.of("aside", "caffeine", "guava", "jetcache", "hdrhistogram");
    }
}
