package dev.aside.bench.leaderboard;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.LockWatch;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Spans;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Turns;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** What does a place on a board cost? */
@Command(
        name = "leaderboard",
        description =
                "What a score costs that is answered with its rank, and who is around it, on Redis and in process.")
public final class Ranks extends Question {
    private static final String ASKS = """
            What does a score cost that is submitted and answered with its rank, and what a look at who is around it?

            One board of 1,000,000 members, of 100,000 for a look, with one period that has no end, by the defaults: the best of a member's scores counts, and of two with
            the same score is ahead who had it first. Each submission is an improvement that moves its member by some places, and has no operation's
            id. Lettuce adds with `GT` and asks for the rank, and asks for the rank and then for the five each way; Redisson adds by
            `addAndGetRevRank`. A hundred scores in one go are answered with their ranks by ours, and without by the others. On
            the server each subject fills a board of its own in a JVM of its own, first unmeasured and on all processors until its compiler has no
            more to do, and then on the clients'. Then all take turns of a second, one call after the other and each three times; a round is all of that, in new JVMs and
            on new boards. Requests are counted by a proxy, but for what a client asks on its own account; what a member takes is by the server's own `used_memory`.
            A time is what an operation takes its thread, the median of the turns and then of the rounds, with their spread in brackets; a ratio is a
            peer's time divided by ours within one round.""";

    private static final int MEMBERS = 1_000_000;
    private static final int QUICK_MEMBERS = 100_000;
    private static final int ROUNDS = 3;

    private static final Spans FULL = new Spans(Duration.ofHours(1), Duration.ofMinutes(4), Duration.ofSeconds(1));

    /** Leaves the boards in this process something of the fifty seconds. */
    private static final Spans QUICK = new Spans(Duration.ofSeconds(27), Duration.ofSeconds(15), Duration.ofSeconds(1));

    /** A question that picocli fills. */
    public Ranks() {}

    @Override
    public Integer call() throws InterruptedException {
        Neighbours neighbours = Neighbours.watch();
        int members = isQuick() ? QUICK_MEMBERS : MEMBERS;
        try (BoundRedis redis = BoundRedis.start()) {
            Turns<Act> turns = new Turns<>(Boards.child(members), redis, isQuick() ? QUICK : FULL, Act.all());
            Rounds<Subject> rounds = Rounds.runTogether(
                    isQuick() ? 1 : ROUNDS,
                    Duration.ofHours(1),
                    isQuick() ? Subject.named() : Subject.all(),
                    turns::round);
            redis.forget();
            LocalPlan plan = isQuick() ? LocalPlan.quick(members) : LocalPlan.full(members);
            LocalShown local = new LocalShown(plan, plan.run());
            report(rounds, local, redis.described() + " " + neighbours.seen());
        }
        return 0;
    }

    private void report(Rounds<Subject> rounds, LocalShown local, String conditions) throws InterruptedException {
        Verdicts verdicts = new Verdicts(rounds, local);
        Report report = new Report("leaderboard", isQuick(), ASKS, versions())
                .add(table(rounds))
                .add(local.times())
                .add(verdicts.board());
        if (!isQuick()) {
            report.add("The best ten in this process under the flight recorder, no threshold, 2 threads: " + locks()
                    + ".");
            report.plot(local.plot());
        }
        report.add(conditions).end(verdicts.lastLine());
    }

    private static LockWatch locks() throws InterruptedException {
        Board board = LocalLoop.open(Local.ASIDE);
        new Members(QUICK_MEMBERS).fill(board);
        return LockWatch.over(2, Duration.ofSeconds(2), Duration.ofSeconds(5), thread -> () -> {
            if (board.top(LocalLoop.TOP) != LocalLoop.TOP) {
                throw new IllegalStateException("The best are not there");
            }
        });
    }

    private static Table table(Rounds<Subject> rounds) {
        List<String> header = new ArrayList<>(List.of("us, on Redis"));
        Act.all().forEach(act -> header.add(act.label()));
        header.addAll(List.of("requests, submit", "requests, around", "bytes a member"));
        Table table = new Table(header);
        for (Subject subject : rounds.subjects()) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            Act.all().forEach(act -> row.add(subject.calls().contains(act) ? micros(rounds, subject, act) : ""));
            row.add(rounds.spread(subject, Boards.SUBMIT_REQUESTS).text(2));
            boolean looks = subject.calls().contains(Act.AROUND);
            row.add(looks ? rounds.spread(subject, Boards.AROUND_REQUESTS).text(2) : "");
            row.add(rounds.spread(subject, Boards.BYTES).text(0));
            table.row(row);
        }
        return table;
    }

    private static String micros(Rounds<Subject> rounds, Subject subject, Act act) {
        Spread nanos = rounds.spread(subject, act.nanos());
        return new Spread(nanos.figure() / 1e3, nanos.low() / 1e3, nanos.high() / 1e3, nanos.rounds()).full(1);
    }

    private static String versions() {
        return Versions.of("aside", "lettuce", "redisson", "jmh");
    }
}
