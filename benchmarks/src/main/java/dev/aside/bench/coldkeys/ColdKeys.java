package dev.aside.bench.coldkeys;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.Child;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Shares;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;

/** What does a miss cost? */
@Command(
        name = "cold-keys",
        description = "What a miss costs: its time, and the trips to the server that it waits for.")
public final class ColdKeys extends Question {
    private static final String ASKS = """
            What does a miss cost on Redis: its time, and the trips to the server that it waits for?

            64 threads read keys that nobody has read before; a load takes 1 ms. Everybody looks, loads and stores; Aside also takes a lease,
            so that no other node loads the key meanwhile. The time of a miss is taken straight at the server. Then a proxy makes every
            trip take 40 ms: a miss waits for as many trips as times 40 ms are in what it took, to the nearest, the pauses of
            the machine taken off. The proxy counts the requests too,
            among them those that nobody waits for. Each subject runs in a JVM of its own; figures are medians of the rounds, with
            their spread in brackets, and a ratio is a peer's time divided by ours within one round.""";

    private static final int ROUNDS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        List<Subject> subjects = isQuick() ? Subject.named() : Subject.all();
        try (BoundRedis redis = BoundRedis.start()) {
            Rounds<Subject> rounds = run(redis, subjects);
            Verdicts verdicts = new Verdicts(rounds);
            new Report("cold-keys", isQuick(), ASKS, versions())
                    .add(table(rounds))
                    .add(verdicts.board())
                    .add(redis.described() + " " + neighbours.seen())
                    .end(verdicts.lastLine());
        }
        return 0;
    }

    private Rounds<Subject> run(BoundRedis redis, List<Subject> subjects) {
        Duration budget = isQuick() ? Duration.ofSeconds(40) : Duration.ofHours(1);
        Shares shares = Shares.of(budget, ROUNDS * subjects.size(), LONGEST);
        Child child = Misses.CHILD.by(redis.cpus().launcher());
        return Rounds.run(ROUNDS, budget, subjects, subject -> {
            redis.forget();
            return child.run(subject.name(), redis.place(), Long.toString(shares.take(1)));
        });
    }

    private static Table table(Rounds<Subject> rounds) {
        Table table = new Table(List.of("cache", "ms per miss", "trips awaited per miss", "requests per miss"));
        for (Subject subject : rounds.subjects()) {
            Spread nanos = rounds.spread(subject, Misses.NANOS);
            Spread millis = new Spread(nanos.figure() / 1e6, nanos.low() / 1e6, nanos.high() / 1e6, nanos.rounds());
            table.row(List.of(
                    subject.label(),
                    millis.full(2),
                    rounds.spread(subject, Misses.AWAITED).full(2),
                    rounds.spread(subject, Misses.REQUESTS).full(2)));
        }
        return table;
    }

    private static String versions() {
        return Versions.of("aside", "lettuce", "redisson", "spring-data-redis", "jetcache");
    }
}
