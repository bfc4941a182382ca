package dev.aside.bench.hitrate;

import dev.aside.bench.kit.CurvePlot;
import dev.aside.bench.kit.CurvePlot.Panel;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import dev.aside.samples.demo.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Does recording a read once per tick cost hits? */
@Command(name = "hit-rate", description = "What bounded caches hit of two recorded traces, at four capacities.")
public final class HitRate extends Question {
    private static final String ASKS = """
            What do bounded caches hit of recorded accesses; does recording a read once per tick cost us any?

            Two traces are replayed: web07, 76,118 requests of 20,484 product pages, and orm-night, 5,000,000 accesses to 86,466 database
            objects. A capacity is a share of the different keys. One thread reads; a miss loads. After every access whatever a cache has put
            off is run to rest, so that no policy is judged by how far it lags behind. Ours is read through its public interface, with its
            defaults and an expiry that does not come. Figures are hits in percent of the accesses, medians of the rounds with their spread
            in brackets; policies with chance in them differ from round to round.

            Traces: %s.""".formatted(Trace.ATTRIBUTION);

    private static final String WHY = """
            Ours leaves the policy to Caffeine, and tells it of a read once per entry and tick, a tick ending at misses. Where ours differs, to
            either side, it is by the reads that it left out; and by chance, since admission draws lots.""";

    /** So much of the long trace is enough for a look. */
    private static final int QUICK_ACCESSES = 1_000_000;

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        Rounds<Subject> rounds = isQuick()
                ? run(5, Duration.ofSeconds(44), Subject.named(), QUICK_ACCESSES)
                : run(9, Duration.ofHours(1), Subject.all(), Integer.MAX_VALUE);
        report(rounds, neighbours);
        return 0;
    }

    private static Rounds<Subject> run(int rounds, Duration budget, List<Subject> subjects, int limit) {
        return Rounds.run(
                rounds, budget, subjects, subject -> Replay.CHILD.run(subject.name(), Integer.toString(limit)));
    }

    private void report(Rounds<Subject> rounds, Neighbours neighbours) {
        Report report = new Report("hit-rate", isQuick(), ASKS, Versions.of("aside", "caffeine", "cache2k", "guava"));
        Verdicts verdicts = new Verdicts(rounds);
        report.add(table(rounds, verdicts))
                .add(verdicts.board())
                .add(verdicts.besideCaffeinesSpread())
                .add(WHY);
        if (!isQuick()) {
            report.plot(plot(rounds));
        }
        report.add(neighbours.seen()).end(verdicts.lastLine());
    }

    private static Table table(Rounds<Subject> rounds, Verdicts verdicts) {
        List<String> header = new ArrayList<>(List.of("hits, %"));
        rounds.subjects().forEach(subject -> header.add(subject.label()));
        header.add("Aside minus Caffeine, points");
        Table table = new Table(header);
        for (String point : rounds.figures()) {
            List<String> row = new ArrayList<>(List.of(point));
            rounds.subjects()
                    .forEach(subject -> row.add(rounds.spread(subject, point).full(2)));
            row.add(verdicts.gap(point).text(2));
            table.row(row);
        }
        return table;
    }

    private static CurvePlot plot(Rounds<Subject> rounds) {
        List<String> steps =
                Replay.PERCENTS.stream().map(percent -> percent + " %").toList();
        List<String> subjects = rounds.subjects().stream().map(Subject::label).toList();
        List<Panel> panels = Replay.traces().stream()
                .map(trace ->
                        new Panel(trace.title() + ", over capacity in percent of the keys", curves(rounds, trace)))
                .toList();
        return new CurvePlot("Hits in percent of the accesses", steps, subjects, panels);
    }

    private static List<List<Spread>> curves(Rounds<Subject> rounds, Trace trace) {
        return rounds.subjects().stream()
                .map(subject -> Replay.PERCENTS.stream()
                        .map(percent -> rounds.spread(subject, Replay.point(trace, percent)))
                        .toList())
                .toList();
    }
}
