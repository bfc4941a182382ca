package dev.aside.bench.session;

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

/** What does a request cost that has a session? */
@Command(
        name = "session",
        description = "What requests with a session cost: their time, and what they ask of the server.")
public final class SessionRequests extends Question {
    private static final String ASKS = """
            What does a request cost that has a session on Redis: one that only reads, and one that changes an attribute?

            1,000 sessions of five attributes and some 500 bytes. A request finds its session by its id, reads or sets one attribute, and saves
            it; when it ends the server has acknowledged that. Eight threads serve requests for the time; then one serves them through a
            proxy, which counts what is asked of the server, but for what a client asks on its own account. Each subject runs in a JVM of its
            own. The keys of the last line are by the defaults: Aside answers from this process what it has loaded or saved and nobody else has
            changed, as it is where a user's requests come to one node. Beside them stands what requests cost that ask the server each time,
            `nearBound(0)`, as it is where each comes to another. Figures are medians of the rounds, with their spread in brackets; a ratio is a peer's
            time divided by ours within one round, of both requests the geometric mean.""";

    private static final int ROUNDS = 3;
    private static final Duration LONGEST = Duration.ofSeconds(35);

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        try (BoundRedis redis = BoundRedis.start()) {
            Rounds<Subject> rounds = run(redis);
            Verdicts verdicts = new Verdicts(rounds);
            new Report("session", isQuick(), ASKS, versions())
                    .add(table(rounds))
                    .add(verdicts.board())
                    .add(redis.described() + " " + neighbours.seen())
                    .end(verdicts.lastLine());
        }
        return 0;
    }

    private Rounds<Subject> run(BoundRedis redis) {
        int count = isQuick() ? 1 : ROUNDS;
        Duration budget = isQuick() ? Duration.ofSeconds(40) : Duration.ofHours(1);
        Shares shares = Shares.of(budget, count * Subject.all().size(), LONGEST);
        Child child = Requests.CHILD.by(redis.cpus().launcher());
        return Rounds.run(count, budget, Subject.all(), subject -> {
            redis.forget();
            return child.run(subject.name(), redis.place(), Long.toString(shares.take(1)));
        });
    }

    private static Table table(Rounds<Subject> rounds) {
        Table table = new Table(List.of(
                "sessions",
                "us, reading",
                "us, changing",
                "requests, reading",
                "requests, changing",
                "kB, reading",
                "kB, changing"));
        for (Subject subject : rounds.subjects()) {
            table.row(List.of(
                    subject.label(),
                    thousandths(rounds.spread(subject, Requests.READ_NANOS)).full(1),
                    thousandths(rounds.spread(subject, Requests.CHANGE_NANOS)).full(1),
                    rounds.spread(subject, Requests.READ_REQUESTS).full(2),
                    rounds.spread(subject, Requests.CHANGE_REQUESTS).full(2),
                    thousandths(rounds.spread(subject, Requests.READ_BYTES)).full(1),
                    thousandths(rounds.spread(subject, Requests.CHANGE_BYTES)).full(1)));
        }
        return table;
    }

    private static Spread thousandths(Spread of) {
        return new Spread(of.figure() / 1e3, of.low() / 1e3, of.high() / 1e3, of.rounds());
    }

    private static String versions() {
        return Versions.of("aside", "lettuce", "spring-session", "spring-data-redis");
    }
}
