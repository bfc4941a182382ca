package dev.aside.bench.memory;

import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** What does an entry cost beyond its key and value? */
@Command(name = "memory", description = "Bytes of heap per near entry beyond its key and value.")
public final class Memory extends Question {
    private static final String ASKS = """
            How many bytes of heap does a near entry cost beyond its key and value?

            Every cache is given the same million pairs, which arrays hold besides, and is bounded by 2^20; a quick run takes half of both. The
            figure is the heap that lives with the full cache less the heap without it, by the entry; everything that the cache needs is in it: its
            tables, its policy, its share of locks and buffers. Each subject runs in a JVM of its own and fills a second cache after a first, which
            has loaded the classes; no entry may be missing. References are compressed. Figures are medians of the rounds.""";

    private static final String WHY = """
            An entry of ours is Caffeine's and a holder of 24 bytes: a header, the value, the time to look at it, the tick of its last recorded
            read. An aim of 97 bytes leaves 16 for the holder, which hold one number beside the value. The richer ones keep the whole slot.""";

    private static final int ENTRIES = 1_000_000;

    /** Half, so that tables sized by powers of two are as full as in a full run. */
    private static final int QUICK_ENTRIES = ENTRIES / 2;

    private int entries() {
        return isQuick() ? QUICK_ENTRIES : ENTRIES;
    }

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        Rounds<Subject> rounds =
                isQuick() ? run(Duration.ofSeconds(44), Subject.named()) : run(Duration.ofHours(1), Subject.all());
        Verdicts verdicts = new Verdicts(rounds);
        new Report("memory", isQuick(), ASKS, versions())
                .add(table(rounds))
                .add(verdicts.board())
                .add(WHY)
                .add(neighbours.seen())
                .end(verdicts.lastLine());
        return 0;
    }

    private Rounds<Subject> run(Duration budget, List<Subject> subjects) {
        return Rounds.run(
                3, budget, subjects, subject -> Scales.CHILD.run(subject.name(), Integer.toString(entries())));
    }

    private static Table table(Rounds<Subject> rounds) {
        Table table = new Table(List.of("cache", "bytes per entry"));
        rounds.subjects()
                .forEach(subject -> table.row(List.of(
                        subject.label(), rounds.spread(subject, Scales.BYTES).full(1))));
        return table;
    }

    private static String versions() {
        return Versions.of("aside", "caffeine", "cache2k", "guava", "ehcache", "jetcache");
    }
}
