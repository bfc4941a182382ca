package dev.aside.bench.redisread;

import dev.aside.bench.kit.BoundRedis;
import dev.aside.bench.kit.DotPlot;
import dev.aside.bench.kit.Neighbours;
import dev.aside.bench.kit.Question;
import dev.aside.bench.kit.Report;
import dev.aside.bench.kit.Rounds;
import dev.aside.bench.kit.Shares;
import dev.aside.bench.kit.Spread;
import dev.aside.bench.kit.Table;
import dev.aside.bench.kit.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** What does a read of the far tier cost? */
@Command(
        name = "redis-read",
        description = "What a read of Redis costs, against its clients and what is built on them.")
public final class RedisRead extends Question {
    private static final String ASKS = """
            What does a read of the far tier cost on Redis, against its clients and what is built on them?

            10,000 keys of 21 characters with values of 100, asked for by a Zipf law of exponent 0.99; everybody finds every key. Aside runs by its
            defaults with `nearTier(false)`, so that each read is a read of the server, and checks with it that the cache was not
            cleared. Lettuce has one connection, Jedis a pool of eight; `getAll(100)` is 100 pipelined gets for Lettuce, and one command for
            Jedis, Redisson and JetCache. Each subject runs in a JVM of its own, one call after the other, first unmeasured and
            on all processors until its compiler has no more to do, and then on the clients'; a round is every subject once. A time is
            what a key takes its thread, the median of three spans and then of the rounds, with their spread in brackets; a ratio
            is a peer's time divided by ours within one round.""";

    private static final int ROUNDS = 5;
    private static final Duration LONGEST = Duration.ofMillis(2_500);

    @Override
    public Integer call() {
        Neighbours neighbours = Neighbours.watch();
        List<Subject> subjects = isQuick() ? Subject.named() : Subject.all();
        try (BoundRedis redis = BoundRedis.start()) {
            Rounds<Subject> rounds = run(redis, subjects);
            report(rounds, new Verdicts(rounds), redis.described() + " " + neighbours.seen());
        }
        return 0;
    }

    private Rounds<Subject> run(BoundRedis redis, List<Subject> subjects) {
        Duration budget = isQuick() ? Duration.ofSeconds(42) : Duration.ofHours(1);
        int rounds = isQuick() ? 1 : ROUNDS;
        int calls =
                subjects.stream().mapToInt(subject -> subject.calls().size()).sum();
        Shares shares = Shares.of(budget, rounds * calls, LONGEST);
        return Rounds.run(rounds, budget, subjects, subject -> {
            redis.forget();
            String millis = Long.toString(shares.take(subject.calls().size()));
            return Reads.CHILD.run(
                    subject.name(), redis.place(), millis, redis.cpus().listed());
        });
    }

    private void report(Rounds<Subject> rounds, Verdicts verdicts, String conditions) {
        Report report = new Report("redis-read", isQuick(), ASKS, versions());
        report.add(times(rounds)).add(verdicts.board());
        if (!isQuick()) {
            report.plot(plot(rounds));
        }
        report.add(conditions).end(verdicts.lastLine());
    }

    private static Table times(Rounds<Subject> rounds) {
        List<String> header = new ArrayList<>(List.of("us per key"));
        header.addAll(Call.labels(List.of(Call.values())));
        header.add("B per get, 1 thread");
        Table table = new Table(header);
        for (Subject subject : rounds.subjects()) {
            List<String> row = new ArrayList<>(List.of(subject.label()));
            for (Call call : Call.values()) {
                row.add(
                        subject.calls().contains(call)
                                ? micros(rounds, subject, call).full(2)
                                : "");
            }
            boolean gets = subject.calls().contains(Call.GET_1);
            row.add(gets ? rounds.spread(subject, Call.GET_1.bytes()).text(0) : "");
            table.row(row);
        }
        return table;
    }

    private static DotPlot plot(Rounds<Subject> rounds) {
        List<DotPlot.Row> rows = rounds.subjects().stream()
                .filter(subject -> subject.calls().containsAll(Call.SYNC))
                .map(subject -> new DotPlot.Row(
                        subject.label(),
                        Call.SYNC.stream()
                                .map(call -> micros(rounds, subject, call))
                                .toList()))
                .toList();
        return new DotPlot("A read of Redis", "us per get", Call.labels(Call.SYNC), rows);
    }

    private static Spread micros(Rounds<Subject> rounds, Subject subject, Call call) {
        Spread nanos = rounds.spread(subject, call.nanos());
        return new Spread(nanos.figure() / 1e3, nanos.low() / 1e3, nanos.high() / 1e3, nanos.rounds());
    }

    private static String versions() {
        return Versions.of("aside", "lettuce", "jedis", "redisson", "spring-data-redis", "jetcache");
    }
}
