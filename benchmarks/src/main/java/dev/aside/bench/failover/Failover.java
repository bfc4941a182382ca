package dev.aside.bench.failover;

import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** What do writers and readers see while a database's writer dies and a replica takes its place? */
@Command(
        name = "failover",
        description = "What writers and readers of PostgreSQL see while its writer is lost and a replica is promoted.")
public final class Failover extends Question {
    private static final String ASKS = """
            What do writers and readers see while the writer of a database is lost and a replica is promoted?

            A PostgreSQL and two replicas, from which every acknowledgement is awaited (`synchronous_standby_names = 'ANY 2 (*)'`): so what was
            acknowledged both have, and what is lost is not the database's loss. Eight threads insert rows of 1.9 kB, each with ids of its own,
            and read by a reader scope, in turns and 4 ms apart. The writer is killed, or stopped where it stands (*hung*), and killed later; that replica which
            has received more is promoted at once, and the other is told of it seconds later, until when it falls behind. A writer that hangs is killed after 10
            seconds if nothing has been written to the new one by then. All are on one machine with the callers. Everything is by the defaults.

            *Outage* is from the last insert that the old writer has acknowledged to the first that the new one has; part of it is the
            promotion itself, which is PostgreSQL's. *Wrong* is a read that went to a writer which was known to be one before and after, beside
            readers that might have been asked; a read of a reader that had been more than 1 MiB behind for over a second; or an insert that the
            old writer has acknowledged after the promotion. *Failed and there* is an insert whose failure did not say that its outcome is unknown,
            and which has been done all the same. A call is `getConnection()` with its statement; the machine's own pauses are taken off.
            Figures are medians of the rounds, with their spread in brackets; the last line has the sum of what was lost or wrong.""";

    private static final List<String> FIGURES = List.of(
            Figures.OUTAGE,
            Figures.FINDING,
            Figures.SILENCE,
            Figures.LONG_CALLS,
            Figures.ACKNOWLEDGED,
            Figures.LOST,
            Figures.UNKNOWN,
            Figures.REFUSED,
            Figures.REFUSED_AND_THERE,
            Figures.WRONG,
            Figures.AT_WRITER,
            Figures.READS_FAILED,
            Figures.BEHIND);

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        List<Subject> subjects = isQuick() ? Subject.ours() : Subject.all();
        Duration budget = isQuick() ? Duration.ofSeconds(48) : Duration.ofHours(1);
        try (Servers servers = Servers.start()) {
            Trial trial = isQuick() ? Trial.quick(servers) : Trial.full(servers);
            Rounds<Subject> rounds = Rounds.run(isQuick() ? 3 : 10, budget, subjects, trial::play);
            Verdicts verdicts = new Verdicts(rounds);
            new Report("failover", isQuick(), ASKS, versions())
                    .add(table(rounds))
                    .add(verdicts.board())
                    .add("PostgreSQL " + servers.version() + ". " + neighbours.seen())
                    .end(verdicts.lastLine());
        }
        return 0;
    }

    private static Table table(Rounds<Subject> rounds) {
        List<String> header = new ArrayList<>(List.of("a round"));
        rounds.subjects().forEach(subject -> header.add(subject.label()));
        Table table = new Table(header);
        for (String figure : FIGURES) {
            List<String> row = new ArrayList<>(List.of(figure));
            rounds.subjects()
                    .forEach(subject -> row.add(rounds.spread(subject, figure).full(0)));
            table.row(row);
        }
        return table;
    }

    private static String versions() {
        return Versions.of("aside", "hikaricp", "postgresql");
    }
}
